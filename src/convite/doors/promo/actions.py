"""Writes of promo codes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, invalid
from convite.core.shapes import patch
from convite.doors.promo.facts import PromoCodeAdded, PromoCodeChanged, PromoCodeRemoved
from convite.doors.promo.models import PromoCode
from convite.doors.promo.rules import code_key
from convite.doors.promo.schemas import PromoCodeFields
from convite.events.event.models import Event
from convite.room.tickettypes.queries import types_of

#: Most codes of one event.
MAX_CODES = 10_000


async def check_types(tx: Tx, event_id: UUID, ids: Sequence[UUID]) -> None:
    """Rejects types of another event.

    Raises:
        Invalid: one isn't this event's.
    """
    known = {one.type.id for one in await types_of(tx, event_id)} if ids else set()
    if not set(ids) <= known:
        english = "One of these types isn't this event's."
        raise invalid("ticket_type_ids", FieldText(name="promo.other-types", english=english))


def check_window(promo: PromoCode) -> None:
    """Rejects a code that ends before it starts.

    Raises:
        Invalid: it does.
    """
    if promo.starts_at and promo.ends_at and promo.ends_at <= promo.starts_at:
        english = "It ends before it starts."
        raise invalid("ends_at", FieldText(name="promo.backwards", english=english))


async def add_promo(tx: Tx, actor: Actor, event: Event, body: PromoCodeFields) -> PromoCode:
    """Adds a promo code to an event. Constraints reject a second one that reads the same.

    Raises:
        Conflict: the event has too many, or one like this.
        Invalid: it has two values, other events' types, or no time between start and end.
    """
    count = await tx.driver.fetchval(
        "SELECT count(*) FROM promo_codes WHERE event_id = $1", event.id
    )
    if count >= MAX_CODES:
        text = f"An event can have at most {MAX_CODES} promo codes."
        raise Conflict(text, name="too-many-promo-codes").with_text(most=MAX_CODES)
    await check_types(tx, event.id, body.ticket_type_ids)
    promo = PromoCode(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        code_key=code_key(body.code),
        **body.model_dump(),
    )
    check_window(promo)
    tx.add(promo)
    await tx.flush()
    await record(tx, actor, PromoCodeAdded.of(promo))
    return promo


async def change_promo(tx: Tx, actor: Actor, promo: PromoCode, values: dict[str, Any]) -> PromoCode:
    """Changes a promo code; orders that were placed keep their discount.

    Raises:
        Conflict: it was used more often than the new quota.
        Invalid: as `add_promo`.
    """
    if "code" in values:
        values["code_key"] = code_key(values["code"])
    await check_types(tx, promo.event_id, values.get("ticket_type_ids", ()))
    changed = patch(promo, values)
    if changed:
        check_window(promo)
        await tx.flush()
        await record(tx, actor, PromoCodeChanged.of(promo, changes=changed))
    return promo


async def remove_promo(tx: Tx, actor: Actor, promo: PromoCode) -> None:
    """Removes a promo code that no order has used.

    Raises:
        Conflict: one has; it can be switched off.
    """
    await tx.refresh(promo, with_for_update=True)
    used = await tx.driver.fetchval(
        "SELECT EXISTS (SELECT 1 FROM orders WHERE promo_code_id = $1)", promo.id
    )
    if used:
        text = "Orders have used this code. Switch it off instead of removing it."
        raise Conflict(text, name="promo-code-ordered")
    await record(tx, actor, PromoCodeRemoved.of(promo))
    await tx.delete(promo)
    await tx.flush()


async def give_promo_back(tx: Tx, promo_id: UUID) -> None:
    """Counts one use of a promo code less."""
    await tx.driver.execute(
        "UPDATE promo_codes SET used = used - 1, updated_at = now() WHERE id = $1 AND used > 0",
        promo_id,
    )


async def use_promo(tx: Tx, promo_id: UUID) -> bool:
    """Counts one use of a promo code more, unless it is used up."""
    used = await tx.driver.fetchval(
        "UPDATE promo_codes SET used = used + 1, updated_at = now()"
        " WHERE id = $1 AND (quota IS NULL OR used < quota) RETURNING used",
        promo_id,
    )
    return used is not None
