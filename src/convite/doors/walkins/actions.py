"""Writes of walk-ins."""

from convite.core.db import Tx
from convite.core.log import Actor
from convite.core.problems import Conflict, NotFound
from convite.doors.invitations.queries import country_of
from convite.doors.walkins.queries import attendee_by_nonce, free_seat
from convite.doors.walkins.schemas import WalkIn
from convite.entrance.checkin.schemas import Scan
from convite.entrance.queue.actions import judge_queue
from convite.events.event.models import Event
from convite.events.event.queries import KnownDevice
from convite.people.guests.actions import add_guest
from convite.people.guests.schemas import GuestFields
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import NewAttendee, Reply, add_attendee, answer
from convite.room.attendees.queries import Person, person_by_id
from convite.room.capacity.actions import lock_pool


async def walk_in_at_device(
    tx: Tx, actor: Actor, event: Event, body: WalkIn, device: KnownDevice
) -> Person:
    """Adds a walk-in for a device, under the device's name and by default at its gate.

    The e-mail is ignored, so that a device can't probe the address book. Walk-ins that were queued
    offline are accepted after the event has completed.

    Raises:
        Conflict: the event isn't open, or is full.
    """
    if not (event.is_open or (body.at and event.status == "completed")):
        closed = Conflict("The event isn't open.", name="wrong-state", current_status=event.status)
        raise closed.with_text("not-open")
    body.device, body.gate, body.email = device.name, body.gate or device.gate, None
    return await walk_in(tx, actor, event, body)


async def walk_in(tx: Tx, actor: Actor, event: Event, body: WalkIn) -> Person:
    """Adds a guest to the list, takes a place, optionally seats them, and checks them in.

    At the door of a part that they may not come to, they come to the event without it.
    Idempotent per nonce.

    Raises:
        Conflict: the event is full.
    """
    # Serializes uploads of the same nonce: the second waits, then finds the first.
    await lock_pool(tx, event.id)
    attendee_id = await attendee_by_nonce(tx, event.id, body.nonce)
    if attendee_id is None:
        fields = GuestFields.model_validate({"name": body.name, "email": body.email})
        country = await country_of(tx, event)
        guest = await add_guest(
            tx, actor, fields, organization_id=event.organization_id, country=country
        )
        arrival = NewAttendee(door="walk_in", notes=body.notes)
        attendee = await add_attendee(tx, actor, event, guest, arrival)
        reply = Reply(status="going", actor=actor)
        if (await answer(tx, event, {attendee.id: reply}))[attendee.id] != "going":
            raise Conflict("The event is full.", name="event-full")
        attendee_id = attendee.id
        seat = await free_seat(tx, event.id) if body.seat else None
        if seat is not None and actor.id is not None:
            choice = Choice(attendee_id=attendee_id, seat_id=seat)
            await assign(tx, actor, event, [choice], Holder(id=actor.id, is_staff=True))
        scan = Scan(
            nonce=body.nonce, attendee_id=attendee_id, at=body.at, gate=body.gate,
            device=body.device, method="manual", part_id=body.part_id,
        )  # fmt: skip
        [came] = await judge_queue(tx, actor, event, [scan])
        if came.result != "ok":  # the part is full, or only for those who are invited to it
            scan.part_id = None
            await judge_queue(tx, actor, event, [scan])
    person = await person_by_id(tx, event.id, attendee_id)
    if person is None:
        raise NotFound
    return person
