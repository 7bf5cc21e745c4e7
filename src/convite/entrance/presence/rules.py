"""Derives presence from scans in order of time. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """A conflicting scan: in while inside (`first` let them in), or out while outside."""

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


def walk(steps: Sequence[Step]) -> tuple[Presence, list[ScanConflict]]:
    """Presence and conflicts from scans in order of time. Of two that say the same, the earlier
    counts.
    """
    conflicts = []
    counted: Step | None = None
    came: datetime | None = None
    for step in steps:
        before = counted.direction if counted else "out"
        if step.direction == before:
            kind = "twice" if step.direction == "in" else "out_without_in"
            conflicts.append(ScanConflict(kind=kind, first=counted, second=step))
            if counted is not None:
                continue
        counted = step
        came = step.at if step.direction == "in" else came
    if counted is None:
        return Presence(), conflicts
    if counted.direction == "in":
        return Presence(attendance="checked_in", checked_in_at=came), conflicts
    left = Presence(attendance="left", checked_in_at=came, checked_out_at=counted.at)
    return left, conflicts
