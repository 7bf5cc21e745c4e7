"""Texts of notifications. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from gettext import NullTranslations
from typing import Any, Literal, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from convite.messaging.delivery.rules import RenderedText, lines, render_text

#: What can be chosen for: kinds of news. What keeps an account safe is of no kind: it is always told.
Kind = Literal[
    "requests",
    "invites",
    "messages",
    "waitlist",
    "changes",
    "polls",
    "minimum",
    "wall",
    "webhooks",
]
#: By mail at once (messages of guests at most hourly for each event), once a day, or not at all.
MailChoice = Literal["at_once", "daily", "never"]
#: What a notification is about → its kind.
KINDS: dict[str, Kind] = {
    "join_request": "requests",
    "join_request_decided": "requests",
    "join_request_canceled": "requests",
    "invitation": "invites",
    "message": "messages",
    "waitlist_offered": "waitlist",
    "waitlist_expired": "waitlist",
    "waitlist_converted": "waitlist",
    "event_changed": "changes",
    "event_canceled": "changes",
    "refund_failed": "changes",
    "payment_questioned": "changes",
    "dispute_opened": "changes",
    "date_poll_ended": "polls",
    "date_poll_fixed": "polls",
    "date_poll_open_again": "polls",
    "date_poll_asked_again": "polls",
    "minimum_near": "minimum",
    "minimum_missed": "minimum",
    "wall": "wall",
    "webhook_endpoint": "webhooks",
}
#: What only whoever may read an event's guests is told.
FOR_THE_TEAM = frozenset(
    {
        *("message", "join_request", "join_request_canceled", "waitlist_converted"),
        *("date_poll_ended", "wall", "refund_failed", "payment_questioned", "dispute_opened"),
    }
)
#: When the mail that collects a day is sent, in the reader's time zone.
DIGEST_TIME = time(8)
#: What is older isn't collected any more.
DIGEST_REACH = timedelta(days=7)
#: Notifications that it names.
DIGEST_MOST = 20


@dataclass(frozen=True, kw_only=True)
class Choice:
    """How somebody is told of one kind of news, besides in the web app."""

    mail: MailChoice = "at_once"
    #: On the devices on which they turned notifications on.
    push: bool = True


def choices_of(preferences: Mapping[str, Any]) -> dict[Kind, Choice]:
    """What somebody chose for each kind, defaults included."""
    return {kind: Choice(**preferences.get(kind, {})) for kind in get_args(Kind)}


def choice_for(preferences: Mapping[str, Any], reference_type: str) -> Choice:
    """What somebody chose for a notification about something; all of it where there is no choice."""
    kind = KINDS.get(reference_type)
    return choices_of(preferences)[kind] if kind else Choice()


def collected_daily(preferences: Mapping[str, Any]) -> list[str]:
    """What notifications are about that somebody wants in one mail a day."""
    chosen = choices_of(preferences)
    return [about for about, kind in KINDS.items() if chosen[kind].mail == "daily"]


def next_digest(preferences: Mapping[str, Any], zone: str, at: datetime) -> datetime | None:
    """When the next mail that collects a day is due; None if nothing is to be collected.

    Example:
        >>> next_digest({"polls": {"mail": "daily"}}, "Europe/Madrid", datetime(2027, 5, 1, 12, tzinfo=UTC))
        datetime.datetime(2027, 5, 2, 6, 0, tzinfo=datetime.timezone.utc)
    """
    if not collected_daily(preferences):
        return None
    place = ZoneInfo(zone)
    today = at.astimezone(place).date()
    for day in (today, today + timedelta(days=1)):
        moment = datetime.combine(day, DIGEST_TIME, place).astimezone(UTC)
        if moment > at:
            return moment
    raise AssertionError("tomorrow's comes later than now")


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
    "join_request_canceled": "/events/{event}/guests",
    "waitlist_converted": "/events/{event}/guests",
    "join_request_decided": "/e/{slug}/join",
    # one's own invites stand above the events
    "invitation": "/events",
    "waitlist_offered": "/e/{slug}/join",
    "waitlist_expired": "/e/{slug}/join",
    "refund_failed": "/events/{event}/orders",
    "payment_questioned": "/events/{event}/orders",
    "dispute_opened": "/events/{event}/orders",
    "date_poll_ended": "/events/{event}/poll",
    "wall": "/events/{event}/wall",
    "date_poll_fixed": "{path}",
    "date_poll_open_again": "{path}",
    "date_poll_asked_again": "{path}",
    "event_changed": "{path}",
    "event_canceled": "{path}",
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
    try:
        return path.format_map({**details, "event": event_id})
    except KeyError:  # a row from before its details named the page
        return None


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


def with_choice(words: NullTranslations, text: RenderedText, url: str) -> RenderedText:
    """A mail with the way to choose what one is told; `url` is that page."""
    footer = lines(words.gettext("Manage your e-mail notifications:"), url)
    return RenderedText(
        subject=text.subject, text=f"{text.text}\n{footer}\n", links=(*text.links, url)
    )


@dataclass(frozen=True, kw_only=True)
class Collected:
    """A notification in the mail that collects a day."""

    #: Its event's title; empty if it is about none.
    event: str
    title: str
    message: str


def digest_line(one: Collected) -> str:
    """A notification below its event, which a title may name too."""
    title = one.title.removesuffix(f": {one.event}")
    return f"- {title}: {one.message}" if one.message else f"- {title}"


def digest_text(
    words: NullTranslations, *, name: str, items: Sequence[Collected], url: str
) -> RenderedText:
    """The mail that collects a day, the newest first, by event; `url` is the list of notifications."""
    say, number = words.gettext, len(items)
    told = words.ngettext(
        "You have %(num)s unread notification", "You have %(num)s unread notifications", number
    )
    shown = items[:DIGEST_MOST]
    paragraphs = [
        lines(
            event or say("Other news"),
            *(digest_line(one) for one in shown if one.event == event),
        )
        for event in dict.fromkeys(one.event for one in shown)
    ]
    left = number - len(shown)
    more = words.ngettext("And %(num)s more.", "And %(num)s more.", left) % {"num": left}
    return render_text(
        told % {"num": number},
        [
            say("Hello %(name)s,") % {"name": name},
            *paragraphs,
            more if left else "",
            lines(say("See all notifications:"), url),
        ],
        [url],
    )
