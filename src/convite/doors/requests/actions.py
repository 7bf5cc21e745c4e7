"""Writes of join requests.

Locks are taken in the order of `room.attendees.actions`: the event's pool first, then requests by id.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, update

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.job_options import AT_ONCE, JobOptions
from convite.core.log import Actor, record
from convite.core.machine import move_many, wrong_state
from convite.core.problems import Conflict, Gone, NotFound, Problem
from convite.doors.admission.actions import (
    check_not_listed,
    check_profile,
    check_room,
    check_turn,
    free_kept,
    keep_places,
    make_party,
)
from convite.doors.admission.queries import is_in_team
from convite.doors.cancellation.actions import cancel_invitation, delete_invitation
from convite.doors.invitations.actions import check_open
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.requests.facts import (
    JoinRequestCanceled,
    JoinRequestDecided,
    JoinRequested,
    JoinRequestReopened,
)
from convite.doors.requests.models import JoinRequest
from convite.doors.requests.queries import (
    UNDO_SECONDS,
    accepted_of,
    asking_refusal,
    check_places,
    has_ordered,
    lock_requests,
    seconds_since_decided,
)
from convite.doors.requests.schemas import JoinRequestCreate
from convite.events.event.models import Event
from convite.events.questions.actions import answers_fault
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.room.capacity.actions import lock_pool
from convite.room.capacity.models import CapacityPool
from convite.room.tickettypes.queries import sells_tickets

#: For how long places are kept for whoever was accepted where tickets are sold.
TIME_TO_ORDER = timedelta(hours=48)


async def ask_to_join(
    tx: Tx, actor: Actor, event: Event, user: User, body: JoinRequestCreate
) -> JoinRequest:
    """Asks for places at an event; at an open one it is accepted at once.

    Raises:
        Conflict: the event takes no requests now, is their own or has too few places left (`sold-out`),
            or they have asked already or are on its list.
        NotAllowed: only invited guests can come.
        Gone: the deadline has passed.
        Invalid: too many places, or an answer that can't be used.
    """
    pool = await lock_pool(tx, event.id)
    refusal = asking_refusal(event, is_team=await is_in_team(tx, event, user))
    if refusal is not None:
        raise refusal
    if event.approval == "open" and await sells_tickets(tx, event.id):
        text = "Tickets for this event are ordered on its page."
        raise Conflict(text, name="needs-ticket")
    check_places(event, body.places)
    questions = await questions_of(tx, EVENT, event.id, scope="request")
    fault = answers_fault(questions, body.answers, field="answers", complete=True)
    if fault is not None:
        raise fault
    await check_not_listed(tx, event, user)
    await check_profile(tx, event, user)
    check_room(event, pool, body.places)
    await check_turn(tx, event, pool)
    request = JoinRequest(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        user_id=user.id,
        name=user.name,
        message=body.message,
        answers=body.answers,
        places=body.places,
    )
    tx.add(request)
    await tx.flush()
    await tx.refresh(request)
    await record(tx, actor, JoinRequested.of(request, requests_delta=request.places))
    if event.approval == "open":
        await accept(tx, actor, event, request, pool)
    return request


async def accept(
    tx: Tx,
    actor: Actor,
    event: Event,
    request: JoinRequest,
    pool: CapacityPool,
    host_message: str = "",
) -> None:
    """Takes the places of a (locked) request and makes a party of the people it is for.

    Where tickets are sold, the places are kept instead, to be ordered with `hold_key`.

    Whatever speaks against it is found before anything is written.

    Raises:
        Conflict: too few places are left, the requester is on the list by now, or has no account
            any more; or the event was canceled or is over.
        WrongState: the request isn't pending.
    """
    check_pending(request, "accepted")
    check_open(event)
    check_room(event, pool, request.places)
    user = await user_by_id(tx, request.user_id)
    if user is None:
        raise Conflict("This account no longer exists. Decline the request.", name="account-gone")
    await check_not_listed(tx, event, user)
    if await sells_tickets(tx, event.id):
        kept = await keep_places(tx, event, pool, user.id, request.places, TIME_TO_ORDER)
        request.hold_key, request.order_by = kept.key, kept.until
    else:
        invitation = await make_party(
            tx, actor, event, user, places=request.places, answers=request.answers
        )
        request.invitation_id = invitation.id
    await decide(tx, actor, request, "accepted", host_message)


def check_pending(request: JoinRequest, status: str) -> None:
    """Rejects a decision about a (locked) request that isn't pending.

    Raises:
        WrongState: carries its `current_status`.
    """
    if request.status != "pending":
        raise wrong_state(request, status)


async def decide(
    tx: Tx, actor: Actor, request: JoinRequest, status: str, host_message: str
) -> None:
    """Keeps a decision about a (locked) request, of which the requester is told a little later.

    At an open event nobody decides, and they are told at once.

    Raises:
        WrongState: the request isn't pending.
    """
    check_pending(request, status)
    is_own = actor.kind == "user" and actor.id == request.user_id
    await tx.flush()
    await move_many(tx, JoinRequest, [request.id], status)
    await keep_decision(tx, request, actor, host_message)
    fact = JoinRequestDecided.of(
        request,
        requests_delta=-request.places,
        changes={"status": ("pending", status)},
    )
    later = JobOptions(run_after=now() + timedelta(seconds=UNDO_SECONDS))
    await record(tx, actor, fact, AT_ONCE if is_own else later)


async def keep_decision(tx: Tx, request: JoinRequest, actor: Actor, host_message: str) -> None:
    """Writes who decided a request and when, by the database's clock, and reads it again."""
    await tx.execute(
        update(JoinRequest)
        .where(JoinRequest.id == request.id)
        .values(
            host_message=host_message,
            decided_by=actor.id if actor.kind == "user" else None,
            decided_at=func.clock_timestamp(),
        )
        .execution_options(synchronize_session=False)
    )
    await tx.refresh(request)


