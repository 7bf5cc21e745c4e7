"""WhatsApp by Meta's Cloud API: messages go out by its Graph API, reports come by webhook.

Format: developers.facebook.com/documentation/business-messaging/whatsapp.
"""

import hmac
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from typing import Any

import httpx2

from convite.core.config import settings
from convite.gateways.calls import client, fault_by_code, post, said
from convite.gateways.channels import (
    Accepted,
    Call,
    Delayed,
    Fault,
    Forged,
    Outgoing,
    Report,
    UnusableTemplate,
)
from convite.gateways.whatsapp_reports import error_of, objects, reports_of

#: Codes after which a later try can succeed: throughput, one person's rate, outages.
SLOW = {
    "1",
    "2",
    "4",
    "80007",
    "130429",
    "131000",
    "131016",
    "131048",
    "131056",
    "131057",
    "133016",
}
#: Codes after which nothing goes out until somebody acts: token, permissions, account, payment, number.
STOPPING = {
    *("0", "3", "10", "190", "368", "131005", "131031", "131042", "131045"),
    *("133000", "133010"),
    *(str(code) for code in range(200, 300)),
}

#: Codes after which nobody gets a template until somebody acts.
UNUSABLE = {"132001", "132007", "132015", "132016"}


class WhatsAppChannel:
    """WhatsApp from the configured number."""

    name = "whatsapp"
    connections = 8

    @property
    def is_configured(self) -> bool:
        """Whether a number is configured."""
        return bool(settings().whatsapp_phone_id)

    @property
    def per_second(self) -> float:
        """The number's throughput."""
        return settings().whatsapp_per_second

    def session(self) -> AbstractAsyncContextManager["WhatsAppSession"]:
        """A connection to the Graph API; it is only reached by the first message."""
        return whatsapp_session()

    def check(self, call: Call, /) -> None:
        """Checks `X-Hub-Signature-256`, an HMAC over the raw body with the app's secret.

        While secrets are rotated, either of them may have signed.

        Raises:
            Forged: the signature is missing or of another secret or body.
        """
        given = call.headers.get("x-hub-signature-256", "").encode()
        matches = [
            hmac.compare_digest(given, b"sha256=" + signature(secret, call.body).encode())
            for secret in settings().whatsapp_app_secret
        ]
        if not any(matches):
            raise Forged("X-Hub-Signature-256 is missing or wrong.")

    def reports(self, body: bytes, /) -> Sequence[Report]:
        """The statuses and messages of a call.

        Raises:
            Unreadable: it isn't written in the webhook's format.
        """
        return reports_of(body, settings().whatsapp_phone_id)


def signature(secret: str, body: bytes) -> str:
    """The hexadecimal HMAC-SHA-256 of a call's body."""
    return hmac.new(secret.encode(), body, sha256).hexdigest()


@asynccontextmanager
async def whatsapp_session() -> AsyncIterator["WhatsAppSession"]:
    """A client with the configured token."""
    known = settings()
    token = {"authorization": f"Bearer {known.whatsapp_token}"}
    async with client(known.whatsapp_base_url, headers=token) as http:
        path = f"/{known.whatsapp_version}/{known.whatsapp_phone_id}/messages"
        yield WhatsAppSession(http, path)


class WhatsAppSession:
    """Sends messages over one client."""

    is_open = True

    def __init__(self, http: httpx2.AsyncClient, path: str) -> None:
        self.http = http
        self.path = path

    async def send(self, message: Outgoing) -> Accepted:
        """Sends a message; the ids are its `wamid` and the person's `wa_id`.

        Raises:
            Refused: it can't be sent to this person, or its template isn't usable.
            Delayed: the number sends too fast, or the API is unavailable.
            Stopped: the token was revoked, or the account may not send.
        """
        answer = await post(self.http, self.path, json=written(message))
        if answer.status_code != 200:
            raise fault_of(answer)
        content = said(answer)
        key = first(content, "messages").get("id")
        if not key:
            raise Delayed("The API took a message without giving its id.")
        # the number it belongs to may be written differently from the one that was called
        return Accepted(
            provider_id=str(key), person_id=str(first(content, "contacts").get("wa_id") or "")
        )


def first(content: dict[str, Any], name: str) -> dict[str, Any]:
    """The first object of a list in an answer; empty if there is none."""
    return next(iter(objects(content, name)), {})


def written(message: Outgoing) -> dict[str, Any]:
    """The message in its wire format; a number is written without its plus sign.

    Whoever hides their number is called by WhatsApp's own id of them.
    """
    number = message.to.removeprefix("+")
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **({"to": number} if number.isdigit() else {"recipient": message.to}),
        **content_of(message),
        "biz_opaque_callback_data": message.id,
    }


def content_of(message: Outgoing) -> dict[str, Any]:
    """The text of a message, or its template with the values."""
    sent = message.template
    if sent is None:
        return {"type": "text", "text": {"preview_url": True, "body": message.text}}
    values = [
        {"type": "text", "text": value, **({} if name.isdigit() else {"parameter_name": name})}
        for name, value in sent.values.items()
    ]
    parts: list[dict[str, Any]] = [{"type": "body", "parameters": values}] if values else []
    for number, payload in enumerate(sent.payloads):
        said_back = [{"type": "payload", "payload": payload}]
        parts.append(
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": str(number),
                "parameters": said_back,
            }
        )
    language = {"code": sent.locale}
    template = {"name": sent.name, "language": language, "components": parts}
    return {"type": "template", "template": template}


def fault_of(answer: httpx2.Response) -> Fault:
    """What an error answer means."""
    error = said(answer).get("error")
    error = error if isinstance(error, dict) else {}
    code, text = error_of(error, error.get("message") or f"HTTP {answer.status_code}")
    if code in UNUSABLE:
        return UnusableTemplate(text, code=code)
    return fault_by_code(answer, code, text, slow=SLOW, stopping=STOPPING)
