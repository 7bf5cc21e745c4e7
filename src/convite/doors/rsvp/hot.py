"""Hot verbs of seat holds, seat choices and replies.

Holds are here and not in `room.holds`, because the invitation decides whether a party may still
choose seats.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.bodies import decoded, read_model
from convite.core.budgets import network_of
from convite.core.db import Principal, ReadTx, Tx
from convite.core.hot import Entering, HotAccess, HotDoor, HotRequest, HotVerb, Place
from convite.core.ids import new_id
from convite.core.problems import FieldText, Gone, NotFound, Problem, invalid
from convite.core.request import Caller
from convite.doors.invitations.policy import InvitationAccess
from convite.doors.invitations.queries import (
    invitation_by_id,
)
from convite.doors.placeholds.actions import hold_places
from convite.doors.placeholds.rules import PlacesRequest
from convite.doors.replies.actions import PartyReply
from convite.doors.replies.policy import reply_at_desk
from convite.doors.replies.queries import closed_for, reply_deadline
from convite.doors.replies.schemas import PartyAnswer
from convite.doors.rsvp import actions
from convite.doors.rsvp.policy import rsvp_of, rsvp_out
from convite.doors.rsvp.queries import seats_by_host
from convite.doors.rsvp.schemas import RsvpOut, SeatChoices
from convite.events.event.policy import EventAccess, enter_by_code, guesses_limited
from convite.events.event.queries import event_by_id
from convite.events.event.schemas import settings_in_force
from convite.events.visitors.policy import enter_or_visit
from convite.events.visitors.queries import most_held
from convite.room.blocks.actions import BlockRequest, hold_blocks
from convite.room.holds.actions import hold_with_wait
from convite.room.holds.queries import SeatsTaken, seats_taken_problem
from convite.room.holds.rules import HoldRequest, anonymous_holder
from convite.room.holds.schemas import Block, Hold, HoldBody


@dataclass(frozen=True, kw_only=True)
class HolderAccess(HotAccess):
    """A caller who may hold seats, and the limits of their holds."""

    holder_kind: str
    #: None for a buyer without an account, whose holds are known by their key.
    holder_id: UUID | None
    is_staff: bool
    #: Why they can't choose seats now, or None.
    refusal: Problem | None
    #: The party's reply deadline, compared with the database's clock.
    closes_at: datetime | None
    hold_seconds: int
    seats_per_holder: int


async def read_holder(tx: ReadTx, access: EventAccess) -> HolderAccess:
    """Reads the access that the cache stores."""
    event, key = access.event, access.invitation_id
    invitation = await invitation_by_id(tx, key) if key else None
    if key is not None and invitation is None:
        raise NotFound
    is_guest, is_staff = key is not None, access.can("edit_seats")
    user_id = access.token.user_id if access.token else None
    holder_id = key or (access.device.id if access.device else user_id)
    kind = "guest" if is_guest else "user" if holder_id else "anonymous"
    limit = settings_in_force(None, event.settings).seats_per_holder
    return HolderAccess(
        organization_id=event.organization_id,
        event_id=event.id,
        actor=access.actor,
        rights=access.rights,
        holder_kind=kind,
        holder_id=holder_id,
        is_staff=is_staff,
        refusal=(None if is_staff else seats_by_host(event))
        or closed_for(event, invitation, by_guest=is_guest),
        closes_at=reply_deadline(event, invitation) if is_guest else None,
        hold_seconds=event.hold_seconds,
        seats_per_holder=await most_held(tx, event.id) if kind == "anonymous" else limit,
    )


async def enter_holder(door: HotDoor, entering: Entering) -> HolderAccess:
    """Authenticates a caller who holds seats."""
    return await enter_or_visit(door, entering, read_holder)


async def holds(door: HotDoor, request: HotRequest[HolderAccess, HoldBody]) -> Hold:
    """Holds seats, all or none: `seat_ids`, or a `block` of adjacent seats; or `places` without seats.

    Needs no account at a public event that sells tickets: the answer's `key` is then the proof of whose
    the hold is, and further holds of the same buyer send it along.
    """
    access, body = request.access, request.body
    check_one(body)
    if access.holder_id is None:
        await door.state.budgets.spend("visitor-hold", network_of(request.sent.client))
    hold = hold_request(access, body, request.request_id)
    place = Place(access.organization_id, access.event_id)
    if body.places is not None:
        wanted = PlacesRequest(places=body.places, ticket_type_id=body.ticket_type_id, hold=hold)
        return await hold_places(door.database, place, wanted)
    if access.refusal is not None:
        raise access.refusal
    try:
        if body.block is None:
            return await door.desk(hold_batch).ask(place, hold)
        check_block(body.block)
        return await door.desk(block_batch).ask(place, BlockRequest(block=body.block, hold=hold))
    except SeatsTaken as taken:
        async with door.database.desk(access.organization_id) as connection:
            raise await seats_taken_problem(connection, access.event_id, taken) from None


def check_one(body: HoldBody) -> None:
    """Requires seats, a block or places, and only one of them."""
    if [body.seat_ids, body.block, body.places].count(None) != 2:
        english = "Send either seat_ids, block or places."
        raise invalid("seat_ids", FieldText(name="hold.either", english=english))


def hold_request(access: HolderAccess, body: HoldBody, request_id: UUID) -> HoldRequest:
    """The request to the hold desk, with the caller's limits."""
    key, actor = new_id(), access.actor
    holder_id = access.holder_id or anonymous_holder(body.key or key)
    return HoldRequest(
        key=key,
        actor=actor if actor.id else replace(actor, id=holder_id),
        holder_kind=access.holder_kind,
        holder_id=holder_id,
        seat_ids=tuple(dict.fromkeys(body.seat_ids or ())),
        seconds=access.hold_seconds,
        closes_at=access.closes_at,
        max_seats=None if access.is_staff else access.seats_per_holder,
        is_staff=access.is_staff,
        request_id=request_id,
    )