async def decide_many(
    tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID], status: str, host_message: str
) -> tuple[list[JoinRequest], list[tuple[UUID, Problem]]]:
    """Decides several requests alike, in the order given; those that can't be are returned with why.

    One that doesn't fit keeps no later one from fitting.
    """
    tx.trace.batch_id = new_id()
    await lock_pool(tx, event.id)
    requests = await lock_requests(tx, event.id, ids)
    decided, left_out = [], []
    for key in dict.fromkeys(ids):
        request = requests.get(key)
        try:
            if request is None:
                raise NotFound
            if status == "accepted":
                # read again, since the one before took places
                pool = await lock_pool(tx, event.id)
                await accept(tx, actor, event, request, pool, host_message)
            else:
                await decide(tx, actor, request, status, host_message)
            decided.append(request)
        except Problem as problem:
            left_out.append((key, problem))
    return decided, left_out


async def lock_request(tx: Tx, event: Event, key: UUID) -> JoinRequest:
    """One of the event's requests as it is now, locked after the event's pool.

    Raises:
        NotFound: there is no such request.
    """
    await lock_pool(tx, event.id)
    request = (await lock_requests(tx, event.id, [key])).get(key)
    if request is None:
        raise NotFound
    return request


async def accept_one(
    tx: Tx, actor: Actor, event: Event, key: UUID, host_message: str
) -> JoinRequest:
    """Accepts a request; raises as `accept`."""
    request = await lock_request(tx, event, key)
    await accept(tx, actor, event, request, await lock_pool(tx, event.id), host_message)
    return request


async def decline_one(
    tx: Tx, actor: Actor, event: Event, key: UUID, host_message: str
) -> JoinRequest:
    """Declines a request; raises as `decide`."""
    request = await lock_request(tx, event, key)
    await decide(tx, actor, request, "declined", host_message)
    return request


async def reopen(tx: Tx, actor: Actor, event: Event, key: UUID) -> JoinRequest:
    """Undoes a decision of which the requester hasn't been told yet; accepted places are free again.

    Raises:
        WrongState: it wasn't decided, or was taken back.
        Gone: it was decided too long ago.
        Conflict: one of the people has been at the door, or they have ordered.
    """
    request = await lock_request(tx, event, key)
    if request.status not in ("accepted", "declined"):
        raise wrong_state(request, "pending")
    if await seconds_since_decided(tx, request) > UNDO_SECONDS:
        raise Gone("The requester has been told already.", name="undo-too-late").with_text("told")
    if request.hold_key is not None and await has_ordered(tx, event.id, request.user_id):
        raise Conflict("They have ordered already. Cancel their order instead.", name="has-ordered")
    before, party_id = request.status, request.invitation_id
    await move_many(tx, JoinRequest, [request.id], "pending")
    if request.hold_key is not None:
        await free_kept(tx, request.hold_key)
    request.invitation_id = request.hold_key = request.order_by = None
    await keep_decision(tx, request, actor, "")
    invitation = await invitation_by_id(tx, party_id) if party_id else None
    if invitation is not None:
        await delete_invitation(tx, actor, event, invitation)
    changes = {"status": (before, "pending")}
    fact = JoinRequestReopened.of(request, requests_delta=request.places, changes=changes)
    await record(tx, actor, fact)
    return request


async def cancel(tx: Tx, actor: Actor, event: Event, key: UUID) -> JoinRequest:
    """Takes one's own request back; if it was accepted, its people are off the list.

    Raises:
        WrongState: it was declined or taken back already.
    """
    request = await lock_request(tx, event, key)
    if request.status not in ("pending", "accepted"):
        raise wrong_state(request, "canceled")
    party_id = request.invitation_id
    if request.hold_key is not None:
        await free_kept(tx, request.hold_key)
    await end(tx, actor, request)
    invitation = await invitation_by_id(tx, party_id) if party_id else None
    if invitation is not None and invitation.canceled_at is None:
        await cancel_invitation(tx, actor, event, invitation)
    return request


async def end(tx: Tx, actor: Actor, request: JoinRequest) -> None:
    """Marks a (locked) pending or accepted request as canceled."""
    before = request.status
    await tx.flush()
    await move_many(tx, JoinRequest, [request.id], "canceled")
    await tx.refresh(request)
    fact = JoinRequestCanceled.of(
        request,
        requests_delta=-request.places if before == "pending" else 0,
        changes={"status": (before, "canceled")},
    )
    await record(tx, actor, fact)


async def end_with_party(tx: Tx, actor: Actor, invitation_id: UUID) -> None:
    """Marks the request of a party that the team has canceled as canceled, so that they may ask again."""
    request = await accepted_of(tx, invitation_id)
    if request is not None:
        await end(tx, actor, request)
