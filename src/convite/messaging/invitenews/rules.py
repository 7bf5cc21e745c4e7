"""Texts about direct invites. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import Occasion, RenderedText, facts_of, lines, render_text


def invited_title(words: NullTranslations, host: str, event: str) -> str:
    """What somebody who is invited is told."""
    return words.gettext("%(host)s invites you to %(event)s") % {"host": host, "event": event}


def invited_text(
    words: NullTranslations, occasion: Occasion, *, name: str, message: str, url: str
) -> RenderedText:
    """The mail to an account that is invited; `url` is the page of its party."""
    say = words.gettext
    title = invited_title(words, occasion.host, occasion.title)
    return render_text(
        title,
        [
            say("Hello %(name)s,") % {"name": name},
            f"{title}.",
            f"“{message}”" if message else "",
            facts_of(words, occasion),
            lines(say("Say yes or no here:"), url),
        ],
        [url],
    )
