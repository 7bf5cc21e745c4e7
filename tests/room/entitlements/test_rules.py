"""Who gets a place in which part of an event."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from convite.room.entitlements.rules import (
    Waiting,
    decide_parts,
    status_of_parts,
    wanted_states,
    who_moves_up,
)

ANA, LEO, EVA = uuid4(), uuid4(), uuid4()
CEREMONY, DINNER = uuid4(), uuid4()


@dataclass
class Wish:
    status: str
    parts: dict[UUID, str] | None = None


@dataclass
class Places:
    id: UUID
    capacity: int | None = None
    taken: int = 0
    held: int = 0


def test_status_counts_for_all_parts_unless_some_are_named() -> None:
    before = {(ANA, CEREMONY): "pending", (ANA, DINNER): "waitlisted", (LEO, DINNER): "going"}
    wishes = {ANA: Wish("going", {CEREMONY: "declined"}), LEO: Wish("declined")}

    assert wanted_states(before, wishes) == {
        (ANA, CEREMONY): "declined",
        (ANA, DINNER): "going",
        (LEO, DINNER): "declined",
    }


def test_places_of_those_who_leave_go_to_those_who_come() -> None:
    before = {(ANA, DINNER): "pending", (LEO, DINNER): "going", (EVA, DINNER): "pending"}
    wanted = {(ANA, DINNER): "going", (LEO, DINNER): "declined", (EVA, DINNER): "going"}

    states = decide_parts(before, wanted, [Places(DINNER, capacity=1, taken=1)])

    assert list(states.values()) == ["going", "declined", "waitlisted"]


def test_going_to_any_part_is_going_and_declined_to_all_is_declined() -> None:
    assert status_of_parts(["declined", "going", "pending"]) == "going"
    assert status_of_parts(["declined", "waitlisted", "pending"]) == "waitlisted"
    assert status_of_parts(["declined", "pending"]) == "pending"
    assert status_of_parts(["declined", "declined"]) == "declined"


def test_whoever_waits_longest_moves_up_as_far_as_there_are_places() -> None:
    waiting = [
        Waiting(attendee_id=ANA, part_id=DINNER, status="waitlisted", room=1),
        Waiting(attendee_id=LEO, part_id=DINNER, status="going", room=1),
        Waiting(attendee_id=EVA, part_id=CEREMONY, status="waitlisted", room=None),
    ]

    assert who_moves_up(waiting, None) == {ANA: {DINNER: "going"}, EVA: {CEREMONY: "going"}}
    assert who_moves_up(waiting, 0) == {LEO: {DINNER: "going"}}
