"""Words of messages with a code."""

from gettext import NullTranslations
from urllib.parse import urlsplit

from convite.messaging.delivery.rules import RenderedText, render_text


def code_text(words: NullTranslations, *, code: str, address: str) -> RenderedText:
    """A text message; by its last line, phones fill in the code on our own page only (WebOTP)."""
    say = words.gettext
    text = say("%(code)s is your Convite code. It works for 5 minutes. Don't pass it on.")
    host = urlsplit(address).hostname or ""
    return render_text("", [text % {"code": code}, f"@{host} #{code}"])


def code_mail(words: NullTranslations, *, code: str) -> RenderedText:
    """The same as a mail."""
    say = words.gettext
    return render_text(
        say("%(code)s is your Convite code") % {"code": code},
        [
            say("Enter this code to log in:"),
            code,
            say(
                "It works for 5 minutes, once. If you didn't ask for it, ignore this message, and don't"
                " pass the code on: whoever has it can log in as you."
            ),
        ],
    )
