"""Texts about walls. Pure functions."""

from gettext import NullTranslations
from uuid import UUID, uuid5

from convite.messaging.delivery.rules import RenderedText, lines, render_text


def news_id(event_id: UUID, kind: str, hour: str) -> UUID:
    """What news of one hour are known by: the second of them adds nothing.

    Example:
        >>> event = UUID(int=1)
        >>> news_id(event, "new", "10") == news_id(event, "new", "10")
        True
    """
    return uuid5(event_id, f"{kind}:{hour}")


def news_title(words: NullTranslations, event: str, *, waits: bool, is_report: bool) -> str:
    """What a team is told: guests posted, which may wait for it, or reported something."""
    say = words.gettext
    if is_report:
        text = say("Somebody reported a post on the wall of %(event)s")
    elif waits:
        text = say("New posts to review: %(event)s")
    else:
        text = say("New on the guest wall: %(event)s")
    return text % {"event": event}


def news_text(words: NullTranslations, *, name: str, title: str, url: str) -> RenderedText:
    """The mail to one of the team; `url` is where it decides what is shown."""
    say = words.gettext
    paragraphs = [
        say("Hello %(name)s,") % {"name": name},
        f"{title}.",
        lines(say("See everything:"), url),
    ]
    return render_text(title, paragraphs, [url])
