"""The text of a reply to a guest's message. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import RenderedText, lines, render_text
from convite.people.guests.models import Channel

#: Channels by which somebody who wrote is answered the same way; everything else is answered by mail.
SAME_WAY: tuple[Channel, ...] = ("whatsapp", "sms")


def quoted(text: str) -> str:
    """A text as mail programs quote it, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def reply_text(
    words: NullTranslations, *, title: str, host: str, body: str, question: str, url: str
) -> RenderedText:
    """The mail with a host's reply: their words, the guest's message, and the party's page."""
    say = words.gettext
    known = {"host": host, "event": title}
    return render_text(
        say("Reply to your message: %(event)s") % known,
        [
            body,
            say("%(host)s, %(event)s") % known if host else title,
            lines(say("You wrote:"), quoted(question)),
            lines(say("You can write again on your invitation's page:"), url),
        ],
        [url],
    )
