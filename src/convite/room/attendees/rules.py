"""Who gets a place, and the names that the APIs use for a stored status."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from convite.core.log import Change
from convite.room.capacity.rules import Pool, places_to_take

#: Stored status → status in the invitations API (`accepted`, …). Attendance takes precedence for
#: guests who came.
INVITATION_STATUSES = {
    "pending": "pending",
    "waitlisted": "pending",
    "going": "accepted",
    "declined": "declined",
    "canceled": "declined",
}
#: Stored status → status in the event guest list API.
GUEST_STATUSES = {
    "pending": "invited",
    "waitlisted": "invited",
    "going": "confirmed",
    "declined": "declined",
    "canceled": "declined",
}  #: The word of each reply and of each state at the door, as the guest list, papers and exports show it.
REPLIES = {
    "going": "Coming",
    "waitlisted": "Waitlisted",
    "pending": "No reply yet",
    "declined": "Not coming",
}
#: The word for whoever was removed from the list; only those who look for them see them.
REMOVED = "Removed"
ATTENDANCES = {
    "checked_in": "Inside",
    "left": "Left",
    "no_show": "No-show",
    "not_checked_in": "Not arrived",
}
STATUS_OF_REPLY = {
    "accepted": "going",
    "confirmed": "going",
    "going": "going",
    "declined": "declined",
    "pending": "pending",
    "invited": "pending",
}


def decide(
    before: Mapping[UUID, str], wanted: Mapping[UUID, str], pool: Pool
) -> tuple[dict[UUID, str], int]:
    """The status that each person gets, and how many places that takes from the (locked) pool.

    Places of people who no longer come go to those who now do, in the order of `wanted`; the others
    are waitlisted.
    """
    leaving = [k for k, to in wanted.items() if before[k] == "going" and to != "going"]
    coming = [k for k, to in wanted.items() if before[k] != "going" and to == "going"]
    places = places_to_take(pool, returned=len(leaving), wanted=len(coming))
    targets = {**wanted, **dict.fromkeys(coming[places:], "waitlisted")}
    return targets, places - len(leaving)


def invitation_status(status: str, attendance: str) -> str:
    """Returns the status of an invitation guest."""
    if status == "going" and attendance in ("checked_in", "left"):
        return "attended"
    if status == "going" and attendance == "no_show":
        return "no_show"
    return INVITATION_STATUSES[status]


def guest_status(status: str) -> str:
    """Returns the status of an event guest."""
    return GUEST_STATUSES[status]


def derived_status(states: list[tuple[str, str]]) -> str:
    """Derives an invitation's status from its guests' (status, attendance) pairs.

    Canceled guests are ignored.
    """
    active = [(status, attendance) for status, attendance in states if status != "canceled"]
    if any(attendance in ("checked_in", "left") for _, attendance in active):
        return "attended"
    statuses = {status for status, _ in active}
    if statuses == {"going"}:
        return "accepted"
    if "going" in statuses:
        return "partial"
    if statuses == {"declined"}:
        return "declined"
    return "pending"


def changed_values(
    name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Change]:
    """What changed in a field that holds values by id: only those that differ, before and after."""
    differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    if not differing:
        return {}
    old, new = ({key: values.get(key) for key in differing} for values in (before, after))
    return {name: (old, new)}


def answer_changes(
    answers: Mapping[str, Any],
    new_answers: Mapping[str, Any],
    parts: Mapping[str, str] | None,
    new_parts: Mapping[str, str] | None,
) -> dict[str, Change]:
    """What a reply changed besides the status: answers to questions, and those for parts."""
    return {
        **changed_values("answers", answers, new_answers),
        **changed_values("parts", parts or {}, new_parts or {}),
    }
