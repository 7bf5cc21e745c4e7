"""The hot verb that places orders: those that arrive for an event together are placed together."""

from convite.core.bodies import read_model
from convite.core.budgets import network_of
from convite.core.hot import HotDoor, HotRequest, HotVerb, Place
from convite.core.idempotency import HEADER, keyed_body
from convite.doors.checkout.policy import BuyerAccess, check_sells, enter_buyer, order_at_desk
from convite.doors.checkout.rules import Wish
from convite.doors.orders.schemas import OrderCreate, OrderOut

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
        if request.body.promo_code:
            await door.state.budgets.spend("promo-code", network_of(sent.client))
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
    return await order_at_desk(door, place, wish)


VERBS = (
    HotVerb(
        method="POST",
        path=PATH,
        right="order_tickets",
        enter=enter_buyer,
        decode=read_model(OrderCreate),
        run=order_tickets,
        status=201,
        takes=(OrderCreate,),
        gives=OrderOut,
        tag="Orders",
    ),
)
