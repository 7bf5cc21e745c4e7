"""Texts about what opens an account. Pure functions."""

from gettext import NullTranslations
from typing import Literal

from convite.messaging.delivery.rules import RenderedText, lines, render_text

News = Literal[
    "passkey_added",
    "passkey_removed",
    "passkey_copied",
    "second_factor_on",
    "second_factor_off",
    "recovery_code",
]


def title_of(words: NullTranslations, news: News) -> str:
    """What happened, in one line."""
    say = words.gettext
    titles: dict[News, str] = {
        "passkey_added": say("A passkey was added to your account"),
        "passkey_removed": say("A passkey of your account was deleted"),
        "passkey_copied": say("A passkey of your account was turned off"),
        "second_factor_on": say("Two-step log-in is on for your account"),
        "second_factor_off": say("Two-step log-in is off for your account"),
        "recovery_code": say("A recovery code was used to log in to your account"),
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
        "second_factor_on": say(
            "From now on, logging in takes a code of your authenticator app. Keep your recovery codes"
            " where you find them without your phone."
        ),
        "second_factor_off": say("Logging in no longer takes a code of an authenticator app."),
        "recovery_code": say("It no longer works. You can make new ones on your account page."),
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
