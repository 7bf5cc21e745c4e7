"""Texts of reminders, and how long before the event they are sent. Pure functions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from gettext import NullTranslations

from convite.messaging.wording.rules import filled

#: At most a year before the start, in minutes.
MAX_OFFSET = 366 * 24 * 60


def offset_of(
    offset_minutes: int | None, send_at: datetime | None, starts_at: datetime | None
) -> int | None:
    """Minutes before the start at which a reminder is sent; None if the event has no start."""
    if send_at is None:
        return offset_minutes
    if starts_at is None:
        return None
    minutes = (starts_at - send_at) // timedelta(minutes=1)
    return min(max(minutes, 0), MAX_OFFSET)


def subject_of(own: str, audience: str, values: Mapping[str, str], words: NullTranslations) -> str:
    """The host's subject, or the default one."""
    if own:
        return filled(own, values)
    if audience == "unanswered":
        return words.gettext("Can you make it? %(event)s") % values
    return words.gettext("Reminder: %(event)s") % values


def text_of(
    own: str, channel: str, audience: str, values: Mapping[str, str], words: NullTranslations
) -> str:
    """The host's text, or the default one: short for channels that bill by length."""
    if own:
        return filled(own, values)
    say = words.gettext
    asks = audience == "unanswered"
    if channel != "email":
        line = say("%(event)s, %(when)s.") if values["when"] else say("%(event)s.")
        ask = say("Reply here:") if asks else say("Your invitation:")
        return f"{say('Hello %(name)s,') % values} {line % values} {ask} {values['link']}".strip()
    where_to = (
        say("Reply here for everyone on your invitation:") if asks else say("Your invitation:")
    )
    parts = [
        say("Hello %(name)s,") % values,
        say("We haven't heard from you yet. Can you make it to %(event)s?") % values
        if asks
        else say("%(event)s is coming up.") % values,
        "\n".join(
            part
            for part in (
                say("When: %(when)s") % values if values["when"] else "",
                say("Where: %(where)s") % values if values["where"] else "",
            )
            if part
        ),
        "\n".join((where_to, values["link"])),
        say("Please reply by %(when)s.") % {"when": values["answer_by"]}
        if asks and values["answer_by"]
        else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
