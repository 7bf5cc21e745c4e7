"""Texts of notifications. Pure functions."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any
from uuid import UUID

from convite.messaging.delivery.rules import RenderedText, lines, render_text

#: Letters of a guest's message that a notification shows.
EXCERPT = 200
#: Parties that a mail names.
NAMED = 10


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else f"{flat[: EXCERPT - 1].rstrip()}…"


def shown_title(words: NullTranslations, reference_type: str, title: str) -> str:
    """A notification in one line; of a guest's message only the party is stored."""
    if reference_type != "message":
        return title
    return words.gettext("%(name)s wrote to you") % {"name": title or words.gettext("A guest")}


#: Pages of the web app by what a notification is about; `{event}` is the event's id, other names are those
#: of its details.
PATHS = {
    "message": "/events/{event}/inbox",
    "join_request": "/events/{event}/requests",
    "join_request_decided": "/e/{slug}/join",
    # one's own invites stand above the events
    "invitation": "/events",
    "waitlist_offered": "/e/{slug}/join",
    "waitlist_expired": "/e/{slug}/join",
    "date_poll_ended": "/events/{event}/poll",
    "date_poll_fixed": "{path}",
    "date_poll_open_again": "{path}",
    "date_poll_asked_again": "{path}",
    "event_taken_down": "/events/{event}",
    "event_put_back": "/events/{event}",
    "minimum_near": "/events/{event}",
    "minimum_missed": "/events/{event}",
    "webhook_endpoint": "/organization/webhooks?id={organization_id}",
    "passkey_added": "/account",
    "passkey_removed": "/account",
    "passkey_copied": "/account",
    "second_factor_on": "/account",
    "second_factor_off": "/account",
    "recovery_code": "/account",
}


def path_of(reference_type: str, event_id: UUID | None, details: Mapping[str, Any]) -> str | None:
    """The page of what a notification is about; None if it has none."""
    path = PATHS.get(reference_type)
    if path is None or ("{event}" in path and event_id is None):
        return None
    return path.format_map({**details, "event": event_id})


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
