"""SMS by Twilio's API: messages go out by form, reports and replies come by webhook.

Format: www.twilio.com/docs/messaging/api and /docs/usage/security.
"""

import hmac
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha1
from urllib.parse import parse_qsl, quote, urlsplit

import httpx2
import phonenumbers

from convite.core.clock import now
from convite.core.config import settings
from convite.gateways.calls import client, fault_by_code, post, said
from convite.gateways.channels import (
    Accepted,
    Call,
    Delayed,
    Fault,
    Forged,
    Incoming,
    Outgoing,
    Receipt,
    Refused,
    Report,
    Unreadable,
)

#: The field that carries our id of a message, which Twilio brings back in the address that it calls.
OUR_ID = "OurMessageId"
#: Twilio's states → ours; others say nothing new.
STATUSES = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "undelivered": "failed",
    "failed": "failed",
}
#: Codes after which a later try can succeed.
SLOW = {"14107", "20429", "30001", "30022"}
#: Codes after which nothing goes out until somebody acts: wrong keys, suspended or unpaid accounts.
STOPPING = {"20003", "20005", "30002", "63020", "90010"}
#: Errors by code, in words one can act on.
WORDS = {
    "20003": "Twilio refuses the account's key. Set a new one.",
    "21211": "This isn't a number that Twilio knows.",
    "21408": "The account may not send to this country. Allow it in Twilio's geo permissions.",
    "21610": "They have opted out by answering STOP.",
    "21612": "This sender can't reach this number. Set one for its country.",
    "21614": "This number can't get SMS.",
    "30002": "Twilio has suspended the account.",
    "30003": "The phone is off or out of reach.",
    "30004": "The carrier or the person blocks these messages.",
    "30005": "This number isn't in use.",
    "30006": "This is a landline, or its carrier takes no SMS.",
    "30007": "The carrier filtered this as spam.",
    "30008": "The carrier gave no reason.",
    "30034": "The sending number isn't registered for US traffic (A2P 10DLC).",
}


