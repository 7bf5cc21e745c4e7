"""Writes of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import Actor, Fact, record, record_many
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.core.search import email_key, fold_words
from convite.core.shapes import patch
from convite.core.tasks import Task, start_task
from convite.doors.invitations.facts import InvitationCreated, InvitationSent, InvitationUpdated
from convite.doors.invitations.models import (
    Invitation,
    InvitationPart,
    code_hashes,
    parts_of_party,
)
from convite.doors.invitations.queries import (
    Party,
    SendHistory,
    country_of,
    ids_with_email,
    invitation_by_id,
    lock_invitations,
    send_histories,
    sending_refusal,
    skip_reason,
    times_sent,
    with_people,
)
from convite.doors.invitations.rules import too_many_named
from convite.doors.invitations.schemas import (
    InvitationFields,
    LeftOut,
    ManySent,
    PartyGuest,
    SendMany,
)
from convite.events.event.models import Event
from convite.events.parts.queries import check_parts
from convite.events.takedown.rules import taken_down
from convite.events.team.queries import is_in_reach, reach_in_book
from convite.people.guests.actions import added_fact, check_reached_through, new_guest
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email, guest_by_id
from convite.people.guests.rules import label_of
from convite.room.attendees.actions import (
    NewAttendee,
    check_not_on_list,
    joined_fact,
    new_attendee,
    remove_attendees,
)
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, already_on_event, party_of
from convite.room.capacity.actions import lock_pool
from convite.room.undo.actions import lock_standings, remember


@dataclass(kw_only=True, slots=True)
class NewParties:
    """New rows of several parties, and the facts about them, written together."""

    guests: list[Guest] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    attendees: list[Attendee] = field(default_factory=list)
    parts: list[InvitationPart] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    async def write(self, tx: Tx, actor: Actor) -> None:
        """Writes the rows in one statement; the log with the commit."""
        await insert_rows(tx, [*self.guests, *self.invitations, *self.parts, *self.attendees])
        await record_many(tx, actor, self.facts)


async def find_or_make(
    tx: Tx, actor: Actor, event: Event, named: PartyGuest, new: NewParties
) -> Guest:
    """Finds the guest in the address book by id or e-mail, or makes a new one.

    Raises:
        Conflict: the guest is already on the event's list.
        Invalid: the address book has no guest with this id, or not for the actor.
    """
    guest: Guest | None = None
    if named.guest_id is not None:
        guest = await guest_in_reach(tx, actor, event, named.guest_id)
        if guest is None:
            english = "This guest isn't in the address book."
            raise invalid("guest_id", FieldText(name="invitation.no-guest", english=english))
    elif named.email:
        key = email_key(named.email)
        made = next((one for one in new.guests if one.email_key == key), None)
        if made is not None:
            return made
        guest = await guest_by_email(tx, event.organization_id, named.email)
    if guest is not None:
        await check_not_on_list(tx, event, guest)
        return guest
    country = await country_of(tx, event) if named.phone else None
    guest = new_guest(named, organization_id=event.organization_id, country=country)
    guest.notes = ""  # notes for an event's team aren't the whole organization's
    await check_reached_through(tx, guest)
    new.guests.append(guest)
    new.facts.append(added_fact(guest))
    return guest


async def guest_in_reach(tx: Tx, actor: Actor, event: Event, guest_id: UUID) -> Guest | None:
    """A guest of the event's address book whom the actor may see."""
    guest = await guest_by_id(tx, guest_id)
    if guest is None or guest.organization_id != event.organization_id:
        return None
    user_id = actor.id if actor.kind == "user" else None
    reach = await reach_in_book(tx, event.organization_id, user_id)
    return guest if await is_in_reach(tx, guest.id, reach) else None


def join_party(
    actor: Actor,
    event: Event,
    invitation: Invitation,
    guests: Sequence[tuple[Guest, PartyGuest]],
    new: NewParties,
) -> list[Person]:
    """Puts a party's guests on the event's list.

    Raises:
        Conflict: a guest is named twice.
    """
    people = []
    for guest, named in guests:
        twin = next((one for one in new.attendees if one.guest_id == guest.id), None)
        if twin is not None:
            raise already_on_event(guest, twin)
        of: dict[str, Any] = {"invitation_id": invitation.id, "party_sort_key": invitation.sort_key}
        details = NewAttendee(**of, side=named.side, notes=named.notes)
        attendee = new_attendee(actor, event, guest, details)
        new.attendees.append(attendee)
        new.facts.append(joined_fact(attendee, guest))
        people.append(Person(attendee=attendee, guest=guest, seat_id=None, seat_number=None))
    return people


