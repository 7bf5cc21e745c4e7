"""Writes of what providers report: a call is stored, then read; messages only ever go forward."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.log import Actor
from convite.core.pages import storable
from convite.gateways.channels import Incoming, Receipt
from convite.gateways.mail_reports import Automatic, Bounce, Complaint, MailReply, read_mail
from convite.messaging.buttons.actions import press
from convite.messaging.inbox.actions import Arrival, arrive
from convite.messaging.media.actions import note_files
from convite.messaging.optouts.actions import set_optout
from convite.messaging.optouts.queries import living_guest
from convite.messaging.receipts.queries import (
    WRITTEN_TO,
    Writer,
    messages_by_provider,
    writer_of,
)
from convite.messaging.receipts.rules import furthest, named_message, wants_stop
from convite.messaging.returns.actions import apply_bounce, apply_complaint
from convite.messaging.returns.queries import SentMail, mail_by_marks
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

IS_KNOWN = "SELECT true FROM messages WHERE dedup_key = $1"

STORE = "INSERT INTO provider_calls (channel, body) VALUES ($1, $2)"

# Where a message may go from by a report. A failed one never looks delivered, a delivered one never failed;
# one that waits again, because its call broke off, isn't sent twice.
APPLY = """
UPDATE messages m SET status = r.status, updated_at = now(), worker = NULL, lease_until = NULL,
  provider_id = r.provider_id, sent_at = coalesce(m.sent_at, r.at),
  delivered_at = CASE WHEN r.status IN ('delivered', 'read')
    THEN coalesce(m.delivered_at, r.at) ELSE m.delivered_at END,
  read_at = CASE WHEN r.status = 'read' THEN r.at ELSE m.read_at END,
  error = CASE WHEN r.status = 'failed' THEN r.error END,
  error_code = CASE WHEN r.status = 'failed' THEN r.code END
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::int[])
  AS r (id, provider_id, status, at, error, code, attempt)
WHERE m.id = r.id AND m.channel = $1 AND m.direction = 'out'
  AND (m.provider_id IS NULL OR m.provider_id = r.provider_id)
  AND (r.attempt IS NULL OR r.attempt = m.attempt)
  AND (m.status IN ('queued', 'held', 'sending')
    OR m.status = 'sent' AND r.status <> 'sent'
    OR m.status = 'delivered' AND r.status = 'read')
