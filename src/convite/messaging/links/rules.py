"""Words of the message with a link that was asked for, and of the one that an e-mail was replaced."""

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


def replaced_text(words: NullTranslations, occasion: Occasion, *, name: str) -> RenderedText:
    """To a former e-mail: that messages don't come there any more, and what to do if that is wrong."""
    say = words.gettext
    return render_text(
        say("Your e-mail for %(event)s was changed") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say(
                "Somebody with the link to your invitation has replaced this e-mail address."
                " Messages about the event go to the new one from now on."
            ),
            say("If that wasn't you, reply to this message so that %(host)s can set it right.")
            % {"host": occasion.host},
        ],
    )
