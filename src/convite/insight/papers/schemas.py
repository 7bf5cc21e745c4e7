"""Schemas of papers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Output
from convite.doors.lists.schemas import FilterStatus, ViewQuery
from convite.insight.labels.rules import SHEETS, LabelSheetName
from convite.insight.ticketsheets.rules import PerPage

#: Most columns of a printed view, besides the name.
MAX_ON_PAGE = 12


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
        "envelope_labels",
        "tickets",
    ]
    format: Literal["pdf", "xlsx", "csv"] = "pdf"
    #: How a guest list is grouped.
    by: Literal["name", "table"] = "name"
    paper: Literal["a4", "us-letter"] = "a4"
    #: Defaults to the event's language.
    locale: Locale | None = None
    #: For a guest list: the filters, order and columns of a view, instead of everybody. `by` doesn't apply.
    view: ViewQuery | None = None
    #: Whether to include people who haven't replied. A guest list always has everybody.
    include_pending: bool = False
    #: For a caterer's sheet: only those who are coming to this part of the event.
    part: UUID | None = None
    #: For tickets: how many stand on a page.
    per_page: PerPage = PerPage.THREE
    #: For envelope labels: the sheet by its number, which decides about the size of the paper.
    label_sheet: LabelSheetName = "l7160"
    #: For envelope labels: the first label that is left on a half-used sheet, counted from 1.
    first_label: Annotated[int, Field(ge=1)] = 1
    #: For envelope labels: parties with somebody whose reply is one of these.
    statuses: Annotated[list[FilterStatus], Field(min_length=1, max_length=8)] = [
        "pending",
        "accepted",
    ]

    @field_validator("view")
    @classmethod
    def fits_page(cls, view: ViewQuery | None, known: ValidationInfo) -> ViewQuery | None:
        """Rejects more columns than a page has room for; other papers have no view."""
        if known.data.get("kind") != "guest_list":
            return None
        if view and known.data.get("format") == "pdf" and len(view.columns) > MAX_ON_PAGE:
            english = f"A page has room for {MAX_ON_PAGE} columns. Hide some, or export to Excel."
            raise WrongValue(
                FieldText(name="view.columns", english=english, values={"most": MAX_ON_PAGE})
            )
        return view

    @field_validator("first_label")
    @classmethod
    def is_on_sheet(cls, first: int, known: ValidationInfo) -> int:
        """Rejects a first label that the sheet doesn't have."""
        sheet = SHEETS.get(known.data.get("label_sheet", "l7160"))
        if sheet is not None and first > sheet.count:
            english = f"This sheet has {sheet.count} labels. Choose one of them to start with."
            raise WrongValue(
                FieldText(name="label.first", english=english, values={"count": sheet.count})
            )
        return first


class PaperOrder(PaperRequest):
    """A request as its task keeps it."""

    #: What the caller may see, and so whoever downloads the paper must.
    rights: list[str] = []


class PaperStarted(Output):
    """The paper is being made. `GET /api/tasks/{task_id}` has its progress, `file_path` the file."""

    task_id: UUID
    file_path: str
