"""HTTP routes of the book-keeper's export."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from convite.core.budgets import spend
from convite.core.request import Read, database_of
from convite.core.responses import DirectRoute
from convite.core.shapes import Day
from convite.doors.bookkeeping.queries import Period, book_file, booked_rows, csv_file
from convite.people.organizations.policy import Managed

router = APIRouter(
    prefix="/api/organizations/{organization_id}", tags=["Organizations"], route_class=DirectRoute
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    return file_answer(csv_file(pages), "invoices.csv", "text/csv")


@router.get("/invoices.xlsx", response_class=StreamingResponse)
async def invoices_xlsx(
    request: Request, access: Managed, tx: Read, wanted: Wanted
) -> StreamingResponse:
    """The same as a workbook."""
    await spend(request, "export", str(access.token.user_id))
    pages = booked_rows(database_of(request), tx.trace.principal, access.organization_id, wanted)
    return file_answer(book_file(pages), "invoices.xlsx", XLSX)


def file_answer(chunks: AsyncIterator[bytes], name: str, kind: str) -> StreamingResponse:
    """A file to be saved."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return StreamingResponse(chunks, media_type=kind, headers=headers)