def check_block(block: Block) -> None:
    """Requires either a number of places or the whole block."""
    if (block.places is None) != block.whole:
        english = "Send either places or whole."
        raise invalid("block.places", FieldText(name="block.either", english=english))


async def hold_batch(
    door: HotDoor, place: Place, requests: Sequence[HoldRequest]
) -> Sequence[Hold | Exception]:
    """Runs one batch of the hold desk, for the event's organization."""
    outcomes = await hold_with_wait(door.database, place.organization_id, place.event_id, requests)
    if any(isinstance(outcome, Hold) for outcome in outcomes):
        door.database.wake({place.event_id})
    return outcomes


async def block_batch(
    door: HotDoor, place: Place, requests: Sequence[BlockRequest]
) -> Sequence[Hold | Exception]:
    """Runs one batch of the block desk."""
    outcomes = await hold_blocks(
        door.database, place.organization_id, place.event_id, door.state.map_caches, requests
    )
    door.database.wake({place.event_id})
    return outcomes


@dataclass(frozen=True, kw_only=True)
class BearerAccess(HotAccess):
    """The bearer of an invitation's code."""

    invitation_id: UUID


async def enter_bearer(door: HotDoor, entering: Entering) -> BearerAccess:
    """Authenticates the bearer of the code in the path; guesses are limited by network address."""
    guesses = guesses_limited(door.state.budgets, entering.client, Caller(code=entering.key))
    async with door.database.read() as tx, guesses:
        access = await enter_by_code(tx, entering.key, None)
    if access.invitation_id is None:
        raise NotFound
    return BearerAccess(
        organization_id=access.event.organization_id,
        event_id=access.event.id,
        actor=access.actor,
        rights=access.rights | {"own_invitation"},
        invitation_id=access.invitation_id,
    )


@asynccontextmanager
async def reply_transaction(
    door: HotDoor, request: HotRequest[BearerAccess, Any]
) -> AsyncIterator[tuple[Tx, InvitationAccess]]:
    """Opens a transaction and reads the current invitation and event; commits at the end."""
    bearer = request.access
    principal = Principal(
        organization_id=bearer.organization_id, invitation_id=bearer.invitation_id
    )
    async with door.database.tx(principal) as tx:
        tx.trace.request_id = request.request_id
        event = await event_by_id(tx, bearer.event_id)
        if event is None:
            raise Gone("This event no longer exists.")
        invitation = await invitation_by_id(tx, bearer.invitation_id)
        if invitation is None:
            raise NotFound
        access = EventAccess(
            event=event,
            actor=bearer.actor,
            rights=bearer.rights,
            invitation_id=bearer.invitation_id,
        )
        yield tx, InvitationAccess(event=access, invitation=invitation)


async def answer_rsvp(door: HotDoor, request: HotRequest[BearerAccess, PartyAnswer]) -> RsvpOut:
    """Stores a party's reply, per guest, with plus-ones."""
    bearer = request.access
    if request.body.message:
        await door.state.budgets.spend("guest-message", str(bearer.invitation_id))
    reply = PartyReply(
        actor=bearer.actor,
        invitation_id=bearer.invitation_id,
        body=request.body,
        request_id=request.request_id,
    )
    stored = await reply_at_desk(door, Place(bearer.organization_id, bearer.event_id), reply)
    access = EventAccess(
        event=stored.event,
        actor=bearer.actor,
        rights=bearer.rights,
        invitation_id=bearer.invitation_id,
    )
    shown = InvitationAccess(event=access, invitation=stored.party.invitation)
    return rsvp_out(shown, stored.party, stored.questions, stored.tally)


async def choose_seats(door: HotDoor, request: HotRequest[BearerAccess, SeatChoices]) -> RsvpOut:
    """Seats guests of the party, all or none."""
    async with reply_transaction(door, request) as (tx, access):
        event, seats = access.event, request.body.seats
        await actions.choose_seats(
            tx, event.actor, event.event, access.invitation, seats, access.holder
        )
        return await rsvp_of(tx, access)


def answer_verb(method: str) -> HotVerb:
    """The verb of replies; PUT and PATCH are the same and keep fields that aren't sent."""
    return HotVerb(
        method=method,
        path="/api/rsvp/{code}",
        right="own_invitation",
        enter=enter_bearer,
        is_keyed_by_path=True,
        decode=read_model(PartyAnswer),
        run=answer_rsvp,
        takes=(PartyAnswer,),
        gives=RsvpOut,
        tag="Answers",
        operation_id=f"{method.lower()}_rsvp",
    )


VERBS = (
    HotVerb(
        method="POST",
        path="/api/events/{event_id}/holds",
        right="hold_seats",
        enter=enter_holder,
        decode=lambda body: decoded(body, HoldBody),
        run=holds,
        status=201,
        takes=(HoldBody,),
        gives=Hold,
        tag="Seats",
    ),
    HotVerb(
        method="POST",
        path="/api/rsvp/{code}/seats",
        right="own_invitation",
        enter=enter_bearer,
        is_keyed_by_path=True,
        decode=read_model(SeatChoices),
        run=choose_seats,
        takes=(SeatChoices,),
        gives=RsvpOut,
        tag="Answers",
    ),
    answer_verb("PUT"),
    answer_verb("PATCH"),
)
