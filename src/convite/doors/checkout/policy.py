"""Who may order tickets for an event, and the desk at which their orders meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal
from convite.core.hot import Entering, HotAccess, HotDoor, Place
from convite.core.log import Actor
from convite.core.problems import NotFound, NotKnown, driver_error, is_away
from convite.core.request import Caller
from convite.core.search import email_key
from convite.doors.checkout.actions import place_orders
from convite.doors.checkout.rules import Wish
from convite.doors.orders.schemas import OrderOut
from convite.events.event.policy import enter_event, guesses_limited
from convite.events.event.queries import event_by_id, public_place
from convite.people.blocks.queries import hidden_people

#: What anybody may at an event that anybody may open.
ORDER = frozenset({"order_tickets"})
#: An order, or why there is none.
Placed = OrderOut | Exception


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
        rights=access.rights,
        user_id=user_id,
        caller=who,
    )


async def order_at_desk(door: HotDoor, place: Place, wish: Wish) -> OrderOut:
    """Places an order together with the others that arrive for the event.

    Raises:
        TooMany: too many were placed for this e-mail, each of which gets a mail.
        Problem: it can't be placed; see `pricing.rules.quote`.
    """
    email = wish.body.buyer.email
    if wish.channel == "online" and email:
        await door.state.budgets.spend("order-address", email_key(email))
    return await door.desk(order_batch).ask(place, wish)


async def order_batch(door: HotDoor, place: Place, wishes: Sequence[Wish]) -> Sequence[Placed]:
    """Runs one batch of the desk; the second request of a key waits for the first.

    It never raises, since the desk would then send everything again, also what was placed.
    """
    outcomes: dict[int, Placed] = {}
    while len(outcomes) < len(wishes):
        turn: dict[tuple[str, ...], int] = {}
        for number, wish in enumerate(wishes):
            if number not in outcomes:
                turn.setdefault(wish.keyed.names if wish.keyed else (str(number),), number)
        numbers = list(turn.values())
        placed = await place_turn(door, place, [wishes[number] for number in numbers])
        outcomes |= dict(zip(numbers, placed, strict=True))
    return [outcomes[number] for number in range(len(wishes))]


async def place_turn(door: HotDoor, place: Place, wishes: Sequence[Wish]) -> Sequence[Placed]:
    """Places orders together, or one by one if the database refuses one.

    After a lost connection nobody knows whether they were placed: all get the error.
    """
    try:
        async with door.database.tx(Principal(organization_id=place.organization_id)) as tx:
            return await place_orders(tx, place.event_id, wishes)
    except Exception as error:  # given to whoever asked, or met again by the order it is about
        if len(wishes) == 1 or is_away(driver_error(error)):
            return [error] * len(wishes)
    return [(await place_turn(door, place, [wish]))[0] for wish in wishes]
