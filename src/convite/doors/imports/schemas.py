"""Schemas of imports and tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar, cast, get_args
from uuid import UUID

import msgspec
from pydantic import Field, ValidationError

from convite.core.problems import FieldText, invalid
from convite.core.shapes import Input, Output
from convite.core.tasks import TaskStatus
from convite.doors.imports.models import OnDuplicate
from convite.people.identity.rules import COUNTRIES

JsonT = TypeVar("JsonT")

#: Most cells that are mended, or kept, in one preview.
MAX_FIXES = 5000
MAX_LINE = 10_000_000
KeptField = Literal[
    "first_name", "last_name", "email", "phone", "company", "notes", "tags", "locale", "is_child",
    "address",
]  # fmt: skip
OnBadValue = Literal["skip_row", "leave_out"]
ON_BAD_VALUE: tuple[OnBadValue, ...] = get_args(OnBadValue)
ON_DUPLICATE: tuple[OnDuplicate, ...] = get_args(OnDuplicate)


class FixIn(Input):
    """A cell that was mended in the preview."""

    row: Annotated[int, Field(ge=1, le=MAX_LINE)]
    column: Annotated[str, Field(max_length=200)]
    value: Annotated[str, Field(max_length=5000)]


class KeptIn(Input):
    """A field in which the address book's value stays, although the row has another."""

    row: Annotated[int, Field(ge=1, le=MAX_LINE)]
    field: KeptField


class Mended(Input):
    """What somebody has decided in a preview, cell by cell."""

    fixes: Annotated[list[FixIn], Field(max_length=MAX_FIXES)] = []
    kept: Annotated[list[KeptIn], Field(max_length=MAX_FIXES)] = []

    @property
    def choices(self) -> dict[str, Any]:
        """The fields of `Choices` that they fill."""
        return {
            "fixes": tuple((one.row, one.column, one.value) for one in self.fixes),
            "kept": tuple((one.row, one.field) for one in self.kept),
        }


class RowsIn(Mended):
    """Rows of guests; keys are field names, or other names with a mapping."""

    guests: Annotated[list[dict[str, Any]], Field(max_length=200_000)]
    mapping: dict[str, str] | None = None
    on_duplicate: OnDuplicate = "skip"
    #: The country whose local numbers the phones are, as two letters.
    country: Annotated[str, Field(max_length=2)] | None = None
    on_bad_value: OnBadValue = "skip_row"
    #: Rows whose person is the guest who has the same e-mail address under another name.
    same_person: Annotated[list[int], Field(max_length=10_000)] = []
    #: Whether phone numbers that a spreadsheet has damaged are imported as guessed.
    takes_guesses: bool = False


class FaultOut(Output):
    """Why a row wasn't imported."""

    #: The line in the file, the header being 1; for JSON rows the index from 1.
    row: int
    column: str | None
    #: A sentence in the language that the request accepts.
    reason: str
    value: str | None
    #: The person's name, as far as it could be read.
    name: str | None = None
    #: The reason's stable name, and what its sentence is filled in with.
    code: str = ""
    values: dict[str, Any] = {}


class SharedAddressOut(Output):
    """A row with the e-mail address of a guest of another name, or spelled nearly as one of its party.

    By default a new guest is added, without the address and reached through that guest; send the row in
    `same_person` if they are the same. `email` is empty if only the names are alike.
    """

    row: int
    name: str
    email: str
    guest_id: UUID
    guest_name: str
    #: Whether that guest is on this event's list.
    is_listed_here: bool
    is_same_person: bool


class OutcomeOut(Output):
    """What an import would do with a row."""

    row: int
    name: str
    #: `known`: a guest of the address book who is new to the event.
    outcome: Literal["new", "known", "changed", "same"]
    guest_id: UUID | None
    #: The guest's details that change, each with its value `before` and `after`.
    changes: dict[str, dict[str, Any]]


class ColumnOut(Output):
    """A column of the file with its first values."""

    name: str
    samples: list[str]


