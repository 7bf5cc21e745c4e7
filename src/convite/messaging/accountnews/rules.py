"""Texts about what opens an account. Pure functions."""

from gettext import NullTranslations
from typing import Literal

from convite.messaging.delivery.rules import RenderedText, lines, render_text

News = Literal["passkey_added", "passkey_removed", "passkey_copied"]


def title_of(words: NullTranslations, news: News) -> str:
    """What happened, in one line."""
    say = words.gettext
    titles: dict[News, str] = {
        "passkey_added": say("A passkey was added to your account"),
        "passkey_removed": say("A passkey of your account was deleted"),
        "passkey_copied": say("A passkey of your account was turned off"),
    }
    return titles[news]


def sentence_of(words: NullTranslations, news: News) -> str:
    """What it means."""
    say = words.gettext
    sentences: dict[News, str] = {
        "passkey_added": say("From now on, it logs in to your account without a password."),
        "passkey_removed": say("It no longer logs in to your account."),
        "passkey_copied": say(
            "Somebody logged in with what seems to be a copy of it, and was refused. It no longer logs in"
            " to your account; add a new one."
        ),
    }
    return sentences[news]


def account_text(words: NullTranslations, news: News, *, name: str, url: str) -> RenderedText:
    """The mail to the account's owner; `url` is its page."""
    say = words.gettext
    return render_text(
        title_of(words, news),
        [
            say("Hello %(name)s,") % {"name": name},
            f"{title_of(words, news)}. {sentence_of(words, news)}",
            lines(
                say("If this wasn't you, see what opens your account and where it is logged in:"),
                url,
            ),
        ],
        [url],
    )
