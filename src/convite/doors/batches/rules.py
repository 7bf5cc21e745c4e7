"""Guests and parties of a batch, its target and counts, and splitting it into chunks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from convite.core.log import Actor
from convite.people.guests.rules import label_of

#: Most rows per transaction. More would lock the log streams for longer, fewer cost more commits.
CHUNK_ROWS = 2000
#: Most guests in a party.
MAX_IN_PARTY = 1000


@dataclass(slots=True, kw_only=True)
class BatchGuest:
    """A valid row."""

    #: The line in the file.
    line: int
    first_name: str
    last_name: str = ""
    email: str | None = None
    email_key: str | None = None
    phone: str | None = None
    company: str = ""
    notes: str = ""
    tags: list[str] = field(default_factory=list)
    side: str = ""
    locale: str | None = None
    #: The folded name, last name first; rows with the same key may be the same person.
    sort_key: str = ""
    #: The folded name, first name first.
    name_key: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True, kw_only=True)
class BatchParty:
    """Guests who share an invitation."""

    #: The party's folded key in the file; None for a guest without a party.
    key: str | None
    #: The key as it is in the file.
    raw_key: str = ""
    guests: list[BatchGuest] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The invitation's label: the key if it looks like a name, else made from guests' names."""
        if self.raw_key and not any(letter.isdigit() for letter in self.raw_key):
            return self.raw_key
        return label_of([(guest.first_name, guest.last_name) for guest in self.guests])


@dataclass(frozen=True, kw_only=True)
class Target:
    """A batch's target and actor."""

    organization_id: UUID
    #: None for an import into the address book only.
    event_id: UUID | None
    #: The import's id, also the batch id in the log.
    batch_id: UUID
    actor: Actor
    #: What happens to existing guests: `skip`, `update` or `merge`.
    on_duplicate: str = "skip"
    request_id: UUID | None = None

    @property
    def streams(self) -> set[UUID]:
        """The log streams that the batch writes to."""
        return {self.organization_id} | ({self.event_id} if self.event_id else set())


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some parties, as rows of the staging tables."""

    guests: list[tuple[Any, ...]]
    parties: list[tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class UndoCounts:
    """How many rows an undo removed, and how many attendees it kept because they had changed."""

    attendees: int = 0
    invitations: int = 0
    guests: int = 0
    kept: int = 0

    def __add__(self, other: "UndoCounts") -> "UndoCounts":
        return UndoCounts(
            attendees=self.attendees + other.attendees,
            invitations=self.invitations + other.invitations,
            guests=self.guests + other.guests,
            kept=self.kept + other.kept,
        )


def chunks(parties: Iterable[BatchParty], start: int = 0) -> Iterator[list[BatchParty]]:
    """Splits the parties from index `start` into chunks, without splitting a party."""
    part: list[BatchParty] = []
    rows = 0
    for party in islice(parties, start, None):
        if rows and rows + len(party.guests) > CHUNK_ROWS:
            yield part
            part, rows = [], 0
        part.append(party)
        rows += len(party.guests)
    if part:
        yield part
