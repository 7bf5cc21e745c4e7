"""Writes of issued tickets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Base, Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.language import translator
from convite.core.log import Actor, Fact, record_many
from convite.core.search import email_key
from convite.doors.issuing.queries import attendees_of_guests, guests_by_emails, proven_emails
from convite.doors.issuing.rules import Admitted, people_of
from convite.doors.orders.models import Order, OrderLine
from convite.doors.orders.queries import WholeOrder
from convite.doors.plusones.rules import name_of_unnamed
from convite.events.event.models import Event
from convite.people.guests.actions import added_fact, set_keys
from convite.people.guests.models import Guest
from convite.people.guests.rules import is_same_name, split_name
from convite.room.attendees.actions import (
    NewAttendee,
    Reply,
    answer,
    answered_fact,
    joined_fact,
    new_attendee,
)
from convite.room.attendees.models import Attendee
from convite.room.capacity.actions import add_taken


@dataclass
class Issue:
    """What issuing tickets for several orders of an event writes."""

    event: Event
    actors: Mapping[UUID, Actor]
    guests: dict[str, Guest]
    listed: dict[UUID, Attendee]
    #: The proven e-mails of the accounts that ordered, by account.
    proven: Mapping[UUID, str]
    rows: list[Base] = field(default_factory=list)
    facts: list[tuple[Actor, Fact]] = field(default_factory=list)
    #: People of the list who hadn't come by an order, and come by one now.
    attached: dict[UUID, Reply] = field(default_factory=dict)
    #: Whose attendee each line is, and who in the address book each order's buyer.
    lines: list[tuple[OrderLine, UUID]] = field(default_factory=list)
    buyers: list[tuple[Order, UUID]] = field(default_factory=list)
    #: Places that were counted for people who had one already.
    counted_twice: int = 0


async def issue(
    tx: Tx,
    event: Event,
    orders: Sequence[WholeOrder],
    *,
    addons: Collection[UUID],
    actors: Mapping[UUID, Actor],
    more_rows: Sequence[Base] = (),
) -> None:
    """Puts the people of orders on the event's list, each with a ticket, and names them in the lines.

    The event's pool is locked and has their places counted as taken. Somebody who is on the list by
    another door gets their ticket there; whoever has a ticket already gets another one as a companion.
    `more_rows` are new rows that are written in the same statement: orders and lines.
    """
    people = {one.order.id: people_of(one.order, one.lines, addons) for one in orders}
    keys = {one.key for group in people.values() for one in group if one.key}
    keys |= {one.order.email_key for one in orders if one.order.email_key}
    guests = await guests_by_emails(tx, event.organization_id, keys)
    listed = await attendees_of_guests(tx, event.id, [guest.id for guest in guests.values()])
    buyers = {one.order.user_id for one in orders if one.order.user_id is not None}
    made = Issue(
        event=event,
        actors=actors,
        guests=guests,
        listed=listed,
        proven=await proven_emails(tx, buyers),
    )
    for one in orders:
        admit(one.order, people[one.order.id], made)
    if more_rows:
        name_people(made)
        await insert_rows(tx, [*made.rows, *more_rows])
    else:  # orders that are there already can only name who is written before
        await insert_rows(tx, made.rows)
        name_people(made)
    if made.counted_twice:
        await add_taken(tx, event.id, -made.counted_twice)
    if made.attached:
        await answer(tx, event, made.attached)
    by_actor: dict[Actor, list[Fact]] = {}
    for actor, fact in made.facts:
        by_actor.setdefault(actor, []).append(fact)
    for actor, facts in by_actor.items():
        await record_many(tx, actor, facts)


def name_people(made: Issue) -> None:
    """Names the people of lines and the buyers of orders."""
    for line, attendee_id in made.lines:
        line.attendee_id = attendee_id
    for order, guest_id in made.buyers:
        order.guest_id = guest_id


def admit(
    order: Order,
    people: Sequence[Admitted],
    made: Issue,
) -> None:
    """Adds the people of one order to what is written."""
    buyer = guest_of(order, order.buyer_name, order.buyer_email, made)
    made.buyers.append((order, buyer.id))
    taken: set[UUID] = set()
    for number, person in enumerate(people, 1):
        guest = buyer if person.is_buyer else None
        if guest is None and person.key:
            guest = guest_of(order, person.name or order.buyer_name, person.email, made)
        present = made.listed.get(guest.id) if guest else None
        if present is not None and not (
            present.ticket_type_id is None and is_trusted(order, person.key, made)
        ):
            guest = None
        if guest is None or guest.id in taken:
            guest, present = companion_of(order, buyer, person, number, made), None
        taken.add(guest.id)
        kind = person.line.ticket_type_id
        if present is None:
            attendee = join(order, guest, kind, made, is_buyer=guest is buyer)
            made.lines.append((person.line, attendee.id))
        else:
            made.lines.append((person.line, present.id))
            present.ticket_type_id = kind
            made.attached[present.id] = Reply(status="going", actor=made.actors[order.id])
            # `answer` counts a place for whoever hasn't one
            made.counted_twice += 1


def is_trusted(order: Order, key: str | None, made: Issue) -> bool:
    """Whether an e-mail is proven to be the buyer's, or the team placed the order.

    Otherwise whoever knows somebody's address could get the ticket of the person who has it.
    """
    return order.channel != "online" or (
        key is not None and order.user_id is not None and made.proven.get(order.user_id) == key
    )


def join(order: Order, guest: Guest, kind: UUID, made: Issue, *, is_buyer: bool) -> Attendee:
    """Somebody new on the event's list, who is going."""
    actor = made.actors[order.id]
    attendee = new_attendee(actor, made.event, guest, NewAttendee(door="order"))
    attendee.status, attendee.responded_at, attendee.ticket_type_id = "going", now(), kind
    attendee.answers, attendee.version = {}, 1
    if is_buyer:
        attendee.user_id = guest.user_id or order.user_id
    made.listed[guest.id] = attendee
    made.rows.append(attendee)
    made.facts += [
        (actor, joined_fact(attendee, guest)),
        (actor, answered_fact(attendee, guest.name, "pending")),
    ]
    return attendee


