"""Writes of a party's replies: who is coming, plus-ones and seats."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotAllowed
from convite.doors.invitations.actions import change_invitation
from convite.doors.invitations.facts import (
    InvitationOpened,
)
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import AttendanceCreate
from convite.doors.parts.actions import choose_parts
from convite.doors.replies.actions import (
    answer_all,
    answer_party,
    check_open,
    check_required,
)
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.doors.responses.actions import mark_one_answered
from convite.doors.rsvp.queries import member_of, named_or_only_guest, seats_by_host
from convite.doors.rsvp.schemas import SeatChoice
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.models import Direction
from convite.entrance.checkin.schemas import Scan
from convite.events.event.actions import check_not_canceled
from convite.events.event.models import Event
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import (
    unseat,
)
from convite.room.attendees.queries import Person, party_of
from convite.room.details.actions import change_attendee


async def mark_opened(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks the invitation as opened; called by the page's script, not by fetching the page."""
    if invitation.opened_at is not None or invitation.canceled_at is not None:
        return
    invitation.opened_at = now()
    await record(tx, actor, InvitationOpened.of(invitation))


async def change_party(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, values: dict[str, Any]
) -> None:
    """Changes an invitation's details; `status` replies for everybody.

    Raises:
        NotAllowed: a guest changes more than the reply.
    """
    status = values.pop("status", None)
    if values:
        check_team(actor)
    if "part_ids" in values:
        await choose_parts(tx, actor, event, invitation, values.pop("part_ids"))
    if values:
        await change_invitation(tx, actor, invitation, values)
    if status is not None:
        await answer_all(tx, actor, event, invitation, status)


def check_team(actor: Actor) -> None:
    """Rejects changes by a guest that only the host may make."""
    if actor.kind == "guest":
        raise NotAllowed("Guests can only change their own reply; the host manages the rest.")


async def choose_seats(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    choices: Sequence[SeatChoice],
    holder: Holder,
) -> None:
    """Seats guests of a party, all or none; a guest's choice counts as the party's reply.

    Raises:
        NotAllowed: guests can't choose seats at this event.
        Gone, Conflict: replies are closed, or a seat is taken.
        NotFound: a guest isn't in this party.
    """
    await seat_people(tx, actor, event, invitation, choices, holder)
    if actor.kind == "guest":
        await mark_one_answered(tx, actor, invitation)


async def seat_people(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    choices: Sequence[SeatChoice],
    holder: Holder,
) -> None:
    """Seats guests of a party, without marking the invitation as answered."""
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    chosen = [member_of(people, choice.guest) for choice in choices]
    # a seat counts as a reply, so what a reply needs is needed here too
    await check_required(tx, actor, event, invitation, [one for one in chosen if is_pending(one)])
    assignments = [
        Choice(attendee_id=person.attendee.id, seat_id=choice.seat_id)
        for person, choice in zip(chosen, choices, strict=True)
    ]
    await assign(tx, actor, event, assignments, holder)


def is_pending(person: Person) -> bool:
    """Whether a guest hasn't replied."""
    return person.attendee.status == "pending"


async def release_seats(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, guests: Sequence[UUID] | None
) -> None:
    """Releases the seats of these guests of the party, or everybody's.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `choose_seats`.
    """
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    chosen = people if guests is None else [member_of(people, key) for key in guests]
    await unseat(tx, actor, [person.attendee.id for person in chosen])


def check_guests_pick(actor: Actor, event: Event) -> None:
    """Rejects guests who choose seats if the host assigns them."""
    refusal = seats_by_host(event)
    if actor.kind == "guest" and refusal is not None:
        raise refusal


async def answer_guest(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    holder: Holder,
    key: UUID,
    values: dict[str, Any],
) -> UUID:
    """Changes one guest of a party: reply, answers, seat, and the team's notes.

    Only the given fields are changed.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    person = member_of(await party_of(tx, invitation.id), key)
    attendee_id = person.attendee.id
    fields: dict[str, Any] = {name: values[name] for name in ("side", "notes") if name in values}
    if fields:
        check_team(actor)
        await change_attendee(tx, actor, person.attendee, fields)
    told = {name: values[name] for name in ("status", "answers", "parts") if name in values}
    has_reply = len(told) > 0
    if has_reply:
        reply = GuestAnswered(id=attendee_id, **told)
        await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[reply]))
    if "seat_id" in values:
        if values["seat_id"] is None:
            await release_seats(tx, actor, event, invitation, [attendee_id])
        else:
            choice = SeatChoice(guest=attendee_id, seat_id=values["seat_id"])
            await seat_people(tx, actor, event, invitation, [choice], holder)
        if actor.kind == "guest" and not has_reply:
            await mark_one_answered(tx, actor, invitation)
    return attendee_id


async def attend(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    holder: Holder,
    choice: AttendanceCreate,
) -> UUID:
    """Assigns a seat to a guest of the invitation; a pending guest is marked as coming.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    person = named_or_only_guest(people, choice.guest_id)
    values: dict[str, Any] = {"seat_id": choice.seat_id}
    if person.attendee.status == "pending":
        values["status"] = "accepted"
    return await answer_guest(tx, actor, event, invitation, holder, person.attendee.id, values)


async def check_in_party(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    keys: Sequence[UUID] | None,
    direction: Direction,
) -> list[Person]:
    """Checks guests of a party in or out; without `keys`, everybody coming or pending.

    Raises:
        Conflict: the event was canceled, nobody is coming, or all are already in (or out).
        NotFound: a guest isn't in this party.
    """
    check_not_canceled(event)
    people = await party_of(tx, invitation.id)
    if keys is None:
        attendees = [person.attendee for person in people]
        ids = [attendee.id for attendee in attendees if attendee.status in ("going", "pending")]
    else:
        ids = [member_of(people, key).attendee.id for key in keys]
    if not ids:
        raise Conflict("No one in this party is coming.", name="not-coming")
    requests = [
        ScanRequest(
            scan=Scan(nonce=str(new_id()), attendee_id=key, direction=direction, method="manual"),
            actor=actor,
        )
        for key in ids
    ]
    tx.trace.touched.add(event.id)
    results = await scan(tx.driver, event.id, requests)
    if all(result.result in ("not_coming", "already_in", "already_out") for result in results):
        raise Conflict(
            f"The guest is {results[0].result.replace('_', ' ')}.",
            name=results[0].result.replace("_", "-"),
        ).with_text("door")
    people = await party_of(tx, invitation.id)
    return [person for person in people if person.attendee.id in ids]
