"""Columns and cells of an export. Pure functions.

The import recognizes these column names and groups people by `Party`, so importing an exported file
changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.problems import invalid

FORMATS = ("csv", "xlsx")
WHO = ("First name", "Last name")
CONTACTS = ("E-mail", "Phone", "Company", "Tags", "Language")
STANDING = ("Side", "Party", "Invitation", "Answer", "Seat", "Attendance", "Event notes")
CODES = ("Code", "Link")


def format_of(name: str) -> str:
    """One of the formats.

    Raises:
        Invalid: there is no such format; names those there are.
    """
    if name not in FORMATS:
        raise invalid("format", f"The list can be exported as {' or '.join(FORMATS)}.")
    return name


@dataclass(frozen=True, kw_only=True)
class ExportQuestion:
    """A question of the event."""

    id: UUID
    label: str


@dataclass(frozen=True, kw_only=True)
class ExportColumns:
    """The columns the caller may export."""

    contacts: bool
    codes: bool
    questions: Sequence[ExportQuestion] = ()

    @property
    def head(self) -> list[str]:
        """The columns' names."""
        return [
            *WHO,
            *(CONTACTS if self.contacts else ()),
            *STANDING,
            *(question.label for question in self.questions),
            *(CODES if self.codes else ()),
        ]


@dataclass(frozen=True, kw_only=True)
class Line:
    """Somebody on the list."""

    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    company: str
    tags: Sequence[str]
    locale: str | None
    side: str
    party_key: str | None
    invitation: str | None
    status: str
    seat_number: str | None
    attendance: str
    notes: str
    code: str = ""
    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    def cells(self, shown: ExportColumns) -> list[str]:
        """The row, in the order of `Shown.head`."""
        contacts = (
            *(self.email or "", self.phone or "", self.company),
            *(", ".join(self.tags), self.locale or ""),
        )
        return [
            self.first_name,
            self.last_name,
            *(contacts if shown.contacts else ()),
            *(self.side, self.party_key or "", self.invitation or "", self.status),
            *(self.seat_number or "", self.attendance, self.notes),
            *(written(self.answers.get(str(question.id))) for question in shown.questions),
            *((self.code, self.url) if shown.codes else ()),
        ]


def written(answer: Any) -> str:
    """An answer as text: several choices parted by semicolons, yes and no as words."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return "; ".join(str(one) for one in answer)
    return str(answer)
