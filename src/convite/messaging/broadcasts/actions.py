"""Writes of broadcasts: written, sent in batches, paused, canceled, tried again.

Whom it goes to is settled in one transaction when the sending begins. Each batch after that is one
transaction that queues messages and stores how far it got, so that a worker may die at any moment. A
message's key names broadcast and guest, and the table keeps it unique.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from convite.core.clock import now
from convite.core.db import ReadTx, Tx, load
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move
from convite.core.problems import PAST, Conflict, FieldText, Invalid, NotFound, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.takedown.rules import taken_down
from convite.messaging.broadcasts.facts import BroadcastChanged, BroadcastStarted
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.queries import audience_of, letters_for, not_reached
from convite.messaging.broadcasts.schemas import MAX_AUDIENCE, Audience, BroadcastFields
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.queries import check_proven
from convite.messaging.templates.queries import template_with
from convite.messaging.templates.rules import check_variables, with_variables
from convite.messaging.wording.actions import queue_letters
from convite.messaging.wording.queries import Recipient
from convite.people.guests.models import Channel

# Who gets a broadcast and who doesn't.
SETTLE = """
INSERT INTO broadcast_recipients (broadcast_id, organization_id, event_id, attendee_id, left_out)
SELECT $1, $2, $3, r.* FROM unnest($4::uuid[], $5::text[]) AS r
"""


async def add(tx: Tx, actor: Actor, event: Event, body: BroadcastFields) -> Broadcast:
    """Writes a broadcast as a draft."""
    row = Broadcast(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        created_by=actor.id if actor.kind == "user" else None,
        **columns(body.model_dump(mode="json", exclude_none=True)),
    )
    await use_template(tx, row)
    tx.add(row)
    await tx.flush()
    await record_change(tx, actor, row, "added")
    return row


async def use_template(tx: Tx, broadcast: Broadcast) -> None:
    """Takes the words of a broadcast's template. By mail and SMS, the host may have changed them.

    Raises:
        Invalid: the template can't be used, or its placeholders and the host's values don't fit.
    """
    if broadcast.template_id is None:
        if broadcast.variables:
            check_variables([], broadcast.variables)
        return
    given = broadcast.variables
    template = await template_with(tx, broadcast.template_id, broadcast.channel, given)
    if broadcast.channel == "whatsapp" or not broadcast.body:
        broadcast.subject = with_variables(template.subject, broadcast.variables)
        broadcast.body = with_variables(template.body, broadcast.variables)


def columns(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a body as columns; of an audience's filters, only those that are set."""
    audience = values.get("audience")
    if audience is not None and audience.get("filters") is not None:
        known = {name: one for name, one in audience["filters"].items() if one is not None}
        values["audience"] = {"filters": known}
    return values


async def change(tx: Tx, actor: Actor, broadcast: Broadcast, values: dict[str, Any]) -> Broadcast:
    """Changes a broadcast that isn't being sent.

    Raises:
        Conflict: its sending has begun, or it was canceled.
        Invalid: it would have no text.
    """
    if broadcast.status not in ("draft", "scheduled"):
        raise Conflict(
            "This message can't be changed any more: it was sent or canceled.",
            name="wrong-state",
            current_status=broadcast.status,
        ).with_text("broadcast-begun")
    patch(broadcast, columns(values))
    await use_template(tx, broadcast)
    if broadcast.kind == "message" and not broadcast.body:
        raise invalid("body", FieldText(name="broadcast.empty", english="Write a text first."))
    await tx.flush()
    await record_change(tx, actor, broadcast, "changed")
    return broadcast