def default_label(guests: Sequence[Guest]) -> str:
    """The label of a party that wasn't given one."""
    if not guests:
        return "Guests"
    return label_of([(guest.first_name, guest.last_name) for guest in guests])


async def invite(tx: Tx, actor: Actor, event: Event, body: InvitationFields) -> Party:
    """Invites one party and adds its guests to the event's list.

    Raises:
        Conflict: a guest is already on the list, or the event is canceled or over.
        Invalid: more guests are named than `max_guests` allows.
    """
    return (await invite_many(tx, actor, event, [body]))[0]


async def invite_many(
    tx: Tx, actor: Actor, event: Event, bodies: Sequence[InvitationFields]
) -> list[Party]:
    """Invites several parties, all or none; raises as `invite`."""
    check_open(event)
    new, parties = NewParties(), []
    for body in bodies:
        guests = [
            (await find_or_make(tx, actor, event, named, new), named) for named in body.guests
        ]
        if body.max_guests is not None and body.max_guests < len(guests):
            raise invalid("max_guests", too_many_named(len(guests)))
        invitation = new_invitation(
            event,
            label=body.label or default_label([guest for guest, _ in guests]),
            message=body.message,
            max_guests=max(1, body.max_guests or len(guests)),
            created_by=actor.id if actor.kind == "user" else None,
        )
        invitation.locale, invitation.expires_at = body.locale, body.expires_at
        new.invitations.append(invitation)
        if body.part_ids is not None:
            await check_parts(tx, event, body.part_ids, "part_ids")
            new.parts += parts_of_party(invitation, dict.fromkeys(body.part_ids))
        new.facts.append(InvitationCreated.of(invitation))
        people = join_party(actor, event, invitation, guests, new)
        parties.append(Party(invitation=invitation, people=people))
    await new.write(tx, actor)
    if event.has_parts:  # which the database has asked them about
        return await with_people(tx, [party.invitation for party in parties])
    return parties


def check_open(event: Event) -> None:
    """Rejects invitations to an event that is canceled or over, or was taken down."""
    if event.taken_down_at is not None:
        raise taken_down()
    if event.status in ("canceled", "completed"):
        raise Conflict(
            f"The event is {event.status}.", name="wrong-state", current_status=event.status
        ).with_text("over")


def new_invitation(
    event: Event, *, label: str, message: str, max_guests: int, created_by: UUID | None
) -> Invitation:
    """Builds a new invitation with its codes."""
    invitation_id = new_id()
    link, typed = code_hashes(invitation_id, 0)
    return Invitation(
        id=invitation_id,
        organization_id=event.organization_id,
        event_id=event.id,
        label=label,
        sort_key=fold_words(label),
        message=message,
        max_guests=max_guests,
        created_by=created_by,
        code_hash=link,
        short_hash=typed,
        reissue=0,
    )


async def add_to_party(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, named: Sequence[PartyGuest]
) -> list[Person]:
    """Adds guests to a party, and raises its `max_guests` if they don't fit.

    Raises:
        NotFound: the invitation has been deleted meanwhile.
        Conflict: it or the event is canceled, or a guest is already on the list.
    """
    # in the order of whoever cancels the invitation, so that one waits for the other
    await lock_pool(tx, event.id)
    check_open(event)
    found = await invitation_by_id(tx, invitation.id, lock=True)
    if found is None:
        raise NotFound
    invitation = found
    if invitation.canceled_at is not None:
        raise Conflict("This invitation has been canceled.", name="canceled")
    present, new = len(await party_of(tx, invitation.id)), NewParties()
    guests = [(await find_or_make(tx, actor, event, one, new), one) for one in named]
    added = join_party(actor, event, invitation, guests, new)
    await new.write(tx, actor)
    if present + len(added) > invitation.max_guests:
        invitation.max_guests = present + len(added)
        invitation.version += 1
    await record_update(tx, actor, invitation)
    return added


async def record_update(
    tx: Tx, actor: Actor, invitation: Invitation, changes: dict[str, Any] | None = None
) -> None:
    """Records a change of an invitation or its derived status."""
    await record(tx, actor, await updated_fact(tx, invitation, changes))


