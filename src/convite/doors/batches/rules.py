"""Guests and parties of a batch, and splitting them into chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: Most rows per transaction, so that no log stream is locked for long.
CHUNK_ROWS = 1000
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
        first = self.guests[0].name
        return first if len(self.guests) == 1 else f"{first} +{len(self.guests) - 1}"


def chunks(parties: Sequence[BatchParty], start: int = 0) -> Iterator[Sequence[BatchParty]]:
    """Splits the parties from index `start` into chunks, without splitting a party."""
    first, rows = start, 0
    for number in range(start, len(parties)):
        size = len(parties[number].guests)
        if rows and rows + size > CHUNK_ROWS:
            yield parties[first:number]
            first, rows = number, 0
        rows += size
    if first < len(parties):
        yield parties[first:]
