"""A guest as a batch carries them, and how parties are cut into chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: Rows written by one transaction, so that no stream is locked for long.
CHUNK_ROWS = 1000
#: People of one party.
MOST_IN_PARTY = 1000


@dataclass(slots=True, kw_only=True)
class BatchGuest:
    """One row that can be taken."""

    #: The file's line.
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
    #: Last name first, folded: two rows with the same one may be the same person.
    sort_key: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True, kw_only=True)
class BatchParty:
    """People who get one invitation."""

    #: What the file calls the party; None for somebody on their own.
    key: str | None
    #: As it was written.
    written: str = ""
    guests: list[BatchGuest] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the invitation is called: the file's word when it reads like a name."""
        if self.written and not any(letter.isdigit() for letter in self.written):
            return self.written
        first = self.guests[0].name
        return first if len(self.guests) == 1 else f"{first} +{len(self.guests) - 1}"


def chunks(parties: Sequence[BatchParty], start: int = 0) -> Iterator[Sequence[BatchParty]]:
    """The parties from number `start` on, some at a time; none is cut in two."""
    first, rows = start, 0
    for number in range(start, len(parties)):
        size = len(parties[number].guests)
        if rows and rows + size > CHUNK_ROWS:
            yield parties[first:number]
            first, rows = number, 0
        rows += size
    if first < len(parties):
        yield parties[first:]
