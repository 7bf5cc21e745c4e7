"""Jobs that tell of join requests."""

from convite.core.queue import Job, on
from convite.doors.requests.facts import JoinRequestCanceled, JoinRequestDecided, JoinRequested
from convite.doors.waitlist.facts import (
    GuestsLetIn,
    WaitlistConverted,
    WaitlistExpired,
    WaitlistOffered,
)
from convite.events.event.queries import Place
from convite.messaging.delivery.actions import confirm_answer
from convite.messaging.notifications.actions import settle
from convite.messaging.requestnews import actions


@on(JoinRequested, "tell_hosts")
async def tell_hosts(job: Job) -> None:
    """Hosts are told who asks to come."""
    fact = job.fact
    await actions.tell_hosts(job.database, fact.actor, fact.organization_id, fact.object_id)


@on(JoinRequestDecided, "tell_requester")
async def tell_requester(job: Job) -> None:
    """The requester is told what was decided; to the other hosts the request is no news any more."""
    fact, version = job.fact, int(job.fact.data["version"])
    tenant, key = fact.organization_id, fact.object_id
    await actions.tell_requester(job.database, fact.actor, tenant, key, version)
    await settle_request(job)


@on(JoinRequestCanceled, "settle_request")
async def settle_request(job: Job) -> None:
    """A request that was decided or taken back is no news to hosts."""
    fact = job.fact
    if fact.event_id is not None:
        place = Place(organization_id=fact.organization_id, event_id=fact.event_id)
        await settle(job.database, fact.actor, place, "join_request", [fact.object_id])


@on(JoinRequestCanceled, "tell_place_given_back")
async def tell_place_given_back(job: Job) -> None:
    """Hosts are told that somebody whom they had accepted doesn't come."""
    fact = job.fact
    is_own = fact.actor.kind == "user" and str(fact.actor.id) == str(fact.data["user_id"])
    if is_own and fact.changes.get("status", [""])[0] == "accepted":
        await actions.tell_of_change(job.database, fact, "join_request_canceled")


@on(WaitlistConverted, "tell_place_taken")
async def tell_place_taken(job: Job) -> None:
    """Hosts are told who took a free place."""
    await actions.tell_of_change(job.database, job.fact, "waitlist_converted")


@on(WaitlistOffered, "tell_of_offer", lane="urgent")
async def tell_of_offer(job: Job) -> None:
    """Whoever waited is told that places are kept for them."""
    await actions.tell_waiting(job.database, job.fact, "offered")


@on(WaitlistExpired, "tell_of_expired_offer")
async def tell_of_expired_offer(job: Job) -> None:
    """Whoever didn't answer an offer is told that it is over."""
    await actions.tell_waiting(job.database, job.fact, "expired")


@on(GuestsLetIn, "confirm_places", lane="urgent")
async def confirm_places(job: Job) -> None:
    """Guests who waited are told that they have a place."""
    async with job.tx() as tx:
        await confirm_answer(tx, job.fact.id, job.fact.object_id, is_let_in=True)
