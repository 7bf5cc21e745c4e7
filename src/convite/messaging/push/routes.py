"""HTTP routes of the caller's push subscriptions."""

from fastapi import APIRouter

from convite.core.base64url import to_base64url
from convite.core.config import settings
from convite.core.push_keys import push_key_of
from convite.core.request import LoggedIn, Read, Write
from convite.core.responses import DirectRoute
from convite.gateways.push import point_of
from convite.messaging.notifications.policy import own
from convite.messaging.push import actions
from convite.messaging.push.queries import subscriptions_of
from convite.messaging.push.schemas import (
    PushSubscriptionGone,
    PushSubscriptionNew,
    PushSubscriptionOut,
    PushSubscriptionsOut,
)

router = APIRouter(
    prefix="/api/me/push-subscriptions", tags=["Notifications"], route_class=DirectRoute
)


@router.get("")
async def push_subscriptions(token: LoggedIn, tx: Read) -> PushSubscriptionsOut:
    """The browsers that are told of the caller's notifications, newest first; and the server's public
    key, which others subscribe with.
    """
    await tx.enter(own(token))
    found = await subscriptions_of(tx, token.user_id)
    key = push_key_of(settings().push_key, settings().secret).public_key()
    items = [PushSubscriptionOut.model_validate(row) for row in found]
    return PushSubscriptionsOut(public_key=to_base64url(point_of(key)), items=items)


@router.post("")
async def subscribe(body: PushSubscriptionNew, token: LoggedIn, tx: Write) -> PushSubscriptionOut:
    """Tells a browser of the caller's notifications from now on; again is the same.

    An account has at most 20; the oldest goes.
    """
    await tx.enter(own(token))
    return PushSubscriptionOut.model_validate(await actions.subscribe(tx, token, body))


@router.delete("", status_code=204)
async def unsubscribe(body: PushSubscriptionGone, token: LoggedIn, tx: Write) -> None:
    """A browser is no longer told, if it was."""
    await tx.enter(own(token))
    await actions.unsubscribe(tx, token, body.endpoint)
