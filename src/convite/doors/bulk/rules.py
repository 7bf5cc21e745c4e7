"""Guests and parties of a batch, its target and counts, and splitting it into chunks."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from convite.core.log import Actor
from convite.core.search import fold_words
from convite.people.guests.rules import is_near_name, is_same_name, label_of

#: Most rows per transaction. More would lock the log streams for longer, fewer cost more commits.
CHUNK_ROWS = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A further number or address of a guest."""

    kind: str
    value: str
    #: False if it couldn't be read.
    is_readable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedAddress:
    """A row with the e-mail address of a guest of another name, or spelled nearly as one of its party."""

    row: int
    name: str
    #: Empty if they are alike by name.
    email: str
    #: The guest who has this address or name.
    guest_id: UUID | str
    #: Empty if the guest is none of the actor's business.
    guest_name: str
    #: Whether that guest is on this event's list.
    is_listed_here: bool
    #: Whether the row was taken for that guest; else a new one is reached through them.
    is_same_person: bool


#: Most shared addresses stored with an import.
MAX_SHARED = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """Counts of a chunk's rows, previewed or imported."""

    #: Rows that add a guest.
    created: int = 0
    #: Rows of existing guests, including updated ones.
    duplicates: int = 0
    updated: int = 0
    #: Those of `updated` that are among `created` too: guests of the address book.
    updated_added: int = 0
    #: New guests in the address book.
    guests: int = 0
    #: New invitations.
    parties: int = 0
    #: Rows with the address of a guest of another name.
    shared: tuple[SharedAddress, ...] = ()

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )

    def as_result(self) -> dict[str, Any]:
        """The counts as JSON can store them."""
        return asdict(replace(self, shared=self.shared[:MAX_SHARED]))

    @classmethod
    def of_result(cls, result: Mapping[str, Any]) -> "Counts":
        """The counts of a stored result, which may be empty."""
        shared = tuple(SharedAddress(**one) for one in result.get("shared", ()))
        names = {"created", "duplicates", "updated", "updated_added", "guests", "parties"}
        return cls(shared=shared, **{name: result[name] for name in names & set(result)})


@dataclass(slots=True, kw_only=True)
class BatchGuest:
    """A valid row."""

    #: The line in the file.
    line: int
    first_name: str
    last_name: str = ""
    email: str | None = None
    email_key: str | None = None
    #: The key of the address in the file, also if it is an earlier guest's.
    address_key: str | None = None
    #: Whether somebody said that the guest with this address is the same person.
    is_same_person: bool = False
    #: How many earlier rows of the party have the same name.
    namesakes: int = 0
    contacts: list[Contact] = field(default_factory=list)
    phone: str | None = None
    company: str = ""
    notes: str = ""
    tags: list[str] = field(default_factory=list)
    side: str = ""
    locale: str | None = None
    is_child: bool = False
    #: The postal address, as guests have it.
    address: dict[str, Any] = field(default_factory=dict)
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
    #: The events whose people the actor may see and change; None for the whole address book.
    reach: frozenset[UUID] | None = None
    #: Lines and fields in which an existing guest's value stays.
    kept: frozenset[tuple[int, str]] = frozenset()

    @property
    def streams(self) -> set[UUID]:
        """The log streams that the batch writes to."""
        return {self.organization_id} | ({self.event_id} if self.event_id else set())


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What a row would change of an existing guest: all details before and after."""

    line: int
    guest_id: UUID
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The details that differ."""
        return {
            name: {"before": self.before[name], "after": value}
            for name, value in self.after.items()
            if value != self.before[name]
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an import would do with a row."""

    row: int
    name: str
    #: `new`, `changed`, `same`, or `known`: a guest of the address book who is new to the event.
    outcome: str
    guest_id: str | None = None
    #: The guest's details that change, each with its value before and after.
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some parties, as rows of the staging tables."""

    guests: list[tuple[Any, ...]]
    parties: list[tuple[Any, ...]]
    contacts: list[tuple[Any, ...]] = field(default_factory=list)

    def lines_with(self, addresses: Container[str]) -> list[int]:
        """The lines whose guest has one of these e-mails or phones."""
        return [row[0] for row in self.guests if row[4] in addresses or row[6] in addresses]

    def without(self, lines: Collection[int]) -> "Chunk":
        """The chunk without the guests of some lines, and without parties of nobody else."""
        if not lines:
            return self
        guests = [row for row in self.guests if row[0] not in lines]
        parties = {row[1] for row in guests}
        return Chunk(
            guests=guests,
            parties=[row for row in self.parties if row[0] in parties],
            contacts=[row for row in self.contacts if row[1] not in lines],
        )


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A row and the guest who has its e-mail address."""

    line: int
    name: str
    email: str
    guest_id: UUID
    guest_name: str
    is_listed_here: bool
    #: Whether somebody said that they are the same person.
    is_chosen: bool
    #: Whether the guest is out of the actor's reach.
    is_hidden: bool = False


def judge(matches: Iterable[Match], *, near: bool) -> tuple[SharedAddress, ...]:
    """Which rows are the guest who has their e-mail address: those that aren't surely so.

    A guest is at most one row: who was chosen, else who has the same name, else (with `near`, and
    only on this event's list) who is spelled nearly so.
    """
    shared: list[SharedAddress] = []
    for _, group in groupby(matches, key=attrgetter("guest_id")):
        rows = list(group)
        keys = {row.line: fold_words(row.name) for row in rows}
        known = fold_words(rows[0].guest_name)
        exact = [row for row in rows if keys[row.line] == known]
        same = [row for row in rows if is_same_name(keys[row.line], known)]
        alike = [
            row
            for row in rows
            if near and row.is_listed_here and is_near_name(keys[row.line], known)
        ]
        chosen = [row for row in rows if row.is_chosen and not row.is_hidden]
        person = next(iter([*exact, *chosen, *same, *alike]), None)
        for row in rows:
            if row in exact or (row is person and not row.is_chosen and row in same):
                continue
            shared.append(shared_address(row, is_same_person=row is person))
    return tuple(shared)


def one_each(matches: Iterable[Match]) -> list[Match]:
    """Those whose names are alike; each row with one guest, each guest with one row."""
    found: dict[int, Match] = {}
    for one in matches:
        mine, known = fold_words(one.name), fold_words(one.guest_name)
        is_taken = one.line in found or any(o.guest_id == one.guest_id for o in found.values())
        if not is_taken and (is_same_name(mine, known) or is_near_name(mine, known)):
            found[one.line] = one
    return list(found.values())


def shared_address(row: Match, *, is_same_person: bool) -> SharedAddress:
    """A row with another's address, and what becomes of it."""
    return SharedAddress(
        row=row.line,
        name=row.name,
        email=row.email,
        guest_id=str(row.guest_id),
        guest_name="" if row.is_hidden else row.guest_name,
        is_listed_here=row.is_listed_here,
        is_same_person=is_same_person,
    )
