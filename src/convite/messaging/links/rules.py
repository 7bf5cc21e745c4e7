"""Words of the message with a link that was asked for."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import Occasion, RenderedText, lines, render_text


def link_text(words: NullTranslations, occasion: Occasion, *, name: str, url: str) -> RenderedText:
    """The link, and why it comes."""
    say = words.gettext
    return render_text(
        say("Your invitation: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            lines(say("Here's the link to your invitation:"), url),
            say("If you didn't ask for it, ignore this message."),
        ],
        [url],
    )


def short_link_text(words: NullTranslations, occasion: Occasion, *, url: str) -> RenderedText:
    """The same in a text message."""
    say = words.gettext
    text = say("%(event)s: your invitation is here: %(url)s")
    return render_text("", [text % {"event": occasion.title, "url": url}], [url])