def guest_of(order: Order, name: str, email: str | None, made: Issue) -> Guest:
    """The guest with an e-mail, made if the address book has none."""
    known = made.guests.get(email_key(email)) if email else None
    if known is None:
        return write(named_guest(order, name, email), order, made)
    # under another name, a stranger isn't told whose address it is
    if is_trusted(order, known.email_key, made) or is_same_name(known.name, name):
        return known
    guest = named_guest(order, name, None)
    guest.reached_through = known.id
    return write(guest, order, made)


def named_guest(order: Order, name: str, email: str | None) -> Guest:
    """The row of a guest. Name and e-mail were checked when the order was placed."""
    first_name, last_name = split_name(name)
    guest = Guest(
        id=new_id(),
        organization_id=order.organization_id,
        first_name=first_name[:200],
        last_name=last_name[:200],
        email=email,
        locale=order.locale,
    )
    set_keys(guest)
    return guest


def companion_of(order: Order, buyer: Guest, person: Admitted, number: int, made: Issue) -> Guest:
    """A guest of their own for somebody without an e-mail, or with one that has a ticket already."""
    is_named = bool(person.name) and not person.is_buyer
    name = person.name
    if not is_named:
        name = name_of_unnamed(translator(order.locale).gettext, buyer.name, number)
    guest = named_guest(order, name, None)
    guest.is_listed, guest.reached_through = is_named, buyer.id
    return write(guest, order, made)


def write(guest: Guest, order: Order, made: Issue) -> Guest:
    """Adds a new guest to what is written."""
    if guest.email_key:
        made.guests[guest.email_key] = guest
    made.rows.append(guest)
    made.facts.append((made.actors[order.id], added_fact(guest)))
    return guest
