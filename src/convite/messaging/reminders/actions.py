"""Writes of reminders: created, sent in batches, stopped for guests who have replied.

Each batch is one transaction that queues messages and stores how far it got, so that a worker may
die at any moment: committed messages aren't queued again, the others are. A message's key names
reminder and guest, and the table keeps it unique.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import DATABASE_FAULTS, Principal, Tx, load
from convite.core.log import SYSTEM, Actor, record
from convite.core.machine import move
from convite.core.problems import PAST, Conflict, FieldText, Invalid, NotFound, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import Occasion
from convite.messaging.reminders.facts import ReminderChanged, ReminderSent
from convite.messaging.reminders.models import Reminder
from convite.messaging.reminders.queries import (
    DUE,
    MAX_REMINDERS,
    counts,
    next_recipients,
    reminders_of,
)
from convite.messaging.reminders.rules import offset_of, subject_of, text_of
from convite.messaging.reminders.schemas import (
    PreviewRequest,
    ReminderFields,
    ReminderPreview,
    ReminderWords,
)
from convite.messaging.wording.actions import Letter, queue_letters
from convite.messaging.wording.queries import Recipient, address_of, values_for, without_link

#: People per transaction.
BATCH = 500

log = logging.getLogger("convite.messages")


async def add(tx: Tx, actor: Actor, event: Event, body: ReminderFields) -> Reminder:
    """Creates a reminder.

    Raises:
        Invalid: neither an offset nor a time, or both; a time in the past; too many reminders.
    """
    check_time(body.offset_minutes, body.send_at)
    if len(await reminders_of(tx, event.id)) >= MAX_REMINDERS:
        english = f"An event can have at most {MAX_REMINDERS} reminders."
        raise Invalid(
            FieldText(name="reminder.most", english=english, values={"most": MAX_REMINDERS})
        )
    row = Reminder(
        organization_id=event.organization_id,
        event_id=event.id,
        created_by=actor.id if actor.kind == "user" else None,
        **body.model_dump(),
    )
    tx.add(row)
    await tx.flush()
    await record_change(tx, actor, row, "added")
    return row


def check_time(offset_minutes: int | None, send_at: datetime | None) -> None:
    """Exactly one of the two, and not in the past."""
    if (offset_minutes is None) == (send_at is None):
        english = "Send either offset_minutes or send_at."
        raise invalid("offset_minutes", FieldText(name="reminder.either", english=english))
    if send_at is not None and send_at <= now():
        raise invalid("send_at", PAST)


async def change(tx: Tx, actor: Actor, reminder: Reminder, values: dict[str, Any]) -> Reminder:
    """Changes a reminder that hasn't been sent; `status` cancels or reactivates it.

    Raises:
        Conflict: it was sent, or is being sent.
    """
    status = values.pop("status", None)
    if values and reminder.status in ("sending", "sent"):
        raise Conflict(
            "This reminder has already been sent.",
            name="wrong-state",
            current_status=reminder.status,
        ).with_text("sent")
    if "send_at" in values or "offset_minutes" in values:
        for name in ("send_at", "offset_minutes"):  # setting one clears the other
            values.setdefault(name, None)
        check_time(values["offset_minutes"], values["send_at"])
    patch(reminder, values)
    await tx.flush()
    if status is not None and status != reminder.status:
        await move(tx, actor, reminder, status, ReminderChanged, what=status)
    else:
        await tx.refresh(reminder)
        await record_change(tx, actor, reminder, status or "changed")
    return reminder


async def remove(tx: Tx, actor: Actor, reminder: Reminder) -> None:
    """Deletes a reminder; messages already sent are kept.

    Raises:
        Conflict: it is being sent.
    """
    if reminder.status == "sending":
        sending = Conflict("This reminder is being sent; cancel it first.", name="wrong-state")
        raise sending.with_text("sending")
    await record_change(tx, actor, reminder, "removed")
    await tx.delete(reminder)


async def record_change(tx: Tx, actor: Actor, reminder: Reminder, what: str) -> None:
    """Records a change of a reminder."""
    fact = ReminderChanged.of(reminder, what=what)
    await record(tx, actor, fact)


async def copy_reminders(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies the reminders to a duplicated event, none of them sent.

    A fixed time is moved to the same distance from the start; if the event has no start, it isn't
    copied.
    """
    for reminder in await reminders_of(tx, source.id):
        offset = offset_of(reminder.offset_minutes, reminder.send_at, source.starts_at)
        if reminder.status == "canceled" or offset is None:
            continue
        values = {name: getattr(reminder, name) for name in ReminderWords.model_fields}
        tx.add(
            Reminder(
                organization_id=target.organization_id,
                event_id=target.id,
                created_by=target.host_user_id,
                offset_minutes=offset,
                **values,
            )
        )
    await tx.flush()


async def preview(
    tx: Tx, event: Event, wanted: PreviewRequest, *, sees_links: bool
) -> ReminderPreview:
    """The message that one of the audience would get; sends nothing.

    Raises:
        NotFound: nobody of the audience has an address, or this guest hasn't.
    """
    reminder = Reminder(
        event_id=event.id, organization_id=event.organization_id,
        **wanted.model_dump(exclude={"guest_id"}),
    )  # fmt: skip
    found = await next_recipients(tx, reminder, 1, guest_id=wanted.guest_id)
    if not found:
        raise NotFound("None of these guests can be reached by this channel.")
    person = found[0] if sees_links else without_link(found[0])
    words = await words_for(tx, event, reminder, person, {})
    recipients, without = await counts(tx, event.id, wanted.audience, wanted.channel)
    return ReminderPreview(
        name=person.guest.name, to=address_of(person.guest, reminder.channel), locale=words["locale"],
        subject=words["subject"], text=words["text"], recipients=recipients, without_address=without,
    )  # fmt: skip


