"""HTTP routes of invoices. Their PDF is `doors.invoicepapers`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read
from convite.doors.invoices.queries import documents_page
from convite.doors.invoices.schemas import InvoiceOut
from convite.doors.orders.policy import OrderAccess, order_access

router = APIRouter(prefix="/api", tags=["Orders"], route_class=KeyedRoute)

Opens = Annotated[OrderAccess, Depends(order_access("see_money"))]


@router.get("/orders/{order_id}/invoices")
async def order_invoices(
    order_id: UUID, access: Opens, tx: Read, query: Paging
) -> Page[InvoiceOut]:
    """The order's invoice or receipt and its credit notes, the oldest first."""
    return await documents_page(tx, access.order.id, query)