"""


async def store(database: Database, channel: str, body: bytes) -> None:
    """Stores a call as it came; the worker reads it."""
    await database.pool.execute(STORE, channel, body)


async def apply_receipts(system: Database, channel: str, receipts: Sequence[Receipt]) -> None:
    """Notes how far messages are, in any order and however often it is told."""
    newest = furthest(receipts)
    named = [(*named_message(one.message_id), one) for one in newest]
    known = await messages_by_provider(
        system, channel, [one.provider_id for key, _, one in named if key is None]
    )
    found = [(key or known.get(one.provider_id), attempt, one) for key, attempt, one in named]
    # in order of id, as every worker locks them
    rows = sorted(
        ((key, attempt, one) for key, attempt, one in found if key is not None),
        key=lambda row: row[0],
    )
    if rows:
        await system.pool.execute(
            APPLY,
            channel,
            [key for key, _, _ in rows],
            [one.provider_id for _, _, one in rows],
            [one.status for _, _, one in rows],
            [one.at for _, _, one in rows],
            [storable(one.error) if one.error else None for _, _, one in rows],
            [one.code or None for _, _, one in rows],
            [attempt for _, attempt, _ in rows],
        )


async def receive(system: Database, channel: str, incoming: Incoming) -> bool:
    """Puts what somebody wrote in the inbox of the event it is about; a second time changes nothing.

    Returns False if it is from nobody we know.
    """
    if await system.pool.fetchval(IS_KNOWN, f"{channel}.{incoming.provider_id}"):
        return True
    writer = await writer_of(system, channel, incoming)
    if writer is None:
        return False
    # before the message: a worker that dies between the two does both again
    await apply_stop_word(system, channel, incoming, writer)
    is_answer = await press(system, channel, incoming)
    async with system.tx(Principal(organization_id=writer.organization_id)) as tx:
        await put_in_inbox(tx, writer, channel, incoming, is_read=is_answer)
    return True


async def put_in_inbox(
    tx: Tx, writer: Writer, channel: str, incoming: Incoming, *, is_read: bool = False
) -> None:
    """Adds the message, unless it is there."""
    guest = await load(tx, Guest, writer.guest_id)
    party = await tx.execute(
        select(Attendee.invitation_id).where(
            Attendee.event_id == writer.event_id, Attendee.guest_id == writer.guest_id
        )
    )
    arrival = Arrival(
        organization_id=writer.organization_id,
        event_id=writer.event_id,
        guest_id=writer.guest_id,
        invitation_id=party.scalars().first(),
        channel=channel,
        address=incoming.phone,
        person_id=incoming.user_id or incoming.wa_id or None,
        provider_id=incoming.provider_id,
        locale=(guest.locale if guest else None) or "en",
        subject=incoming.subject,
        text=incoming.whole or incoming.text,
        body=incoming.text if incoming.whole else None,
        read_at=now() if is_read else None,
        dedup_key=f"{channel}.{incoming.provider_id}",
        at=incoming.at,
    )
    message = await arrive(tx, provider(channel), arrival)
    if message is not None:
        await note_files(tx, provider(channel), message, incoming.media)


async def take_mail(system: Database, raw: bytes) -> str | None:
    """Applies what came by mail; returns why nothing changes, or None.

    Raises:
        Unreadable: it isn't a mail.
    """
    # in a thread, so that a mail that is hard to read holds up nothing else
    report = await asyncio.to_thread(read_mail, raw)
    if isinstance(report, Automatic):
        return "Ignored: nobody wrote it."
    mail = await mail_by_marks(system, report.marks)
    if mail is None:
        return "Ignored: it is about no mail that we have sent."
    if isinstance(report, Bounce):
        return await apply_bounce(system, mail, report)
    if isinstance(report, Complaint):
        return await apply_complaint(system, mail)
    return await take_reply(system, mail, report)


async def take_reply(system: Database, mail: SentMail, reply: MailReply) -> str | None:
    """Puts an answer to a mail in the inbox; returns why it doesn't get there, or None."""
    if mail.event_id is None or mail.guest_id is None:
        return "Ignored: an answer to a mail that isn't to a guest."
    if not reply.whole:
        return "Ignored: an answer without words."
    writer = Writer(
        organization_id=mail.organization_id, event_id=mail.event_id, guest_id=mail.guest_id
    )
    incoming = Incoming(
        # of this message: nobody can keep out another's answer by its id
        provider_id=f"{mail.id}.{reply.key}",
        at=now(),
        phone=reply.sender[:254],
        subject=reply.subject,
        text=reply.text,
        whole=reply.whole,
    )
    async with system.tx(Principal(organization_id=mail.organization_id)) as tx:
        await put_in_inbox(tx, writer, "email", incoming)
    return None


async def apply_stop_word(
    system: Database, channel: str, incoming: Incoming, writer: Writer
) -> None:
    """Sends nothing more to somebody who wrote STOP, or sends again to who wrote START.

    Counts for everybody who was written to at this number or id: the words are about
    it, not about an event.
    """
    is_out = wants_stop(incoming.text)
    if is_out is None:
        return
    ids = [key for key in (incoming.user_id, incoming.wa_id) if key]
    rows = await system.pool.fetch(WRITTEN_TO, channel, incoming.phone, ids)
    people = {(row["organization_id"], row["guest_id"]) for row in rows}
    for organization_id, guest_id in sorted(people | {(writer.organization_id, writer.guest_id)}):
        async with system.tx(Principal(organization_id=organization_id)) as tx:
            guest = await living_guest(tx, guest_id, lock=True)
            if guest is not None:
                await set_optout(tx, provider(channel), guest, channel, is_out=is_out)


def provider(channel: str) -> Actor:
    """Who acts when a provider reports."""
    return Actor(kind="provider", via=channel)