async def updated_fact(
    tx: Tx, invitation: Invitation, changes: dict[str, Any] | None = None
) -> InvitationUpdated:
    """The fact of an update; reloads the invitation, whose status is derived from its guests."""
    await tx.flush()
    await tx.refresh(invitation)
    return InvitationUpdated.of(invitation, changes=changes or {})


async def change_invitation(
    tx: Tx, actor: Actor, invitation: Invitation, values: dict[str, Any]
) -> None:
    """Changes an invitation's details (not its guests' replies)."""
    if "max_guests" in values:
        named = len(await party_of(tx, invitation.id))
        if values["max_guests"] < named:
            raise invalid("max_guests", too_many_named(named))
    changed = patch(invitation, values)
    if "label" in changed:
        invitation.sort_key = fold_words(invitation.label)
    if changed:
        await record_update(tx, actor, invitation, changed)


async def send(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, *, again: bool = False
) -> None:
    """Sends an invitation by e-mail, through the outbox, to those of its guests with an address.

    Raises:
        Conflict: it was canceled, the event isn't published, no guest has an address, or they have
            replied and it isn't sent `again` on purpose.
    """
    if invitation.canceled_at is not None:
        raise Conflict("This invitation has been canceled.", name="canceled")
    check_published(event)
    if not any(person.guest.email for person in await party_of(tx, invitation.id)):
        raise Conflict(
            "No one in this party has an e-mail address; share the link or QR code instead.",
            name="no-address",
        )
    if invitation.responded_at is not None and not again:
        raise Conflict(
            "They have already replied. Send it again only if you mean to.", name="answered"
        )
    invitation.sent_at = now()
    invitation.version += 1
    await tx.flush()
    await record(tx, actor, sent_fact(invitation, await times_sent(tx, invitation.id) + 1))
    await tx.refresh(invitation)


def check_published(event: Event) -> None:
    """Rejects sending before guests can reply on their page."""
    if (refusal := sending_refusal(event)) is not None:
        raise refusal


#: Most invitations sent within the request; more are sent by a task.
MAX_AT_ONCE = 2000
SEND_KIND = "send_invitations"


async def send_many(
    tx: Tx,
    actor: Actor,
    event: Event,
    ids: Sequence[UUID],
    batch_id: UUID,
    *,
    again: bool = False,
) -> ManySent:
    """Sends invitations under one batch id; those that can't be sent are skipped and listed.

    So are parties that have replied, unless sent `again`. Idempotent per batch id; locks in order of id.

    Raises:
        Conflict: the event isn't published.
    """
    check_published(event)
    tx.trace.batch_id = batch_id
    invitations = await lock_invitations(tx, event.id, ids)
    reachable = await ids_with_email(tx, ids)
    histories = await send_histories(tx, ids, batch_id)
    reasons = {
        key: skip_reason(invitations.get(key), reachable, histories.get(key), again=again)
        for key in dict.fromkeys(ids)
    }
    left_out = [LeftOut(id=key, reason=reason) for key, reason in reasons.items() if reason]
    ready = [invitations[key] for key, reason in reasons.items() if not reason]
    for invitation in ready:
        history = histories.get(invitation.id, SendHistory())
        if not history.in_batch:
            invitation.sent_at = now()
            invitation.version += 1
            await record(tx, actor, sent_fact(invitation, history.times + 1))
    return ManySent(batch_id=batch_id, sent=len(ready), left_out=left_out)


def sent_fact(invitation: Invitation, time: int) -> InvitationSent:
    """The fact of sending an invitation for the `time`-th time."""
    return InvitationSent.of(invitation, time=time)


async def send_later(tx: Tx, actor: Actor, event: Event, request: SendMany, batch_id: UUID) -> Task:
    """Queues a task that sends many invitations."""
    check_published(event)
    return await start_task(
        tx,
        actor,
        kind=SEND_KIND,
        lane="bulk",
        organization_id=event.organization_id,
        event_id=event.id,
        parameters={"batch_id": str(batch_id), **request.model_dump(mode="json")},
    )


async def remove_guest(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, attendee_id: UUID
) -> None:
    """Removes one guest from a party and from the event."""
    if attendee_id not in {person.attendee.id for person in await party_of(tx, invitation.id)}:
        raise NotFound
    before = await lock_standings(tx, event.id, [attendee_id])
    await remove_attendees(tx, actor, event, [attendee_id])
    await remember(tx, event, "removed", before)
    await record_update(tx, actor, invitation)