async def remove(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Deletes a draft.

    Raises:
        Conflict: it is more than a draft.
    """
    if broadcast.status != "draft":
        raise Conflict(
            "Only a draft can be deleted. Cancel this message instead.",
            name="wrong-state",
            current_status=broadcast.status,
        ).with_text("not-a-draft")
    await record_change(tx, actor, broadcast, "removed")
    await tx.delete(broadcast)


async def record_change(tx: Tx, actor: Actor, broadcast: Broadcast, what: str) -> None:
    """Records a change of a broadcast."""
    await record(tx, actor, BroadcastChanged.of(broadcast, what=what))


async def send(
    tx: Tx, actor: Actor, event: Event, broadcast: Broadcast, at: datetime | None
) -> Broadcast:
    """Begins to send a draft, or schedules it.

    Raises:
        Conflict: the event isn't published, or no owner of the organization is proven.
        Invalid: the time is past, nobody would get it, or it is for too many.
        WrongState: it is being sent already, or was canceled.
    """
    check_published(event)
    await check_proven(tx, event.organization_id, broadcast.channel)
    if at is not None:
        if at <= now():
            raise invalid("scheduled_for", PAST)
        await check_audience(tx, broadcast)
        broadcast.scheduled_for = at
        if broadcast.status == "scheduled":
            await record_change(tx, actor, broadcast, "scheduled")
        else:
            await move(tx, actor, broadcast, "scheduled", BroadcastChanged, what="scheduled")
        return broadcast
    await settle_audience(tx, broadcast)
    await start(tx, actor, broadcast)
    return broadcast


def check_published(event: Event) -> None:
    """Rejects writing to guests of an event that they don't know, or that was canceled."""
    if event.taken_down_at is not None:
        raise taken_down()
    if event.status not in ("published", "completed"):
        raise Conflict(
            "Publish the event before you write to its guests.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("draft")


async def check_audience(tx: ReadTx, broadcast: Broadcast) -> list[tuple[UUID, str | None]]:
    """Whom the broadcast goes to, and why others get none.

    Raises:
        Invalid: it is for too many.
    """
    audience = Audience(**broadcast.audience)
    found = await audience_of(
        tx,
        broadcast.event_id,
        audience,
        broadcast.channel,
        by_template=broadcast.template_id is not None,
    )
    if len(found) > MAX_AUDIENCE:
        english = f"A message can go to at most {MAX_AUDIENCE} guests. Narrow the filters."
        text = FieldText(name="broadcast.most", english=english, values={"most": MAX_AUDIENCE})
        raise Invalid(text)
    return found


async def settle_audience(tx: Tx, broadcast: Broadcast) -> None:
    """Writes down whom the broadcast goes to and whom it leaves out.

    Raises:
        Invalid: it is for too many, or reaches nobody.
    """
    found = await check_audience(tx, broadcast)
    if all(reason is not None for _, reason in found):
        english = "None of these guests can be reached this way. Choose others."
        raise Invalid(FieldText(name="broadcast.nobody", english=english))
    await tx.flush()
    keys, reasons = [key for key, _ in found], [reason for _, reason in found]
    of = broadcast.id, broadcast.organization_id, broadcast.event_id
    await tx.driver.execute(SETTLE, *of, keys, reasons)
    broadcast.recipients = sum(reason is None for _, reason in found)
    broadcast.left_out = len(found) - broadcast.recipients


async def start(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Begins the sending of a broadcast whose audience is settled."""
    await move(tx, actor, broadcast, "sending", BroadcastStarted)


async def stop_schedule(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Makes a scheduled broadcast a draft again."""
    await move(tx, actor, broadcast, "draft", BroadcastChanged, what="unscheduled")
    broadcast.scheduled_for = None
    await tx.flush()


async def pause(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Holds back whatever hasn't been sent yet."""
    await move(tx, actor, broadcast, "paused", BroadcastChanged, what="paused")
    await set_waiting(tx, broadcast, "queued", "held")


async def pause_for(tx: Tx, broadcast_id: UUID, reason: str) -> None:
    """Pauses a broadcast because the provider takes none of its messages now; says why."""
    broadcast = await load(tx, Broadcast, broadcast_id, lock=True)
    if broadcast is None or broadcast.status not in ("sending", "sent"):
        return
    broadcast.paused_reason = reason[:500]
    await pause(tx, SYSTEM, broadcast)


async def resume(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Sends on."""
    broadcast.paused_reason = None
    await move(tx, actor, broadcast, "sending", BroadcastChanged, what="resumed")
    await set_waiting(tx, broadcast, "held", "queued")


async def cancel(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Sends nothing more; what has been sent stays sent."""
    await move(tx, actor, broadcast, "canceled", BroadcastChanged, what="canceled")
    await set_waiting(tx, broadcast, "queued", "suppressed")
    await set_waiting(tx, broadcast, "held", "suppressed")


async def set_waiting(tx: Tx, broadcast: Broadcast, before: str, after: str) -> None:
    """Moves a broadcast's messages that wait. Served by `messages_broadcast`."""
    waiting = Message.broadcast_id == broadcast.id, Message.status == before
    await tx.execute(
        update(Message)
        .where(*waiting)
        .values(status=after)
        .execution_options(synchronize_session=False)
    )


async def retry_failed(tx: Tx, actor: Actor, event: Event, broadcast: Broadcast) -> int:
    """Queues the failed messages of a broadcast again; returns how many.

    Raises:
        Conflict: the broadcast is paused or canceled, or the event isn't published any more.
    """
    check_published(event)
    if broadcast.status not in ("sending", "sent"):
        raise Conflict(
            "Only messages of a broadcast that is being sent can be sent again.",
            name="wrong-state",
            current_status=broadcast.status,
        ).with_text("broadcast-retry")
    failed = Message.broadcast_id == broadcast.id, Message.status == "failed"
    again = {
        "status": "queued", "tries": 0, "error": None, "error_code": None, "run_after": now(),
        "provider_id": None, "sent_at": None, "attempt": Message.attempt + 1,
    }  # fmt: skip
    done = await tx.execute(
        update(Message)
        .where(*failed)
        .values(again)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    count = len(done.all())
    if count:
        await record_change(tx, actor, broadcast, "retried")
    return count


async def retry_by(
    tx: Tx, actor: Actor, event: Event, broadcast: Broadcast, channel: Channel
) -> Broadcast:
    """Sends a broadcast by another channel to those whom it didn't reach; returns the new one.

    Whoever has opted out isn't asked again another way.

    Raises:
        Conflict: it hasn't been sent, or the event isn't published any more.
        Invalid: everybody was reached, or nobody of them can be reached that way either.
    """
    check_published(event)
    if broadcast.status not in ("sending", "sent") or channel == broadcast.channel:
        raise Conflict(
            "Only a message that was sent can be tried by another channel.",
            name="wrong-state",
            current_status=broadcast.status,
        ).with_text("broadcast-retry-by")
    ids = await not_reached(tx, broadcast)
    if not ids:
        english = "Everybody was reached, or has opted out."
        raise Invalid(FieldText(name="broadcast.all-reached", english=english))
    row = Broadcast(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        created_by=actor.id if actor.kind == "user" else None,
        channel=channel,
        kind=broadcast.kind,
        subject=broadcast.subject,
        body=broadcast.body,
        audience={"ids": [str(key) for key in ids]},
        retry_of=broadcast.id,
    )
    tx.add(row)
    await tx.flush()
    await record_change(tx, actor, row, "added")
    return await send(tx, actor, event, row, None)


async def write(tx: Tx, event: Event, broadcast: Broadcast, people: Sequence[Recipient]) -> None:
    """Queues a message to each, and stores how far the broadcast got.

    Behind single messages and codes of the same organization, which don't wait for thousands.
    """
    letters = await letters_for(tx, event, broadcast, people)
    key = f"broadcast.{broadcast.id}"
    of = {"broadcast_id": broadcast.id, "priority": -1}
    await queue_letters(tx, event, letters, channel=broadcast.channel, key=key, of=of)
    broadcast.reached_id = people[-1].attendee_id
    await tx.flush()


async def broadcast_of_event(
    tx: ReadTx, event_id: UUID, broadcast_id: UUID, *, lock: bool = False
) -> Broadcast:
    """A broadcast of the event, optionally locked for a change.

    Raises:
        NotFound: the event has no such broadcast.
    """
    row = await load(tx, Broadcast, broadcast_id, lock=lock)
    if row is None or row.event_id != event_id:
        raise NotFound
    return row


async def pause_open(tx: Tx, event_id: UUID) -> None:
    """Pauses the broadcasts of an event that was taken down; the team may send on once it is put back."""
    found = await tx.execute(
        select(Broadcast)
        .where(Broadcast.event_id == event_id, Broadcast.status.in_(("sending", "sent")))
        .with_for_update()
    )
    for broadcast in found.scalars().all():
        if broadcast.status == "sending":
            await pause(tx, SYSTEM, broadcast)
        else:
            await set_waiting(tx, broadcast, "queued", "suppressed")


async def cancel_open(tx: Tx, event_id: UUID) -> None:
    """Cancels a canceled event's broadcasts, and suppresses their messages that haven't gone out yet."""
    found = await tx.execute(
        select(Broadcast)
        .where(
            Broadcast.event_id == event_id,
            Broadcast.status.in_(("scheduled", "sending", "paused", "sent")),
        )
        .with_for_update()
    )
    for broadcast in found.scalars().all():
        if broadcast.status == "sent":
            await set_waiting(tx, broadcast, "queued", "suppressed")
        else:
            await cancel(tx, SYSTEM, broadcast)
