"""Maps a stored status to the names that the APIs use for it."""

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
}
STATUS_OF_REPLY = {
    "accepted": "going",
    "confirmed": "going",
    "going": "going",
    "declined": "declined",
    "pending": "pending",
    "invited": "pending",
}


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
