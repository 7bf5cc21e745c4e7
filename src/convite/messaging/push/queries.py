"""Queries of push subscriptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, load
from convite.messaging.notifications.models import Notification
from convite.messaging.push.models import PushSubscription
from convite.messaging.push.rules import MOST
from convite.people.identity.models import UserSession
from convite.people.identity.queries import profile_of


async def subscriptions_of(tx: ReadTx, user_id: UUID) -> Sequence[PushSubscription]:
    """The browsers that are told of a user's notifications, the newest first."""
    statement = select(PushSubscription).where(PushSubscription.user_id == user_id)
    found = await tx.execute(statement.order_by(PushSubscription.id.desc()).limit(MOST + 1))
    return found.scalars().all()


async def subscription_at(tx: ReadTx, user_id: UUID, endpoint: str) -> PushSubscription | None:
    """A user's subscription with this address, or None."""
    statement = select(PushSubscription).where(
        PushSubscription.user_id == user_id, PushSubscription.endpoint == endpoint
    )
    return (await tx.execute(statement)).scalar_one_or_none()


async def awake_subscriptions(tx: ReadTx, user_id: UUID) -> Sequence[PushSubscription]:
    """Those of them in which somebody is still logged in: a session that was ended is told nothing."""
    statement = (
        select(PushSubscription)
        .join(UserSession, UserSession.id == PushSubscription.session_id)
        .where(PushSubscription.user_id == user_id, UserSession.user_id == user_id)
        .where(UserSession.revoked_at.is_(None), UserSession.expires_at > func.now())
        .order_by(PushSubscription.id.desc())
        .limit(MOST)
    )
    return (await tx.execute(statement)).scalars().all()


@dataclass(frozen=True, kw_only=True)
class Pushed:
    """A notification on its way to a browser, in its user's language."""

    subscription: PushSubscription
    notification: Notification
    locale: str


async def pushed(tx: ReadTx, subscription_id: UUID, notification_id: UUID) -> Pushed | None:
    """What is to be pushed; None if either is gone, or the notification has been read."""
    notification = await load(tx, Notification, notification_id)
    if notification is None or notification.is_read:
        return None
    found = await awake_subscriptions(tx, notification.user_id)
    subscription = next((one for one in found if one.id == subscription_id), None)
    if subscription is None:
        return None
    locale = (await profile_of(tx, notification.user_id)).locale
    return Pushed(subscription=subscription, notification=notification, locale=locale)
