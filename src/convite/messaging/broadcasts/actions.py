"""Writes of broadcasts: written, sent in batches, paused, canceled, tried again.

Whom it goes to is settled in one transaction when the sending begins. Each batch after that is one
transaction that queues messages and stores how far it got, so that a worker may die at any moment. A
message's key names broadcast and guest, and the table keeps it unique.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, ReadTx, Tx, load
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move
from convite.core.problems import PAST, Conflict, FieldText, Invalid, NotFound, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.messaging.broadcasts.facts import BroadcastChanged, BroadcastSent, BroadcastStarted
from convite.messaging.broadcasts.models import Broadcast, BroadcastRecipient
from convite.messaging.broadcasts.queries import (
    DUE,
    audience_of,
    left_out_guests,
    next_recipients,
    one_recipient,
)
from convite.messaging.broadcasts.rules import subject_of, text_of
from convite.messaging.broadcasts.schemas import (
    MAX_AUDIENCE,
    Audience,
    BroadcastFields,
    BroadcastPreview,
    BroadcastPreviewRequest,
    BroadcastWords,
)
from convite.messaging.delivery.actions import queue_mail
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import Occasion, RenderedText
from convite.messaging.wording.actions import Letter, queue_letters
from convite.messaging.wording.queries import Recipient, address_of, values_for
from convite.people.identity.queries import user_by_id

#: People per transaction.
BATCH = 500
#: Recipients that one statement inserts.
ROWS = 5000


async def add(tx: Tx, actor: Actor, event: Event, body: BroadcastFields) -> Broadcast:
    """Writes a broadcast as a draft."""
    row = Broadcast(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        created_by=actor.id if actor.kind == "user" else None,
        **columns(body.model_dump(mode="json", exclude_none=True)),
    )
    tx.add(row)
    await tx.flush()
    await record_change(tx, actor, row, "added")
    return row


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
            "This message has already been sent.",
            name="wrong-state",
            current_status=broadcast.status,
        ).with_text("sent")
    patch(broadcast, columns(values))
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


async def preview(tx: Tx, event: Event, wanted: BroadcastPreviewRequest) -> BroadcastPreview:
    """The message one of the audience would get; sends nothing.

    Raises:
        NotFound: the wanted guest isn't in the audience.
    """
    found = await audience_of(tx, event.id, wanted.audience, wanted.channel)
    reached = [key for key, reason in found if reason is None]
    person = await one_recipient(tx, event.id, reached, wanted.guest_id, wanted.place)
    if person is None and wanted.guest_id is not None:
        raise NotFound("This guest gets no message.")
    letter = await letter_for(tx, event, wanted, person, {}) if person else None
    return BroadcastPreview(
        name=person.guest.name if person else None,
        to=address_of(person.guest, wanted.channel) if person else None,
        locale=letter.locale if letter else None,
        subject=letter.subject if letter else wanted.subject,
        text=letter.text if letter else wanted.body,
        recipients=len(reached),
        left_out=dict(Counter(reason for _, reason in found if reason is not None)),
        without=await left_out_guests(tx, event.id, dict(found)),
    )


async def letter_for(
    tx: Tx,
    event: Event,
    words: Broadcast | BroadcastWords,
    person: Recipient,
    occasions: dict[Any, Occasion],
) -> Letter:
    """A broadcast's message to one guest, in their language."""
    locale, translations, values = await values_for(tx, event, person, occasions)
    return Letter(
        person=person,
        locale=locale,
        subject=subject_of(words.subject, words.kind, values, translations),
        text=text_of(words.body, words.kind, values, translations),
        link=values["link"],
    )


