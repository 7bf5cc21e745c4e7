"""Writes of passes: phones that have them, and word to those when they change."""

import asyncio
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.doors.wallets.facts import PassRegistered, PassUnregistered
from convite.doors.wallets.models import WalletRegistration
from convite.doors.wallets.queries import HeldPass, registration_of
from convite.gateways.passes import PassPusher

#: Phones that are told at the same time, over one connection.
AT_ONCE = 20


async def register(tx: Tx, actor: Actor, held: HeldPass, device: str, push_token: str) -> bool:
    """Notes that a phone has a pass, or its new push token; True if it is new there."""
    ticket = held.found.ticket
    known = await registration_of(tx, device, ticket.id, held.reissue)
    if known is not None and known.push_token == push_token:
        return False
    if known is not None:
        known.push_token = push_token
    else:
        row = WalletRegistration(
            id=new_id(),
            organization_id=ticket.organization_id,
            event_id=ticket.event_id,
            ticket_id=ticket.id,
            reissue=held.reissue,
            device=device,
            push_token=push_token,
        )
        tx.add(row)
    await tx.flush()
    fact = PassRegistered(
        organization_id=ticket.organization_id,
        object_id=ticket.id,
        event_id=ticket.event_id,
        ticket_id=ticket.id,
        reissue=held.reissue,
    )
    await record(tx, actor, fact)
    return known is None


async def unregister(tx: Tx, actor: Actor, held: HeldPass, device: str) -> None:
    """Forgets that a phone has a pass; a second time changes nothing."""
    ticket = held.found.ticket
    known = await registration_of(tx, device, ticket.id, held.reissue)
    if known is None:
        return
    await tx.delete(known)
    await tx.flush()
    fact = PassUnregistered(
        organization_id=ticket.organization_id,
        object_id=ticket.id,
        event_id=ticket.event_id,
        ticket_id=ticket.id,
        reissue=held.reissue,
    )
    await record(tx, actor, fact)


# Served by wallet_registrations_event and wallet_registrations_ticket.
CHANGED = """
UPDATE wallet_registrations w SET changed_at = clock_timestamp(), updated_at = now()
WHERE w.event_id = $1
  AND ($2::uuid IS NULL OR w.ticket_id IN (SELECT id FROM tickets WHERE attendee_id = $2))
RETURNING w.id, w.push_token
"""
FORGET = "DELETE FROM wallet_registrations WHERE id = ANY ($1)"


async def tell_phones(
    database: Database, organization_id: UUID, event_id: UUID, attendee_id: UUID | None = None
) -> int:
    """Tells the phones with passes of an event, or of one attendee, that they changed.

    Returns how many were told. Phones that no longer have the pass are forgotten; one that can't be
    reached learns of the change when it next asks.
    """
    chosen = settings()
    if chosen.apple_pass_certificate is None or chosen.apple_pass_key is None:
        return 0
    principal = Principal(organization_id=organization_id)
    async with database.tx(principal) as tx:
        rows = await tx.driver.fetch(CHANGED, event_id, attendee_id)
    told, gone = 0, []
    pusher = PassPusher(
        chosen.apple_push_url,
        chosen.apple_pass_certificate,
        chosen.apple_pass_key,
        chosen.apple_pass_type_id,
    )
    async with pusher:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            answers = await asyncio.gather(*(pusher.push(row["push_token"]) for row in some))
            told += answers.count("told")
            gone += [row["id"] for row, said in zip(some, answers, strict=True) if said == "gone"]
    if gone:
        async with database.tx(principal) as tx:
            await tx.driver.execute(FORGET, gone)
    return told
