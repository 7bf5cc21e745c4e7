"""Schemas of imports and tasks."""

from datetime import datetime
from typing import Annotated, Any, get_args
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output
from convite.core.tasks import TaskStatus
from convite.doors.imports.models import OnDuplicate

ON_DUPLICATE: tuple[OnDuplicate, ...] = get_args(OnDuplicate)


class RowsIn(Input):
    """Rows of guests; keys are field names, or other names with a mapping."""

    guests: Annotated[list[dict[str, Any]], Field(max_length=200_000)]
    mapping: dict[str, str] | None = None
    on_duplicate: OnDuplicate = "skip"


class FaultOut(Output):
    """Why a row wasn't imported."""

    #: The line in the file, the header being 1; for JSON rows the index from 1.
    row: int
    column: str | None
    reason: str
    value: str | None


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
    #: Rows of existing guests, including updated ones.
    duplicates: int
    #: New invitations.
    parties: int
    errors: list[FaultOut]
    #: The number of all errors; `errors` lists the first few thousand.
    errors_total: int = 0
    mapping: dict[str, str] = {}
    columns: list[ColumnOut] = []


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
    error: str | None
    created_at: datetime
    updated_at: datetime