async def send(
    tx: Tx, actor: Actor, event: Event, broadcast: Broadcast, at: datetime | None
) -> Broadcast:
    """Begins to send a draft, or schedules it.

    Raises:
        Conflict: the event isn't published.
        Invalid: the time is past, nobody would get it, or it is for too many.
        WrongState: it is being sent already, or was canceled.
    """
    if event.status not in ("published", "completed"):
        raise Conflict(
            "Publish the event before you write to its guests.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("draft")
    if at is not None:
        if at <= now():
            raise invalid("scheduled_for", PAST)
        broadcast.scheduled_for = at
        if broadcast.status == "scheduled":
            await record_change(tx, actor, broadcast, "scheduled")
        else:
            await move(tx, actor, broadcast, "scheduled", BroadcastChanged, what="scheduled")
        return broadcast
    if not await settle_audience(tx, broadcast):
        english = "Nobody of these guests can be reached this way. Choose others."
        raise Invalid(FieldText(name="broadcast.nobody", english=english))
    await start(tx, actor, broadcast)
    return broadcast


async def settle_audience(tx: Tx, broadcast: Broadcast) -> int:
    """Writes down whom the broadcast goes to and whom it leaves out; returns how many get it.

    Raises:
        Invalid: it is for too many.
    """
    audience = Audience(**broadcast.audience)
    found = await audience_of(tx, broadcast.event_id, audience, broadcast.channel)
    if len(found) > MAX_AUDIENCE:
        english = f"A message can go to at most {MAX_AUDIENCE} guests. Narrow the filters."
        text = FieldText(name="broadcast.most", english=english, values={"most": MAX_AUDIENCE})
        raise Invalid(text)
    same = {
        "broadcast_id": broadcast.id,
        "organization_id": broadcast.organization_id,
        "event_id": broadcast.event_id,
    }
    rows = [{**same, "attendee_id": key, "left_out": reason} for key, reason in found]
    for at in range(0, len(rows), ROWS):
        await tx.execute(insert(BroadcastRecipient).values(rows[at : at + ROWS]))
    broadcast.recipients = sum(reason is None for _, reason in found)
    broadcast.left_out = len(found) - broadcast.recipients
    return broadcast.recipients


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


async def resume(tx: Tx, actor: Actor, broadcast: Broadcast) -> None:
    """Sends on."""
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


async def retry_failed(tx: Tx, actor: Actor, broadcast: Broadcast) -> int:
    """Queues the failed messages of a broadcast again; returns how many."""
    failed = Message.broadcast_id == broadcast.id, Message.status == "failed"
    again = {"status": "queued", "tries": 0, "error": None, "run_after": now()}
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


async def send_test(
    tx: Tx, actor: Actor, event: Event, wanted: BroadcastPreviewRequest
) -> tuple[str, str]:
    """Mails a message to whoever writes it, as one of the audience would get it.

    Raises:
        Conflict: their account has no e-mail address.
        NotFound: nobody of the audience gets one.
    """
    user = await user_by_id(tx, actor.id) if actor.kind == "user" and actor.id else None
    if user is None or not user.email:
        raise Conflict("Your account has no e-mail address.", name="no-address").with_text("own")
    sample = await preview(tx, event, wanted)
    if sample.locale is None:
        raise NotFound("Nobody of these guests can be reached this way.")
    to = {"organization_id": event.organization_id, "event_id": event.id, "user_id": user.id}
    words = RenderedText(subject=sample.subject, text=sample.text)
    address = {"address": user.email}
    status = await queue_mail(tx, to | address, sample.locale, words, key=f"test.{new_id()}")
    return user.email, status


async def queue_due(system: Database) -> None:
    """Queues the messages of every broadcast that is being sent or due."""
    for row in await system.pool.fetch(DUE):
        principal = Principal(organization_id=row["organization_id"])
        while await queue_batch(system, principal, row["id"]):
            continue


async def queue_batch(system: Database, principal: Principal, broadcast_id: UUID) -> bool:
    """Queues messages to a broadcast's next people; returns whether there are more.

    Locks the broadcast for the whole batch; other workers skip it.
    """
    async with system.tx(principal) as tx:
        found = await tx.execute(
            select(Broadcast)
            .where(Broadcast.id == broadcast_id, Broadcast.status.in_(("scheduled", "sending")))
            .with_for_update(skip_locked=True)
        )
        broadcast = found.scalar_one_or_none()
        event = await event_by_id(tx, broadcast.event_id) if broadcast else None
        if broadcast is None or event is None:
            return False
        if broadcast.status == "scheduled":
            await settle_audience(tx, broadcast)
            await start(tx, SYSTEM, broadcast)
            return True
        people = await next_recipients(tx, broadcast, BATCH)
        if people:
            await write(tx, event, broadcast, people)
            return True
        broadcast.sent_at = now()
        await move(tx, SYSTEM, broadcast, "sent", BroadcastSent)
        return False


async def write(tx: Tx, event: Event, broadcast: Broadcast, people: Sequence[Recipient]) -> None:
    """Queues a message to each, and stores how far the broadcast got.

    Behind single messages and codes of the same organization, which don't wait for thousands.
    """
    occasions: dict[Any, Occasion] = {}
    letters = [await letter_for(tx, event, broadcast, person, occasions) for person in people]
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


async def cancel_open(tx: Tx, event_id: UUID) -> None:
    """Cancels the unfinished broadcasts of a canceled event, except of its cancellation itself."""
    found = await tx.execute(
        select(Broadcast)
        .where(
            Broadcast.event_id == event_id,
            Broadcast.status.in_(("scheduled", "sending", "paused")),
        )
        .with_for_update()
    )
    for broadcast in found.scalars().all():
        await cancel(tx, SYSTEM, broadcast)