class ImportOut(Output):
    """The report of a previewed or completed import."""

    import_id: UUID
    rows: int
    #: Rows that add a guest.
    created: int
    updated: int
    #: Rows among both `created` and `updated`: guests of the address book whose details change.
    updated_added: int = 0
    #: Rows of existing guests, including updated ones.
    duplicates: int
    #: Rows of guests who stay as they are.
    same: int = 0
    #: Rows that repeat a guest of an earlier row of the file.
    repeated: int = 0
    #: New invitations.
    parties: int
    errors: list[FaultOut]
    #: The number of all errors; `errors` lists the first few thousand.
    errors_total: int = 0
    #: What was imported but should be looked at.
    warnings: list[FaultOut] = []
    warnings_total: int = 0
    shared_addresses: list[SharedAddressOut] = []
    mapping: dict[str, str] = {}
    columns: list[ColumnOut] = []
    #: How the file was read: found out, or as chosen. None for what its kind doesn't have.
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    #: The visible sheets of a workbook.
    sheets: list[str] = []
    #: Whether a row names the columns.
    header: bool = True
    #: The line that names the columns.
    header_row: int | None = None
    #: Phone numbers that a spreadsheet has damaged, and that can be guessed.
    guesses: int = 0
    #: Whether the columns are mapped as in an earlier file of the organization.
    is_remembered: bool = False
    #: A preview's first rows, and what would become of them.
    outcomes: list[OutcomeOut] = []
    #: The country by which local phone numbers were read.
    country: str | None = None
    #: Whether phones couldn't be read for want of a country.
    needs_country: bool = False
    #: A preview's guess where no country is known: that of the event's time zone.
    proposed_country: str | None = None


class ImportStarted(Output):
    """A task was started to load or undo a large file; its result is the report."""

    task_id: UUID
    import_id: UUID


class MappingOut(Output):
    """The mapping of a file's columns to fields."""

    import_id: UUID
    mapping: dict[str, str]
    fields: list[str]


class UndoneOut(Output):
    """How many rows an undo removed and kept."""

    import_id: UUID
    attendees: int
    invitations: int
    guests: int
    #: Attendees that had changed since the import and were kept.
    kept: int


class TaskOut(Output):
    """A task with its status, progress and result."""

    id: UUID
    kind: str
    event_id: UUID | None
    status: TaskStatus
    #: From 0 to 1.
    progress: float
    result: dict[str, Any] | None
    #: Why it failed: a sentence in the language that the request accepts.
    error: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How somebody wants a file to be read; what isn't chosen is found out."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: bool | None = None
    #: The line that names the columns.
    header_row: int | None = None
    #: Whether guests are imported without contacts that can't be read; else the row is left out.
    leaves_out: bool = False
    #: Lines whose person is the guest with the same e-mail address, despite another name.
    same_person: tuple[int, ...] = ()
    #: Whether phone numbers that a spreadsheet has damaged are imported as guessed.
    takes_guesses: bool = False
    #: Cells that were mended: line, column, new text.
    fixes: tuple[tuple[int, str, str], ...] = ()
    #: Lines and fields in which an existing guest's value stays.
    kept: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Choices":
        """The choices as a task has stored them."""
        pairs = {
            name: tuple(tuple(one) for one in stored.get(name, ())) for name in ("fixes", "kept")
        }
        return cls(**{**stored, **pairs, "same_person": tuple(stored.get("same_person", ()))})


@dataclass(frozen=True, kw_only=True)
class Upload:
    """An uploaded file, or rows sent as JSON, with its options."""

    content: bytes
    file_name: str
    mapping: dict[str, str] | None
    on_duplicate: OnDuplicate
    #: The country of local phone numbers, if somebody chose one.
    country: str | None = None
    choices: Choices = field(default_factory=Choices)


