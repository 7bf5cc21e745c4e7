"""HTTP routes of promo codes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.doors.promo import actions
from convite.doors.promo.models import PromoCode
from convite.doors.promo.queries import promo_by_id, promo_page
from convite.doors.promo.schemas import PromoCodeFields, PromoCodeOut, PromoCodeUpdate
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(
    prefix="/api/events/{event_id}/promo-codes", tags=["Tickets"], route_class=KeyedRoute
)

Edit = Annotated[EventAccess, Depends(event_access("edit_event"))]


async def promo_of_event(tx: Read, access: EventAccess, key: UUID) -> PromoCode:
    """The promo code; 404 if it isn't the event's."""
    found = await promo_by_id(tx, access.event.id, key)
    if found is None:
        raise NotFound
    return found


@router.get("")
async def promo_codes(access: Edit, tx: Read, query: Paging) -> Page[PromoCodeOut]:
    """The event's promo codes, the oldest first."""
    return await promo_page(tx, access.event.id, query)


@router.post("", status_code=201)
async def add_promo_code(body: PromoCodeFields, access: Edit, tx: Write) -> PromoCodeOut:
    """Adds a promo code to the event."""
    promo = await actions.add_promo(tx, access.actor, access.event, body)
    return PromoCodeOut.model_validate(promo)


@router.get("/{promo_code_id}")
async def promo_code(promo_code_id: UUID, access: Edit, tx: Read) -> PromoCodeOut:
    """One promo code."""
    return PromoCodeOut.model_validate(await promo_of_event(tx, access, promo_code_id))


@router.put("/{promo_code_id}", operation_id="put_promo_code")
@router.patch("/{promo_code_id}", operation_id="patch_promo_code")
async def change_promo_code(
    promo_code_id: UUID, body: PromoCodeUpdate, access: Edit, tx: Write
) -> PromoCodeOut:
    """Changes the fields sent; orders that were placed keep their discount."""
    promo = await promo_of_event(tx, access, promo_code_id)
    values = body.sent()
    current = PromoCodeOut.model_validate(promo).model_dump(mode="json")
    check_version(promo, values.pop("version", None), current)
    changed = await actions.change_promo(tx, access.actor, promo, values)
    return PromoCodeOut.model_validate(changed)


@router.delete("/{promo_code_id}", status_code=204)
async def remove_promo_code(promo_code_id: UUID, access: Edit, tx: Write) -> None:
    """Removes a promo code that no order has used."""
    await actions.remove_promo(tx, access.actor, await promo_of_event(tx, access, promo_code_id))
