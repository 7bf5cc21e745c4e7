"""Who may order tickets for an event."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal
from convite.core.hot import Entering, HotAccess, HotDoor
from convite.core.log import Actor
from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller
from convite.events.event.policy import enter_event, guesses_limited
from convite.events.event.queries import event_by_id, public_place
from convite.people.blocks.queries import hidden_people

ORDER = frozenset({"order"})


@dataclass(frozen=True, kw_only=True)
class BuyerAccess(HotAccess):
    """Somebody who may order, with an account or without."""

    user_id: UUID | None
    caller: Caller


async def check_sells(door: HotDoor, access: BuyerAccess) -> None:
    """Checks that the caller may sell tickets for the event's team.

    Raises:
        NotKnown: nobody is logged in.
        NotFound: they aren't of the team.
        NotAllowed: their role doesn't include it.
    """
    if access.caller.token is None:
        raise NotKnown
    async with door.database.read() as tx:
        team = await enter_event(tx, access.caller, "event", access.event_id)
    team.need("edit_event")


async def enter_buyer(door: HotDoor, entering: Entering) -> BuyerAccess:
    """Anybody, at events that anybody may open; else its team and whoever has an invitation's code.

    Raises:
        NotFound: there is no such event, not for them, or they and its host blocked each other.
    """
    try:
        event_id = UUID(entering.key)
    except ValueError:
        raise NotFound from None
    who = entering.who
    user_id = who.token.user_id if who.token else None
    async with door.database.read() as tx:
        if user_id is not None:
            await tx.enter(Principal(user_id=user_id))
        else:
            await tx.ensure_entered()
        place = await public_place(tx, event_id)
        hidden = await hidden_people(tx) if place and user_id else frozenset()
        if place is not None:
            await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
            event = await event_by_id(tx, event_id)
            if event is None or event.host_user_id in hidden:
                raise NotFound
            actor = who.token.actor if who.token else Actor(kind="guest", via="order")
            return BuyerAccess(
                organization_id=place.organization_id,
                event_id=event_id,
                actor=actor,
                rights=ORDER,
                user_id=user_id,
                caller=who,
            )
    async with (
        guesses_limited(door.state.budgets, entering.client, who),
        door.database.read() as tx,
    ):
        access = await enter_event(tx, who, "event", event_id)
    return BuyerAccess(
        organization_id=access.event.organization_id,
        event_id=event_id,
        actor=access.actor,
        rights=ORDER,
        user_id=user_id,
        caller=who,
    )
