"""Texts about minimum numbers of people. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import RenderedText, lines, render_text


def near_title(words: NullTranslations, *, event: str, missing: int) -> str:
    """What a team is told a day before it is looked at."""
    told = words.ngettext(
        "One more person is needed for %(event)s",
        "%(num)s more people are needed for %(event)s",
        missing,
    )
    return told % {"num": missing, "event": event}


def near_message(words: NullTranslations, *, when: str) -> str:
    """What happens otherwise; `when` is a date and time."""
    return words.gettext(
        "If they aren't there by %(when)s, the event is canceled by itself and guests are told."
    ) % {"when": when}


def missed_title(words: NullTranslations, *, event: str) -> str:
    """What a team is told when too few people were coming."""
    return words.gettext("%(event)s was canceled: too few people") % {"event": event}


def missed_text(
    words: NullTranslations, *, name: str, event: str, reason: str, url: str
) -> RenderedText:
    """The mail to a host; `reason` is what guests are told, `url` the event in the web app."""
    say = words.gettext
    return render_text(
        missed_title(words, event=event),
        [
            say("Hello %(name)s,") % {"name": name},
            reason,
            say("%(event)s was canceled by itself, and its guests are told.") % {"event": event},
            lines(say("See the event:"), url),
        ],
        [url],
    )
