"""Schemas of papers."""

from typing import Literal
from uuid import UUID

from convite.core.language import Locale
from convite.core.shapes import Input, Output


class PaperRequest(Input):
    """Which paper, in which format and language."""

    kind: Literal[
        "guest_list",
        "entrance_list",
        "seating_chart",
        "place_cards",
        "table_cards",
        "badges",
        "invitation_cards",
        "caterer_sheet",
    ]
    format: Literal["pdf", "xlsx", "csv"] = "pdf"
    #: How a guest list is grouped.
    by: Literal["name", "table"] = "name"
    paper: Literal["a4", "us-letter"] = "a4"
    #: Defaults to the event's language.
    locale: Locale | None = None
    #: Whether to include people who haven't replied. A guest list always has everybody.
    include_pending: bool = False
    #: For a caterer's sheet: only those who are coming to this part of the event.
    part: UUID | None = None


class PaperStarted(Output):
    """The paper is being made. `GET /api/tasks/{task_id}` has its progress, `file_path` the file."""

    task_id: UUID
    file_path: str
