"""Schemas of papers."""

from typing import Literal
from uuid import UUID

from convite.core.language import Locale
from convite.core.shapes import Input, Output


class PaperWish(Input):
    """Which paper, in which form and language."""

    kind: Literal[
        "guest_list",
        "entrance_list",
        "seating_chart",
        "place_cards",
        "table_cards",
        "badges",
        "invitation_cards",
    ]
    format: Literal["pdf", "xlsx", "csv"] = "pdf"
    #: How a guest list is parted.
    by: Literal["name", "table"] = "name"
    paper: Literal["a4", "us-letter"] = "a4"
    #: The event's own language without it.
    locale: Locale | None = None
    #: Whether people who haven't answered are on it.
    include_pending: bool = False


class PaperStarted(Output):
    """It is being made: `GET /api/tasks/{task_id}` tells how far it is, `file_path` gives the file then."""

    task_id: UUID
    file_path: str
