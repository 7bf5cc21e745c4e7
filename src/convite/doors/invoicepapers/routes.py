"""HTTP routes of documents as PDF."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from convite.core.budgets import spend
from convite.core.db import ReadTx
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import Public, Read
from convite.core.responses import DirectRoute
from convite.doors.invoicepapers.actions import pdf_of
from convite.doors.invoicepapers.policy import check_payable
from convite.doors.invoicepapers.queries import shown_document
from convite.doors.orders.policy import OrderAccess, enter_own, order_access
from convite.doors.orders.queries import is_secret
from convite.doors.publicpages.policy import nothing_here

router = APIRouter(tags=["Orders"], route_class=DirectRoute)

Opens = Annotated[OrderAccess, Depends(order_access("see_money"))]
Document = Annotated[UUID | None, Query(description="One of the order's documents")]


@router.get("/api/orders/{order_id}/invoice.pdf", response_class=Response)
async def invoice_pdf(
    order_id: UUID, request: Request, access: Opens, tx: Read, document: Document = None
) -> Response:
    """The order's invoice or receipt as PDF, in the buyer's language; pro forma until it is paid."""
    return await pdf_answer(request, tx, access, document)


@router.get("/o/{order_id}/{secret}/invoice.pdf", include_in_schema=False, dependencies=[Public])
async def linked_invoice_pdf(
    order_id: UUID, secret: str, request: Request, tx: Read, document: Document = None
) -> Response:
    """The same for whoever has the address of the order's page."""
    if not is_secret(secret, order_id):
        await spend(request, "code")
        return nothing_here(request)
    actor = Actor(kind="guest", id=order_id, via="order")
    try:
        access = await enter_own(tx, order_id, actor, None)
    except NotFound:
        return nothing_here(request)
    return await pdf_answer(request, tx, access, document)


async def pdf_answer(
    request: Request, tx: ReadTx, access: OrderAccess, document: UUID | None
) -> Response:
    """A document as a file."""
    check_payable(access.order)
    await spend(request, "ticket-file")
    shown = await shown_document(tx, access.event, access.order, document)
    name = quote(f"{shown.number or access.order.reference}.pdf")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "cache-control": "no-store",
    }
    return Response(await pdf_of(shown), media_type="application/pdf", headers=headers)
