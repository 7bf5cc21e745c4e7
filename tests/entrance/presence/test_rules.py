"""Presence and conflicts from scans at the doors of an event and of its parts."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from convite.entrance.presence.rules import Step, walk

OPENING = datetime(2026, 5, 1, 16, tzinfo=UTC)
CEREMONY, DINNER = uuid4(), uuid4()
EVENT = None


def scans(*said: tuple[str, UUID | None]) -> list[Step]:
    """Scans a minute apart; their nonces are their numbers."""
    return [
        Step(
            nonce=str(number),
            direction=direction,
            at=OPENING + timedelta(minutes=number),
            gate=None,
            device=None,
            part_id=part_id,
        )
        for number, (direction, part_id) in enumerate(said)
    ]


@pytest.mark.parametrize(
    ("said", "clashes"),
    [
        ([("in", EVENT), ("in", EVENT)], ["1"]),
        ([("in", CEREMONY), ("in", DINNER)], []),
        ([("in", CEREMONY), ("in", DINNER), ("in", DINNER)], ["2"]),
        ([("in", CEREMONY), ("in", DINNER), ("in", CEREMONY)], ["2"]),
        ([("in", DINNER), ("out", DINNER), ("in", DINNER)], []),
        ([("in", CEREMONY), ("out", DINNER)], ["1"]),
        # the event's own door: out of it is out of every part, into it is into none
        ([("in", DINNER), ("out", EVENT), ("in", DINNER)], []),
        ([("in", DINNER), ("out", EVENT), ("out", DINNER)], ["2"]),
        ([("in", EVENT), ("in", DINNER)], []),
        ([("in", DINNER), ("in", EVENT)], ["1"]),
    ],
)
def test_scans_conflict_with_those_at_the_same_door(
    said: list[tuple[str, UUID | None]], clashes: list[str]
) -> None:
    _, conflicts = walk(scans(*said))

    assert [conflict.second.nonce for conflict in conflicts] == clashes


def test_first_arrival_at_any_door_is_the_arrival_at_the_event() -> None:
    presence, _ = walk(scans(("in", CEREMONY), ("in", DINNER)))

    assert (presence.attendance, presence.checked_in_at) == ("checked_in", OPENING)


def test_last_scan_at_any_door_says_who_has_left() -> None:
    presence, _ = walk(scans(("in", CEREMONY), ("in", DINNER), ("out", DINNER)))

    assert presence.attendance == "left"
    assert presence.checked_in_at == OPENING
    assert presence.checked_out_at == OPENING + timedelta(minutes=2)
