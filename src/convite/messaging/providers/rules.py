"""What of each channel's settings is there. Pure functions; no value of a setting is ever shown."""

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from convite.core.config import Settings
from convite.people.identity.rules import phone_e164

#: Channel → settings without which nothing is sent.
NEEDED: dict[str, tuple[str, ...]] = {
    "email": ("smtp_url",),
    "whatsapp": ("whatsapp_phone_id", "whatsapp_token", "whatsapp_app_secret"),
    "sms": ("twilio_account_sid", "twilio_auth_token", "sms_senders"),
}
#: Channel → settings without which less works: answers, bounces, templates.
USEFUL: dict[str, tuple[str, ...]] = {
    "email": ("mail_bounces", "mail_replies"),
    "whatsapp": ("whatsapp_verify_token", "whatsapp_business_account_id"),
    "sms": (),
}
#: Channel → the path that its provider calls.
WEBHOOKS = {
    "email": "/api/webhooks/mail",
    "whatsapp": "/api/webhooks/whatsapp",
    "sms": "/api/webhooks/sms",
}


def unset(known: Settings, names: Sequence[str]) -> list[str]:
    """Those of the settings that are empty, as variables."""
    return [f"CONVITE_{name.upper()}" for name in names if not getattr(known, name)]


def unset_useful(known: Settings, channel: str) -> list[str]:
    """The settings of a channel without which less works, as far as they are empty."""
    names = unset(known, USEFUL[channel])
    comes_back = known.mail_bounces or known.mail_replies
    if channel == "email" and comes_back and not (known.imap_url or known.mail_webhook_secret):
        names.append("CONVITE_IMAP_URL")
    return names


def address_on(channel: str, text: str) -> str | None:
    """An address as the channel takes it; None if it isn't one."""
    if channel != "email":
        return phone_e164(text, None)
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
