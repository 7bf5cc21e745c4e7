"""Columns and cells of an export. Pure functions.

The import recognizes these column names and groups people by `Party`, so importing an exported file
changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.problems import FieldText, invalid
from convite.room.attendees.rules import ATTENDANCES, REPLIES

FORMATS = ("csv", "xlsx")
NAME_COLUMNS = ("First name", "Last name")
CONTACT_COLUMNS = ("E-mail", "Phone", "Company", "Tags", "Language")
LIST_COLUMNS = ("Side", "Party", "Invitation", "Reply", "Seat", "Attendance", "Event notes")
CODE_COLUMNS = ("Code", "Link")


def format_of(name: str) -> str:
    """Checks the name of a format.

    Raises:
        Invalid: there is no such format.
    """
    if name not in FORMATS:
        english = f"The list can be exported as {' or '.join(FORMATS)}."
        formats = ", ".join(FORMATS)
        raise invalid(
            "format", FieldText(name="export.format", english=english, values={"formats": formats})
        )
    return name


@dataclass(frozen=True, kw_only=True)
class ExportQuestion:
    """A question with its own column."""

    id: UUID
    label: str


@dataclass(frozen=True, kw_only=True)
class ExportPart:
    """A part of the event with its own column."""

    id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class ExportColumns:
    """The columns the caller may export."""

    contacts: bool
    codes: bool
    questions: Sequence[ExportQuestion] = ()
    parts: Sequence[ExportPart] = ()

    @property
    def header(self) -> list[str]:
        """The columns' names."""
        return [
            *NAME_COLUMNS,
            *(CONTACT_COLUMNS if self.contacts else ()),
            *LIST_COLUMNS,
            *(part.title for part in self.parts),
            *(question.label for question in self.questions),
            *(CODE_COLUMNS if self.codes else ()),
        ]


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """An attendee's values."""

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
    #: Answers for parts of the event, as stored, by the part's id.
    parts: dict[UUID, str] = field(default_factory=dict)

    def cells(self, columns: ExportColumns) -> list[str]:
        """The row's cells, in the order of `ExportColumns.header`."""
        contacts = (
            *(self.email or "", self.phone or "", self.company),
            *(", ".join(self.tags), self.locale or ""),
        )
        return [
            self.first_name,
            self.last_name,
            *(contacts if columns.contacts else ()),
            *(self.side, self.party_key or "", self.invitation or "", REPLIES[self.status]),
            *(self.seat_number or "", ATTENDANCES[self.attendance], self.notes),
            *(REPLIES.get(self.parts.get(part.id, ""), "") for part in columns.parts),
            *(answer_text(self.answers.get(str(question.id))) for question in columns.questions),
            *((self.code, self.url) if columns.codes else ()),
        ]


def answer_text(answer: Any) -> str:
    """An answer as text: choices separated by semicolons, booleans as yes and no."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return "; ".join(str(choice) for choice in answer)
    return str(answer)
