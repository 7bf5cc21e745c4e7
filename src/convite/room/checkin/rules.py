"""What a scan means: pure choices over who stands behind it."""

from collections.abc import Sequence
from uuid import UUID

from convite.room.checkin.schemas import Scan


def chosen(
    scan: Scan, people: Sequence[tuple[UUID, str]]
) -> list[UUID] | None:
    """Whom a scan of a party means, of (id, status): one alone, those named, all; None asks back."""
    if scan.guests is not None:
        known = {key for key, _ in people}
        return [key for key in scan.guests if key in known]
    if scan.all:
        return [key for key, status in people if status in ("going", "pending")]
    if len(people) == 1:
        return [people[0][0]]
    return None
