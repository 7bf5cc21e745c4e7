"""Derives presence from scans in order of time. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A stored scan."""

    nonce: str
    direction: str
    at: datetime
    gate: str | None
    device: str | None
    #: The part of the event at whose door it was; None at the door of the whole event.
    part_id: UUID | None = None

    @property
    def shown(self) -> dict[str, Any]:
        """The scan as a conflict shows it."""
        return {
            "at": self.at.isoformat(),
            "gate": self.gate,
            "device": self.device,
            "direction": self.direction,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class ScanConflict:
    """A conflicting scan: in while inside (`first` let them in), or out while outside, at its door."""

    kind: str
    first: Step | None
    second: Step

    @property
    def result(self) -> str:
        """The answer to the scan."""
        return "already_in" if self.kind == "twice" else "already_out"


@dataclass(frozen=True, kw_only=True, slots=True)
class LetIn:
    """Somebody whom an offline device let in by mistake."""

    attendee_id: UUID | None
    nonce: str
    name: str
    result: str
    second: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """Where somebody is, and since when."""

    attendance: str = "not_checked_in"
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None


@dataclass(kw_only=True, slots=True)
class Walking:
    """Somebody on their way through the scans."""

    #: The last scan that counts at each part's door.
    doors: dict[UUID, Step] = field(default_factory=dict)
    #: The last scan at any door that changed whether they are inside, and when they came.
    event: Step | None = None
    came: datetime | None = None

    def last_at(self, part_id: UUID | None) -> Step | None:
        """The scan that says where they are at this door."""
        return self.event if part_id is None else self.doors.get(part_id)

    def take(self, step: Step) -> None:
        """Goes through one more door."""
        if step.part_id is not None and not says_again(step, self.doors.get(step.part_id)):
            self.doors[step.part_id] = step
        elif step.part_id is None and step.direction == "out":
            self.doors = {
                part_id: last if last.direction == "out" else step
                for part_id, last in self.doors.items()
            }
        if not says_again(step, self.event):
            self.event = step
            self.came = step.at if step.direction == "in" else self.came


def says_again(step: Step, last: Step | None) -> bool:
    """Whether a scan says the same as the last one, which counts."""
    return last is not None and last.direction == step.direction


def walk(steps: Sequence[Step]) -> tuple[Presence, list[ScanConflict]]:
    """Presence and conflicts from scans in order of time. Of two that say the same, the earlier
    counts.

    Presence is about the whole event, so scans at all doors count. A scan conflicts only with those
    at its own door: whoever came to the ceremony isn't at the dinner yet. A scan out at the door of
    the whole event is out of every part.
    """
    conflicts = []
    walking = Walking()
    for step in steps:
        before = walking.last_at(step.part_id)
        if step.direction == (before.direction if before else "out"):
            kind = "twice" if step.direction == "in" else "out_without_in"
            conflicts.append(ScanConflict(kind=kind, first=before, second=step))
        walking.take(step)
    last = walking.event
    if last is None:
        return Presence(), conflicts
    if last.direction == "in":
        return Presence(attendance="checked_in", checked_in_at=walking.came), conflicts
    left = Presence(attendance="left", checked_in_at=walking.came, checked_out_at=last.at)
    return left, conflicts