async def words_for(
    tx: Tx, event: Event, reminder: Reminder, person: Recipient, occasions: dict[Any, Occasion]
) -> dict[str, Any]:
    """Subject and text in the guest's language."""
    locale, words, values = await values_for(tx, event, person, occasions)
    return {
        "locale": locale,
        "subject": subject_of(reminder.subject, reminder.audience, values, words),
        "text": text_of(reminder.body, reminder.channel, reminder.audience, values, words),
        "link": values["link"],
    }


async def queue_due(system: Database) -> None:
    """Queues the messages of every reminder that is due."""
    for row in await system.pool.fetch(DUE):
        principal = Principal(organization_id=row["organization_id"])
        try:
            while await queue_batch(system, principal, row["id"], has_begun=row["has_begun"]):
                continue
        except DATABASE_FAULTS:
            raise
        except Exception:  # one that can't be queued doesn't hold up the others
            log.exception("reminder %s can't be queued", row["id"])


async def queue_batch(
    system: Database, principal: Principal, reminder_id: UUID, *, has_begun: bool
) -> bool:
    """Queues messages to a reminder's next people; returns whether there are more.

    Locks the reminder for the whole batch; other workers skip it.
    """
    async with system.tx(principal) as tx:
        found = await tx.execute(
            select(Reminder)
            .where(Reminder.id == reminder_id, Reminder.status.in_(("scheduled", "sending")))
            .with_for_update(skip_locked=True)
        )
        reminder = found.scalar_one_or_none()
        event = await event_by_id(tx, reminder.event_id) if reminder else None
        if reminder is None or event is None:
            return False
        if reminder.status == "scheduled":
            # skip relative reminders after the start; a fixed time was the host's choice
            late = has_begun and reminder.send_at is None and reminder.offset_minutes != 0
            to = "missed" if late else "sending"
            await move(tx, SYSTEM, reminder, to, ReminderChanged, what=to)
            if late:
                return False
        people = await next_recipients(tx, reminder, BATCH)
        if people:
            await write(tx, event, reminder, people)
            return True
        reminder.sent_at = now()
        await move(tx, SYSTEM, reminder, "sent", ReminderSent)
        return False


async def write(tx: Tx, event: Event, reminder: Reminder, people: Sequence[Recipient]) -> None:
    """Queues a message to each, and stores how far the reminder got."""
    occasions: dict[Any, Occasion] = {}
    letters = [
        Letter(person=person, **await words_for(tx, event, reminder, person, occasions))
        for person in people
    ]
    key = f"reminder.{reminder.id}"
    made = await queue_letters(
        tx, event, letters, channel=reminder.channel, key=key, of={"reminder_id": reminder.id}
    )
    reminder.recipients += made["queued"]
    reminder.suppressed += made["suppressed"]
    reminder.reached_id = people[-1].attendee_id
    await tx.flush()


# Unsent messages to people who hadn't replied, delayed by somebody's quiet hours.
STOP_FOR_ANSWERED = """
UPDATE messages m SET status = 'suppressed', updated_at = now()
FROM reminders r, attendees a
WHERE r.id = m.reminder_id AND r.audience = 'unanswered' AND m.status = 'queued'
  AND m.event_id = a.event_id AND m.guest_id = a.guest_id
  AND a.invitation_id = :invitation AND a.status <> 'pending'
"""


async def stop_answered(tx: Tx, invitation_id: UUID) -> None:
    """Cancels reminders to people who have replied."""
    await tx.execute(text(STOP_FOR_ANSWERED), {"invitation": invitation_id})


# Channels without a provider: due messages go to the outbox page.
TO_OUTBOX = """
UPDATE messages SET status = 'outbox', updated_at = now()
WHERE id IN (
  SELECT id FROM messages WHERE status = 'queued' AND run_after <= now() AND channel <> ALL ($1)
  ORDER BY id LIMIT 2000 FOR UPDATE SKIP LOCKED)
"""


async def to_outbox(system: Database) -> None:
    """Moves due messages without a provider to the outbox page."""
    configured = [channel.name for channel in CHANNELS.values() if channel.is_configured]
    while await system.pool.execute(TO_OUTBOX, configured) == "UPDATE 2000":
        continue


async def reminder_of_event(tx: Tx, event_id: UUID, reminder_id: UUID) -> Reminder:
    """A reminder of the event, locked for a change.

    Raises:
        NotFound: the event has no such reminder.
    """
    row = await load(tx, Reminder, reminder_id, lock=True)
    if row is None or row.event_id != event_id:
        raise NotFound
    return row


async def cancel_open(tx: Tx, event_id: UUID) -> None:
    """Cancels unsent reminders of a canceled event."""
    await tx.execute(
        update(Message)
        .where(Message.event_id == event_id, Message.status == "queued")
        .where(Message.reminder_id.is_not(None))
        .values(status="suppressed")
    )
