"""Columns and cells of an export. Pure functions.

The import recognizes these column names and groups people by `Party`, so importing an exported file
changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from convite.core.card_writing import ContactCard
from convite.core.config import settings
from convite.core.problems import FieldText, invalid
from convite.room.attendees.rules import ATTENDANCES, REMOVED, REPLIES

FORMATS = ("csv", "xlsx", "ods", "vcf", "json")
#: What is known of people besides their list; only for those who may see contacts.
OF_BOOK = frozenset({"email", "phone", "company", "tags", "locale", "child", "address"})


def format_of(name: str) -> str:
    """Checks the name of a format.

    Raises:
        Invalid: there is no such format.
    """
    if name not in FORMATS:
        formats = ", ".join(FORMATS)
        english = f"The list can be exported as {formats}."
        raise invalid(
            "format", FieldText(name="export.format", english=english, values={"formats": formats})
        )
    return name


@dataclass(frozen=True, kw_only=True)
class ExportQuestion:
    """A question with its own column."""

    id: UUID
    label: str
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class ExportPart:
    """A part of the event with its own column."""

    id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """An attendee's values."""

    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    #: Further addresses and numbers.
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    company: str
    tags: Sequence[str]
    locale: str | None
    is_child: bool = False
    address: dict[str, Any] = field(default_factory=dict)
    side: str
    party_key: str | None
    invitation: str | None
    status: str
    seat_number: str | None
    attendance: str
    notes: str
    replied: datetime | None = None
    added: datetime | None = None
    added_by: str | None = None
    code: str = ""
    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    #: Answers for parts of the event, as stored, by the part's id.
    parts: dict[UUID, str] = field(default_factory=dict)


#: The columns by the ids that a view uses: their names, and their cells of a row.
COLUMNS: dict[str, tuple[tuple[str, ...], Callable[[ExportRow], tuple[str, ...]]]] = {
    "email": (
        ("E-mail", "Further e-mails"),
        lambda row: (row.email or "", ", ".join(row.emails)),
    ),
    "phone": (
        ("Phone", "Further phones"),
        lambda row: (row.phone or "", ", ".join(row.phones)),
    ),
    "company": (("Company",), lambda row: (row.company,)),
    "tags": (("Tags",), lambda row: (", ".join(row.tags),)),
    "locale": (("Language",), lambda row: (row.locale or "",)),
    "child": (("Child",), lambda row: ("Child" if row.is_child else "",)),
    "address": (
        ("Address", "Postal code", "City", "Region", "Country"),
        lambda row: address_cells(row.address),
    ),
    "side": (("Side",), lambda row: (row.side,)),
    "party": (("Party", "Invitation"), lambda row: (row.party_key or "", row.invitation or "")),
    "status": (("Reply",), lambda row: (REPLIES.get(row.status, REMOVED),)),
    "seat": (("Seat",), lambda row: (row.seat_number or "",)),
    "attendance": (("Attendance",), lambda row: (ATTENDANCES[row.attendance],)),
    "notes": (("Event notes",), lambda row: (row.notes,)),
    "replied": (("Replied",), lambda row: (moment(row.replied),)),
    "added": (("Added",), lambda row: (moment(row.added),)),
    "added_by": (("Added by",), lambda row: (row.added_by or "",)),
}


@dataclass(frozen=True, kw_only=True)
class ExportColumns:
    """The columns the caller may export."""

    contacts: bool
    codes: bool
    questions: Sequence[ExportQuestion] = ()
    parts: Sequence[ExportPart] = ()
    #: The ids of a view's columns, in their order; empty for all.
    chosen: Sequence[str] = ()

    @cached_property
    def named(self) -> list[tuple[str, tuple[str, ...], Callable[[ExportRow], tuple[str, ...]]]]:
        """Ids, names and cells of the columns, in order; unknown ones are left out."""
        known = dict(COLUMNS)
        if not self.contacts:
            known = {name: one for name, one in known.items() if name not in OF_BOOK}
        for part in self.parts:
            known[str(part.id)] = ((part.title,), part_cell(part.id))
        for question in self.questions:
            cell = file_cell if question.kind == "file" else answer_cell
            known[str(question.id)] = ((question.label,), cell(question.id))
        if self.codes and not self.chosen:
            known["codes"] = (("Code", "Link"), lambda row: (row.code, row.url))
        return [(name, *known[name]) for name in self.chosen or known if name in known]

    @cached_property
    def shown(self) -> list[tuple[tuple[str, ...], Callable[[ExportRow], tuple[str, ...]]]]:
        """Names and cells of the columns, in order."""
        return [(names, cells) for _, names, cells in self.named]

    @property
    def header(self) -> list[str]:
        """The columns' names."""
        return [
            *("First name", "Last name"),
            *(name for names, _ in self.shown for name in names),
        ]


def cells_of(row: ExportRow, columns: ExportColumns) -> list[str]:
    """The row's cells, in the order of `ExportColumns.header`."""
    return [
        *(row.first_name, row.last_name),
        *(cell for _, cells in columns.shown for cell in cells(row)),
    ]


def card_of(row: ExportRow, columns: ExportColumns) -> ContactCard:
    """The person as a contact card; without contacts it has only the name."""
    if not columns.contacts:
        return ContactCard(first_name=row.first_name, last_name=row.last_name)
    street, postal_code, city, region, country = address_cells(row.address)
    return ContactCard(
        first_name=row.first_name,
        last_name=row.last_name,
        emails=[one for one in (row.email, *row.emails) if one],
        phones=[one for one in (row.phone, *row.phones) if one],
        company=row.company,
        tags=row.tags,
        address=(street, city, region, postal_code, country),
    )


def part_cell(key: UUID) -> Callable[[ExportRow], tuple[str, ...]]:
    """Cells with the answer for a part."""
    return lambda row: (REPLIES.get(row.parts.get(key, ""), ""),)


def answer_cell(key: UUID) -> Callable[[ExportRow], tuple[str, ...]]:
    """Cells with the answer to a question."""
    return lambda row: (answer_text(row.answers.get(str(key))),)


def file_cell(key: UUID) -> Callable[[ExportRow], tuple[str, ...]]:
    """Cells with the address at which the team downloads the file."""

    def cell(row: ExportRow) -> tuple[str, ...]:
        answer = row.answers.get(str(key))
        return (f"{settings().address}/api/attachments/{answer}" if answer else "",)

    return cell


def address_cells(address: dict[str, Any]) -> tuple[str, str, str, str, str]:
    """An address's lines, postal code, city, region and country."""
    postal_code, city, region, country = (
        str(address.get(name, "")) for name in ("postal_code", "city", "region", "country")
    )
    return "\n".join(address.get("lines", ())), postal_code, city, region, country


def moment(time: datetime | None) -> str:
    """A moment as spreadsheets sort it, in UTC."""
    return time.strftime("%Y-%m-%d %H:%M") if time else ""


def answer_text(answer: Any) -> str:
    """An answer as text: choices separated by semicolons, booleans as yes and no."""
    if answer is None:
        return ""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return "; ".join(str(item) for item in answer)
    return str(answer)
