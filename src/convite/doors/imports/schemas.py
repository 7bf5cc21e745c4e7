"""Schemas of imports and of long work."""

from datetime import datetime
from typing import Annotated, Any, get_args
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output
from convite.core.tasks import TaskStatus
from convite.doors.imports.models import OnDuplicate

ON_DUPLICATE: tuple[OnDuplicate, ...] = get_args(OnDuplicate)


class RowsIn(Input):
    """Rows that a program sends: each a guest, by the names of our fields or by its own."""

    guests: Annotated[list[dict[str, Any]], Field(max_length=200_000)]
    mapping: dict[str, str] | None = None
    on_duplicate: OnDuplicate = "skip"


class FaultOut(Output):
    """Why a row wasn't taken."""

    #: The file's line, the header being 1; of JSON rows the index from 1.
    row: int
    column: str | None
    reason: str
    value: str | None


class ColumnOut(Output):
    """A column with its first values."""

    name: str
    samples: list[str]


class ImportOut(Output):
    """What a file gives, or gave."""

    import_id: UUID
    rows: int
    #: Rows that put somebody on the list.
    created: int
    updated: int
    #: Rows of somebody known, those updated included.
    duplicates: int
    #: New invitations.
    parties: int
    errors: list[FaultOut]
    #: All of them; `errors` holds the first some thousand.
    errors_total: int = 0
    mapping: dict[str, str] = {}
    columns: list[ColumnOut] = []


class ImportStarted(Output):
    """The file is large: it is loaded, or undone, by a task, whose result is the report."""

    task_id: UUID
    import_id: UUID


class MappingOut(Output):
    """How a file was read."""

    import_id: UUID
    mapping: dict[str, str]
    fields: list[str]


class UndoneOut(Output):
    """What was taken away again."""

    import_id: UUID
    attendees: int
    invitations: int
    guests: int
    #: What somebody had touched since, and so stays.
    kept: int


class TaskOut(Output):
    """Long work, how far it is, and what came of it."""

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
