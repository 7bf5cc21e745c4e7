"""HTTP routes of the bookkeeper's export."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from convite.core.budgets import spend
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.core.shapes import Day
from convite.core.sheet_files import MEDIA_TYPES, SheetFormat, sheet_file
from convite.doors.bookkeeping.queries import Period, booked_rows
from convite.doors.bookkeeping.rules import HEADER
from convite.people.organizations.policy import Managed

router = APIRouter(
    prefix="/api/organizations/{organization_id}", tags=["Organizations"], route_class=DirectRoute
)


async def period(
    first: Annotated[Day | None, Query(alias="from", description="The first day")] = None,
    last: Annotated[Day | None, Query(alias="to", description="The last day")] = None,
    with_tests: Annotated[bool, Query(description="Also those of test payments")] = False,
) -> Period:
    """The days of the query."""
    return Period(first=first, last=last, with_tests=with_tests)


Wanted = Annotated[Period, Depends(period)]


@router.get("/invoices.csv", response_class=StreamingResponse)
async def invoices_csv(
    request: Request, access: Managed, tx: Read, wanted: Wanted
) -> StreamingResponse:
    """All invoices, receipts and credit notes for the books, one row for each tax rate, as CSV."""
    await spend(request, "export", str(access.token.user_id))
    pages = booked_rows(database_of(request), tx.trace.principal, access.organization_id, wanted)
    return file_answer(pages, "csv")


@router.get("/invoices.xlsx", response_class=StreamingResponse)
async def invoices_xlsx(
    request: Request, access: Managed, tx: Read, wanted: Wanted
) -> StreamingResponse:
    """The same as a workbook."""
    await spend(request, "export", str(access.token.user_id))
    pages = booked_rows(database_of(request), tx.trace.principal, access.organization_id, wanted)
    return file_answer(pages, "xlsx")


def file_answer(pages: AsyncIterator[list[list[str]]], kind: SheetFormat) -> StreamingResponse:
    """The rows as a file to be saved."""
    headers = {
        "content-disposition": f'attachment; filename="invoices.{kind}"',
        "cache-control": "no-store",
    }
    chunks = sheet_file(kind, "Invoices", HEADER, pages)
    return StreamingResponse(chunks, media_type=MEDIA_TYPES[kind], headers=headers)
