"""The hot verb that places orders: those that arrive for an event together are placed together."""

from collections.abc import Sequence

from convite.core.bodies import read_model
from convite.core.budgets import network_of
from convite.core.db import Principal
from convite.core.hot import HotDoor, HotRequest, HotVerb, Place
from convite.core.idempotency import HEADER, keyed_body
from convite.core.problems import driver_error, is_away
from convite.doors.checkout.actions import Wish, place_orders
from convite.doors.checkout.policy import BuyerAccess, check_sells, enter_buyer
from convite.doors.orders.schemas import OrderCreate, OrderOut

#: An order, or why there is none.
Placed = OrderOut | Exception

PATH = "/api/events/{event_id}/orders"


async def order_tickets(door: HotDoor, request: HotRequest[BuyerAccess, OrderCreate]) -> OrderOut:
    """Orders tickets. Their places are held until `expires_at`; a free order is paid at once.

    Needs no account: the answer's `secret`, sent as `X-Order-Secret`, opens the order later. 409
    `sold-out` says how many are `left`. With another `channel` than `online` it is the team's sale.
    """
    access, sent = request.access, request.sent
    channel = request.body.channel
    is_own = channel == "online"
    if is_own:
        await door.state.budgets.spend("order", network_of(sent.client))
    else:
        await check_sells(door, access)
    principal = f"user:{access.user_id}" if access.user_id else "anybody"
    path = PATH.replace("{event_id}", str(access.event_id))
    wish = Wish(
        actor=access.actor,
        body=request.body,
        locale=request.body.locale or request.locale,
        user_id=access.user_id if is_own else None,
        channel=channel,
        request_id=request.request_id,
        keyed=keyed_body(principal, path, sent.header(HEADER.encode()), sent.body),
    )
    place = Place(access.organization_id, access.event_id)
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


VERBS = (
    HotVerb(
        method="POST",
        path=PATH,
        right="order",
        enter=enter_buyer,
        decode=read_model(OrderCreate),
        run=order_tickets,
        status=201,
        takes=(OrderCreate,),
        gives=OrderOut,
        tag="Orders",
    ),
)
