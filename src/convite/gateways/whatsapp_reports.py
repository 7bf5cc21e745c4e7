"""What calls of WhatsApp's webhook say: statuses of our messages, and what people write.

One call may carry several accounts, changes, statuses and messages, in any order and more than once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from convite.gateways.channels import (
    Incoming,
    Media,
    MediaKind,
    Receipt,
    Report,
    TemplateJudgment,
    Unreadable,
)

STATUSES = set(get_args(Receipt.__annotations__["status"]))

#: Errors by code, in words one can act on.
WORDS = {
    "190": "The access token has expired or was revoked. Set a new one.",
    "368": "WhatsApp has blocked this account for breaking its rules. Look at Meta's Business Support.",
    "130429": "The number is sending too fast. Sending resumes by itself.",
    "130472": "WhatsApp didn't deliver this, because this person is part of one of its experiments.",
    "131005": "The token has no permission to send messages.",
    "131021": "This is the number that messages are sent from.",
    "131026": "This number can't get WhatsApp messages: it has no WhatsApp, or an old version of it.",
    "131030": "In test mode, only the numbers listed at Meta get messages.",
    "131031": "Meta has locked this account. Look at Business Support.",
    "131042": "Meta can't charge for messages. Look at the account's payment settings.",
    "131047": "More than 24 hours have passed since they last wrote: only a template can be sent now.",
    "131048": "Too many people have reported or blocked this number. WhatsApp slows it down.",
    "131049": "WhatsApp limits how much marketing one person gets. Use another channel.",
    "131050": "This person has stopped marketing messages from you in WhatsApp.",
    "131051": "WhatsApp doesn't support this kind of message.",
    "131056": "Too many messages to this person at once. Sending resumes by itself.",
    "132000": "The template needs a different number of values.",
    "132001": "There is no such template in this language, or it isn't approved.",
    "132005": "The template's text gets too long with these values.",
    "132007": "WhatsApp refuses the template's content.",
    "132012": "A value isn't in the format that the template expects.",
    "132015": "WhatsApp has paused this template because of bad feedback.",
    "132016": "WhatsApp has disabled this template because of bad feedback.",
    "133010": "The number isn't registered with the Cloud API.",
}


def error_of(error: Mapping[str, Any], fallback: object) -> tuple[str, str]:
    """The code of an error, and what it says: in our words, by its details, or the fallback."""
    code, data = str(error.get("code", "")), error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    return code, words_of(code, str(details or fallback))


def words_of(code: str, text: str) -> str:
    """An error in words one can act on, or as the API words it."""
    return WORDS.get(code, text)[:500]


#: The events of a template's status → ours; others say nothing about whether it can be sent.
JUDGMENTS = {
    "APPROVED": "approved",
    "REJECTED": "rejected",
    "PAUSED": "paused",
    "UNPAUSED": "approved",
    "REINSTATED": "approved",
    "DISABLED": "disabled",
    "PENDING_DELETION": "disabled",
    "DELETED": "disabled",
}


def reports_of(body: bytes, phone_id: str) -> list[Report]:
    """The statuses and messages of one call about our number, and what is said of templates.

    Events of other kinds say nothing.

    Raises:
        Unreadable: it isn't JSON in the webhook's form, or a status or message lacks what it must have.
    """
    try:
        content = json.loads(body)
    except ValueError as error:
        raise Unreadable(f"The body isn't JSON: {error}") from error
    found: list[Report] = [*judgments_of(content)]
    for value in values_of(content, phone_id):
        found += [receipt for one in objects(value, "statuses") if (receipt := receipt_of(one))]
        people = objects(value, "contacts")
        found += [incoming_of(one, people) for one in objects(value, "messages")]
    return found


def values_of(content: object, phone_id: str) -> Iterator[Mapping[str, Any]]:
    """The changes that are about messages of our number; an app may have several."""
    if not isinstance(content, dict):
        raise Unreadable("The body isn't an object.")
    for entry in objects(content, "entry"):
        for change in objects(entry, "changes"):
            value = change.get("value")
            if change.get("field") != "messages" or not isinstance(value, dict):
                continue
            metadata = value.get("metadata")
            if isinstance(metadata, dict) and str(metadata.get("phone_number_id")) == phone_id:
                yield value


def judgments_of(content: object) -> Iterator[TemplateJudgment]:
    """What the changes say of templates."""
    for entry in objects(content, "entry") if isinstance(content, dict) else ():
        for change in objects(entry, "changes"):
            value = change.get("value")
            if change.get("field") != "message_template_status_update":
                continue
            status = JUDGMENTS.get(str(value.get("event"))) if isinstance(value, dict) else None
            if status is not None and isinstance(value, dict):
                yield TemplateJudgment(
                    name=str(value.get("message_template_name") or ""),
                    locale=str(value.get("message_template_language") or ""),
                    status=status,
                    reason=reason_of(value.get("reason")),
                )


#: Reasons for a template's rejection by the API's word, in words one can act on.
REASONS = {
    "ABUSIVE_CONTENT": "WhatsApp finds the text abusive.",
    "INVALID_FORMAT": "A placeholder is at the beginning or end, or next to another. Put words there.",
    "PROMOTIONAL": "WhatsApp finds this promotional. Choose the category marketing.",
    "TAG_CONTENT_MISMATCH": "The text fits another category, or another language.",
    "INCORRECT_CATEGORY": "The text fits another category.",
    "SCAM": "WhatsApp takes this for a scam.",
}


def reason_of(word: object) -> str:
    """Why a template was rejected, in words one can act on; empty if no reason is given."""
    reason = str(word or "")
    return "" if reason in ("", "NONE") else REASONS.get(reason, reason)[:500]


def objects(parent: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list of its parent."""
    known = parent.get(name)
    return [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []


def receipt_of(one: Mapping[str, Any]) -> Receipt | None:
    """A status; None if it is one that isn't known."""
    if one.get("status") not in STATUSES:
        return None
    error = next(iter(objects(one, "errors")), {})
    code, words = error_of(error, error.get("title") or "")
    return Receipt(
        provider_id=text_of(one, "id"),
        status=one["status"],
        at=moment_of(one),
        message_id=str(one.get("biz_opaque_callback_data") or "") or None,
        error=words if error else None,
        code=code,
    )


def incoming_of(one: Mapping[str, Any], people: Sequence[Mapping[str, Any]]) -> Incoming:
    """A message; of people who hide their number, only WhatsApp's own id is there."""
    number = str(one.get("from") or "")
    user_id = str(one.get("from_user_id") or "")
    person = next(
        (
            known
            for known in people
            if (number and known.get("wa_id") == number)
            or (user_id and known.get("user_id") == user_id)
        ),
        people[0] if len(people) == 1 else {},
    )
    wa_id = str(person.get("wa_id") or number)
    profile = person.get("profile")
    context = one.get("context")
    text, payload = content_of(one)
    return Incoming(
        provider_id=text_of(one, "id"),
        at=moment_of(one),
        phone=f"+{number}" if number.isdigit() else "",
        user_id=user_id or str(person.get("user_id") or ""),
        wa_id=wa_id,
        name=str(profile.get("name") or "")[:200] if isinstance(profile, dict) else "",
        text=text,
        reply_to=str(context.get("id") or "") if isinstance(context, dict) else "",
        payload=payload,
        media=media_of(one),
    )


def content_of(one: Mapping[str, Any]) -> tuple[str, str]:
    """What a message says, and what a button of ours carries back."""
    kind = str(one.get("type") or "")
    own = one.get(kind)
    own = own if isinstance(own, dict) else {}
    if kind == "text":
        return str(own.get("body") or ""), ""
    if kind == "button":
        return str(own.get("text") or ""), str(own.get("payload") or "")
    if kind == "interactive":
        reply = own.get("button_reply") or own.get("list_reply")
        reply = reply if isinstance(reply, dict) else {}
        return str(reply.get("title") or ""), str(reply.get("id") or "")
    if kind == "reaction":
        return str(own.get("emoji") or ""), ""
    words = own.get("caption") or own.get("filename") or own.get("name") or ""
    return f"[{kind}] {words}".strip(), ""


def media_of(one: Mapping[str, Any]) -> list[Media]:
    """The file that came with a message."""
    kind: Any = one.get("type")
    own = one.get(kind) if kind in get_args(MediaKind) else None
    if not isinstance(own, dict):
        return []
    key = str(own.get("id") or "")
    content_type, name = str(own.get("mime_type") or ""), str(own.get("filename") or "")
    # it becomes part of an address
    return (
        [Media(key=key, kind=kind, content_type=content_type, name=name)] if key.isalnum() else []
    )


def text_of(one: Mapping[str, Any], name: str) -> str:
    """A text that must be there."""
    value = one.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(f"A status or message has no {name!r}.")
    return value


def moment_of(one: Mapping[str, Any]) -> datetime:
    """The time stamp, in seconds since 1970 as text."""
    try:
        return datetime.fromtimestamp(int(str(one.get("timestamp"))), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Unreadable("A status or message has no time stamp.") from error
