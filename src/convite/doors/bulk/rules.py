"""Guests and parties of a batch, its target and counts, and splitting it into chunks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from convite.core.language import Locale
from convite.core.log import Actor
from convite.core.problems import FieldText
from convite.core.search import fold_words
from convite.people.guests.rules import is_near_name, is_same_name, label_of

#: Most rows per transaction. More would lock the log streams for longer, fewer cost more commits.
CHUNK_ROWS = 2000
#: Most guests in a party.
MAX_IN_PARTY = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What couldn't be imported, or should be looked at."""

    #: The line in the file.
    row: int
    column: str | None
    reason: str
    value: str | None
    #: The person's name, as far as it could be read.
    name: str | None = None
    #: The reason's stable name and what is filled in; `reason` is the English sentence.
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: int, column: str | None, reason: FieldText, value: str) -> "Fault":
        """A fault for a reason that has a text in every language."""
        return cls(
            row=row, column=column, reason=reason.english, value=value[:200], code=reason.name,
            values=dict(reason.values),
        )  # fmt: skip

    def text_in(self, locale: str) -> str:
        """The reason in a language; as stored if it has no name, which older imports lack."""
        return FieldText.named(self.code, self.reason, self.values).text_in(locale)


CONTROL_CHARACTER = FieldText(name="row.control", english="It has a control character; remove it.")
NO_NAME = FieldText(name="row.no-name", english="There is no name.")
ROUNDED_NUMBER = FieldText(
    name="row.rounded",
    english="A spreadsheet keeps 15 digits of a number; the last ones may be wrong.",
)
ERASED = FieldText(
    name="row.erased",
    english="This person was erased, so they aren't imported again. If they agree, add them by hand.",
)
NO_EMAIL = FieldText(name="row.email", english="This isn't an e-mail address.")
NO_PHONE = FieldText(name="row.phone", english="This isn't a valid phone number.")
NO_COUNTRY = FieldText(
    name="row.phone-country",
    english="This isn't a valid phone number. Write it with + and the country code.",
)
ROUNDED_PHONE = FieldText(
    name="row.phone-rounded",
    english="A spreadsheet has rounded this number, and its last digits are lost. Look it up.",
)
NO_CHILD = FieldText(name="row.child", english="Write child or adult, or the age.")
NAMESAKE = FieldText(
    name="row.namesake",
    english="This party already has a guest of this name. Both are imported.",
)
FULL_PARTY = FieldText(
    name="row.party-full",
    english=f"A party has at most {MAX_IN_PARTY} people.",
    values={"most": MAX_IN_PARTY},
)


def too_long(most: int) -> FieldText:
    """A cell has more than `most` characters."""
    english = f"It is longer than {most} characters."
    return FieldText(name="row.long", english=english, values={"most": most})


def phone_guess(guessed: str) -> FieldText:
    """A spreadsheet has probably damaged a phone number; says what it was."""
    english = f"A spreadsheet has changed this number. It is probably {guessed}."
    return FieldText(name="row.phone-guess", english=english, values={"phone": guessed})


def guessed_phone(guessed: str) -> FieldText:
    """A phone number was taken as guessed."""
    english = f"A spreadsheet has changed this number. It is imported as {guessed}."
    return FieldText(name="row.phone-guessed", english=english, values={"phone": guessed})


def unknown_language() -> FieldText:
    """A cell names no language that guests can read; says which they can."""
    names = [locale.language.english for locale in Locale]
    own = ", ".join(locale.language.name for locale in Locale)
    english = f"Guests can read {', '.join(names[:-1])} or {names[-1]}."
    return FieldText(name="row.language", english=english, values={"languages": own})


def repeats(earlier: int) -> FieldText:
    """A row has the same person as an earlier one."""
    english = f"This person is already in row {earlier}."
    return FieldText(name="row.repeats", english=english, values={"row": earlier})


def shares_address(earlier: int) -> FieldText:
    """A row has the e-mail address of an earlier one, and another name."""
    english = (
        f"Row {earlier} already has this e-mail address. This guest is imported without it and"
        " is reached through that person."
    )
    return FieldText(name="row.shares-address", english=english, values={"row": earlier})


def shared_with(guest_name: str, *, is_same_person: bool) -> FieldText:
    """A row has the e-mail address of a guest of another name, and is taken for them or not.

    Without a name, the guest is one whom the actor may not see.
    """
    if not guest_name:
        english = (
            "Somebody in the organization's address book already has this e-mail address. A new guest is"
            " added without it and is reached through that person."
        )
        return FieldText(name="row.hidden-person", english=english)
    if is_same_person:
        english = (
            f"{guest_name} has this e-mail address under another name. They are taken for the same"
            " person."
        )
        return FieldText(name="row.same-person", english=english, values={"guest": guest_name})
    english = (
        f"{guest_name} already has this e-mail address. A new guest is added without it and is"
        " reached through that person."
    )
    return FieldText(name="row.another-person", english=english, values={"guest": guest_name})


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A further number or address of a guest."""

    kind: str
    value: str
    #: False if it couldn't be read.
    is_readable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedAddress:
    """A row with the e-mail address of a guest of another name."""

    row: int
    name: str
    email: str
    #: The guest who has this address.
    guest_id: UUID | str
    #: Empty if the guest is none of the actor's business.
    guest_name: str
    #: Whether that guest is on this event's list.
    is_listed_here: bool
    #: Whether the row was taken for that guest; else a new one is reached through them.
    is_same_person: bool


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


def report_in(report: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """An import's report with its reasons in a language."""
    told = {
        kind: [{**one, "reason": Fault(**one).text_in(locale)} for one in report[kind]]
        for kind in ("errors", "warnings")
        if report.get(kind)
    }
    return {**report, **told}