class SmsChannel:
    """SMS from the configured senders."""

    name = "sms"
    connections = 4

    @property
    def is_configured(self) -> bool:
        """Whether an account is configured."""
        return bool(settings().twilio_account_sid)

    @property
    def per_second(self) -> float:
        """What the senders may send."""
        return settings().sms_per_second

    def session(self) -> AbstractAsyncContextManager["SmsSession"]:
        """A connection to the API; it is only reached by the first message."""
        return sms_session()

    def check(self, call: Call, /) -> None:
        """Checks `X-Twilio-Signature`, an HMAC over the public URL and the sorted fields.

        Raises:
            Forged: the signature is missing or of another key, URL or body.
        """
        given = call.headers.get("x-twilio-signature", "").encode()
        fields = fields_of(call.body)
        matches = [
            hmac.compare_digest(given, signature(token, call.url, fields))
            for token in settings().twilio_auth_token
        ]
        if not any(matches):
            raise Forged("X-Twilio-Signature is missing or wrong.")

    def reports(self, body: bytes, /) -> Sequence[Report]:
        """A status, or a message that somebody wrote.

        Raises:
            Unreadable: it isn't written in the webhook's format.
        """
        fields = fields_of(body)
        key = fields.get("MessageSid") or fields.get("SmsSid")
        if not key:
            raise Unreadable("There is no MessageSid.")
        if "MessageStatus" in fields and "Body" not in fields:
            status = STATUSES.get(fields["MessageStatus"])
            code = fields.get("ErrorCode", "")
            error = words_of(code, fields.get("ErrorMessage", "")) if status == "failed" else None
            if status is None:
                return ()
            receipt = Receipt(
                provider_id=key,
                message_id=fields.get(OUR_ID),
                status=status,  # type: ignore[arg-type]
                at=now(),
                error=error,
                code=code,
            )
            return (receipt,)
        words = fields.get("Body", "")
        if fields.get("NumMedia", "0") not in ("", "0"):
            words = f"{words} [media]".strip()
        return (Incoming(provider_id=key, at=now(), phone=fields.get("From", ""), text=words),)


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form.

    Raises:
        Unreadable: it is no form.
    """
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError as error:
        raise Unreadable(f"The body isn't a form: {error}") from error
    return dict(pairs)


def signature(token: str, url: str, fields: Mapping[str, str]) -> bytes:
    """The Base64 HMAC-SHA-1 of a call."""
    signed = url + "".join(name + fields[name] for name in sorted(fields))
    return b64encode(hmac.new(token.encode(), signed.encode(), sha1).digest())


def words_of(code: str, text: str) -> str:
    """An error in words one can act on, or as the API words it."""
    return WORDS.get(code, text or f"Twilio's error {code}")[:500]


@asynccontextmanager
async def sms_session() -> AsyncIterator["SmsSession"]:
    """A client with the configured account."""
    known = settings()
    account = known.twilio_account_sid
    async with client(known.twilio_base_url, auth=(account, known.twilio_auth_token[0])) as http:
        yield SmsSession(http, f"/2010-04-01/Accounts/{quote(account)}/Messages.json")


class SmsSession:
    """Sends messages over one client."""

    is_open = True

    def __init__(self, http: httpx2.AsyncClient, path: str) -> None:
        self.http = http
        self.path = path

    async def send(self, message: Outgoing) -> Accepted:
        """Sends a message; the id is its sid.

        Raises:
            Refused: it can't be sent to this number, or its country has no sender.
            Delayed: the account sends too fast, or the API is unavailable.
            Stopped: the account's key is refused, or the account suspended.
        """
        form = {"To": message.to, "From": sender_for(message.to), "Body": message.text}
        # a loopback address would be refused, and nobody could call it
        if urlsplit(settings().address).scheme == "https":
            form["StatusCallback"] = f"{settings().address}/api/webhooks/sms?message={message.id}"
        answer = await post(self.http, self.path, data=form)
        content = said(answer)
        if answer.status_code not in (200, 201):
            raise fault_of(answer)
        key = content.get("sid")
        if not key:
            raise Delayed("The API took a message without giving its id.")
        return Accepted(provider_id=str(key))


def sender_for(phone: str) -> str:
    """The sender for a number: its country's, else the one for all.

    Raises:
        Refused: there is none, or SMS may not go to this country.
    """
    country = country_of(phone)
    allowed = {one.upper() for one in settings().sms_countries}
    if allowed and country not in allowed:
        raise Refused(f"SMS to {country or 'this country'} aren't allowed here.", code="no-sender")
    known = [one.partition(":") for one in settings().sms_senders]
    own = [sender for place, colon, sender in known if colon and place.upper() == country]
    general = [sender for sender, colon, _ in known if not colon]
    for sender in (*own, *general):
        return sender
    raise Refused(
        f"There is no sender for numbers of {country or 'this country'}.", code="no-sender"
    )


def country_of(phone: str) -> str:
    """The country of a number, ISO 3166 alpha-2; empty if it has none."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""
    except phonenumbers.NumberParseException:
        return ""


def fault_of(answer: httpx2.Response) -> Fault:
    """What an error answer means."""
    content = said(answer)
    code = str(content.get("code") or "")
    text = words_of(code, str(content.get("message") or f"HTTP {answer.status_code}"))
    return fault_by_code(answer, code, text, slow=SLOW, stopping=STOPPING)


def has_sender(phone: str) -> bool:
    """Whether numbers of this country can be written to; without an account, the outbox takes all."""
    if not settings().twilio_account_sid:
        return True
    try:
        sender_for(phone)
    except Refused:
        return False
    return True


#: Letters of the GSM alphabet, and those of it that count as two.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€\f")


def segments_of(text: str) -> int:
    """How many SMS a text takes: 160 letters or 153 each, 70 or 67 with any outside the GSM alphabet.

    An emoji counts as two, as UTF-16 writes it (3GPP TS 23.038).

    Example:
        >>> segments_of("a" * 160), segments_of("a" * 161), segments_of("ض" * 71)
        (1, 2, 2)
    """
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        length = len(text) + sum(letter in GSM_TWICE for letter in text)
        alone, joined = 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
