"""Texts of broadcasts. Pure functions."""

from collections.abc import Mapping
from gettext import NullTranslations

from convite.messaging.wording.rules import filled


def subject_of(own: str, kind: str, values: Mapping[str, str], words: NullTranslations) -> str:
    """The host's subject, or the default one of its kind."""
    if own:
        return filled(own, values)
    say = words.gettext
    known = {
        "save_the_date": say("Save the date: %(event)s"),
        "change": say("Update: %(event)s"),
        "thank_you": say("Thank you for coming: %(event)s"),
    }
    return known.get(kind, "%(event)s") % values


def text_of(own: str, kind: str, values: Mapping[str, str], words: NullTranslations) -> str:
    """The host's text, or the default one of its kind."""
    if own or kind == "message":
        return filled(own, values)
    say = words.gettext
    opening = {
        "save_the_date": say("Please keep the date free for %(event)s. Invitation to follow."),
        "change": say("The time or place of %(event)s has changed. Here are the new details:"),
        "thank_you": say("Thank you for being with us at %(event)s."),
    }[kind]
    is_over = kind == "thank_you"
    when = say("When: %(when)s") % values if values["when"] else ""
    where = say("Where: %(where)s") % values if values["where"] else ""
    leads = {"change": say("Your invitation:"), "save_the_date": say("Put it in your calendar:")}
    page = "\n".join((leads.get(kind, ""), values["link"])) if values["link"] else ""
    parts = [
        say("Hello %(name)s,") % values,
        opening % values,
        "" if is_over else "\n".join(part for part in (when, where) if part),
        page if kind in leads else "",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