def upload_of_file(name: str, content: bytes, fields: Mapping[str, str]) -> Upload:
    """An uploaded file with its form fields.

    Raises:
        Invalid: a field isn't what it should be.
    """
    mapping, header = fields.get("mapping"), fields.get("header")
    return Upload(
        content=content,
        file_name=name or "guests",
        mapping=read_json(mapping, "mapping", dict[str, str]) if mapping else None,
        on_duplicate=cast("OnDuplicate", fields.get("on_duplicate", "skip")),
        country=read_country(fields.get("country")),
        choices=Choices(
            encoding=fields.get("encoding") or None,
            delimiter=DELIMITER_NAMES.get(fields.get("delimiter", ""), fields.get("delimiter"))
            or None,
            sheet=fields.get("sheet") or None,
            header=header == "true" if header else None,
            leaves_out=fields.get("on_bad_value") == "leave_out",
            header_row=header_row_of(fields.get("header_row")),
            same_person=tuple(
                read_json(fields.get("same_person") or "[]", "same_person", list[int])
            ),
            takes_guesses=fields.get("takes_guesses") == "true",
            **mended_of(fields).choices,
        ),
    )


def mended_of(fields: Mapping[str, str]) -> Mended:
    """What a form's fields `fixes` and `kept` say.

    Raises:
        Invalid: one isn't such a list, or is too long.
    """
    decided = {
        name: read_json(fields.get(name) or "[]", name, list[dict[str, Any]])
        for name in ("fixes", "kept")
    }
    try:
        return Mended.model_validate(decided)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0])
    raise invalid(name, TOO_MANY if first["type"] == "too_long" else no_json(name))


TOO_MANY = FieldText(
    name="import.too-many",
    english=f"At most {MAX_FIXES} cells can be decided on at once. Import the file in parts.",
    values={"most": MAX_FIXES},
)


def header_row_of(text: str | None) -> int | None:
    """The line that names the columns.

    Raises:
        Invalid: it isn't a line's number.
    """
    if not text:
        return None
    if not text.isdecimal() or len(text) > 7:
        english = "Write the number of the line that names the columns, such as 3."
        raise invalid("header_row", FieldText(name="import.header-row", english=english))
    return int(text)


DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
JSON_SHAPES = {
    "mapping": "{column: field}",
    "same_person": "[row, ...]",
    "fixes": '[{"row": 2, "column": "Phone", "value": "..."}]',
    "kept": '[{"row": 2, "field": "email"}]',
}


def read_json(text: str, name: str, shape: type[JsonT]) -> JsonT:
    """Parses the JSON of a form field."""
    try:
        return msgspec.json.decode(text, type=shape)
    except msgspec.MsgspecError:
        raise invalid(name, no_json(name)) from None


def no_json(name: str) -> FieldText:
    """A form field isn't the JSON that it should be."""
    shape = JSON_SHAPES[name]
    english = f"Write it as JSON: {shape}."
    return FieldText(name="import.json", english=english, values={"shape": shape})


def read_country(text: str | None) -> str | None:
    """A country's code, in capitals.

    Raises:
        Invalid: there is no such country.
    """
    if not text:
        return None
    country = text.strip().upper()
    if country not in COUNTRIES:
        english = "Write the country as two letters, such as ES or MX."
        raise invalid("country", FieldText(name="import.country", english=english))
    return country


def upload_of_rows(rows: RowsIn) -> Upload:
    """Rows sent as JSON, as an upload.

    Raises:
        Invalid: there are no rows, or no such country.
    """
    if not rows.guests:
        english = "Send a file, or at least one row."
        raise invalid("guests", FieldText(name="import.no-rows", english=english))
    return Upload(
        content=msgspec.json.encode(rows.guests),
        file_name="rows.json",
        mapping=rows.mapping,
        on_duplicate=rows.on_duplicate,
        country=read_country(rows.country),
        choices=Choices(
            leaves_out=rows.on_bad_value == "leave_out",
            same_person=tuple(rows.same_person),
            takes_guesses=rows.takes_guesses,
            **rows.choices,
        ),
    )
