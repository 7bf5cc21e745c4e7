"""Texts of notifications. Pure functions."""

from collections.abc import Sequence
from gettext import NullTranslations

from convite.messaging.delivery.rules import RenderedText, lines, render_text

#: Letters of a guest's message that a notification shows.
EXCERPT = 200
#: Parties that a mail names.
NAMED = 10


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else f"{flat[: EXCERPT - 1].rstrip()}…"


def collected_text(
    words: NullTranslations, *, name: str, title: str, parties: Sequence[str], url: str
) -> RenderedText:
    """The mail about new messages; `parties` has one entry for each message."""
    say, number = words.gettext, len(parties)
    known = {"num": number, "event": title, "name": name}
    told = words.ngettext(
        "%(num)s new message from your guests", "%(num)s new messages from your guests", number
    )
    named = list(dict.fromkeys(parties))
    return render_text(
        f"{told % known}: {title}",
        [
            say("Hello %(name)s,") % known,
            words.ngettext(
                "A guest of %(event)s has written to you.",
                "Guests of %(event)s have written to you.",
                number,
            )
            % known,
            lines(*(f"- {party}" for party in named[:NAMED]), "…" if len(named) > NAMED else ""),
            lines(say("Read and reply here:"), url),
        ],
        [url],
    )
