"""Writes of push subscriptions, and what is pushed to them."""

from typing import Any
from uuid import UUID

from convite.core.access import Token
from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.job_options import JobOptions
from convite.core.language import translator
from convite.core.log import SYSTEM, Actor, record, record_many
from convite.gateways.egress import Answer
from convite.gateways.push import MAX_PAYLOAD
from convite.messaging.notifications.models import Notification
from convite.messaging.notifications.rules import choice_for, path_of, shown_title
from convite.messaging.push.facts import Ending, PushDue, PushSubscribed, PushUnsubscribed
from convite.messaging.push.models import PushSubscription
from convite.messaging.push.queries import (
    Pushed,
    awake_subscriptions,
    subscription_at,
    subscriptions_of,
)
from convite.messaging.push.rules import MOST, next_push, push_payload, tag_of
from convite.messaging.push.schemas import PushSubscriptionNew
from convite.messaging.webhooks.rules import asked_pause
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of

ENDPOINT_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('push ' || $1, 0))"
#: The push service answers so once a browser has unsubscribed, or was removed.
GONE = {404, 410}


def about(row: PushSubscription) -> dict[str, Any]:
    """The fields that every fact of a subscription has."""
    return {
        "organization_id": row.organization_id,
        "object_id": row.id,
        "stream_id": row.user_id,
    }


async def subscribe(tx: Tx, token: Token, body: PushSubscriptionNew) -> PushSubscription:
    """Tells the caller's browser of their notifications from now on; again is the same.

    A browser is told of one account's notifications only: of whoever subscribed it last.
    """
    # the locks make two wait for each other: of one browser, and of one account, whose browsers are counted
    await tx.driver.execute(ENDPOINT_LOCK, body.endpoint)
    await load(tx, User, token.user_id, lock=True)
    values = {**body.keys.model_dump(), "session_id": token.session_id}
    row = await subscription_at(tx, token.user_id, body.endpoint)
    if row is not None:
        for name, value in values.items():
            setattr(row, name, value)
        await tx.flush()
        await tx.refresh(row)
        return row
    await tx.driver.execute("SELECT free_push_endpoint($1)", body.endpoint)
    row = PushSubscription(
        id=new_id(),
        organization_id=token.organization_id,
        user_id=token.user_id,
        endpoint=body.endpoint,
        **values,
    )
    tx.add(row)
    await tx.flush()
    await record(tx, token.actor, PushSubscribed(**about(row)))
    for oldest in (await subscriptions_of(tx, token.user_id))[MOST:]:
        await end(tx, token.actor, oldest, why="replaced")
    await tx.refresh(row)
    return row


async def unsubscribe(tx: Tx, token: Token, endpoint: str) -> None:
    """Ends the caller's subscription with this address, if there is one."""
    row = await subscription_at(tx, token.user_id, endpoint)
    if row is not None:
        await end(tx, token.actor, row, why="removed")


async def end(tx: Tx, actor: Actor, row: PushSubscription, *, why: Ending) -> None:
    """Removes a subscription."""
    fact = PushUnsubscribed(**about(row), why=why)
    await tx.delete(row)
    await tx.flush()
    await record(tx, actor, fact)


async def queue_pushes(tx: Tx, notification_id: UUID) -> None:
    """Queues a notification for each of its user's browsers, if they want such news there."""
    notification = await load(tx, Notification, notification_id)
    if notification is None:
        return
    preferences = (await profile_of(tx, notification.user_id)).notification_preferences
    if not choice_for(preferences, notification.reference_type).push:
        return
    found = await awake_subscriptions(tx, notification.user_id)
    facts = [PushDue(**about(row), notification_id=notification_id) for row in found]
    await record_many(tx, SYSTEM, facts)


def payload_of(pushed: Pushed) -> bytes:
    """What a browser is sent: what the list of notifications says, and the way there."""
    one = pushed.notification
    return push_payload(
        title=shown_title(translator(pushed.locale), one.reference_type, one.title),
        message=one.message,
        path=path_of(one.reference_type, one.event_id, one.details) or "/notifications",
        tag=tag_of(one.event_id, one.reference_type, one.reference_id),
        locale=pushed.locale,
        most=MAX_PAYLOAD,
    )


def fault_in(answer: Answer | None, error: str) -> str:
    """Why a browser wasn't told, in English; empty if it was."""
    if answer is None:
        return error
    if 200 <= answer.status < 300:
        return ""
    return f"The push service answered {answer.status}."


def is_worth_repeating(answer: Answer | None) -> bool:
    """Whether the same message may be taken later: there was no answer, too much at once, or a fault."""
    return answer is None or answer.status == 429 or answer.status >= 500


async def settle(tx: Tx, pushed: Pushed, tries: int, answer: Answer | None, error: str) -> None:
    """Stores how a try ended: the subscription is over, or the message is tried again, or was taken."""
    row = await load(tx, PushSubscription, pushed.subscription.id, lock=True)
    if row is None:
        return
    if answer is not None and answer.status in GONE:
        await end(tx, SYSTEM, row, why="gone")
        return
    fault = fault_in(answer, error)
    if fault or row.last_error:
        row.last_error, row.failed_at = fault, now() if fault else None
        await tx.flush()
    if not fault or not is_worth_repeating(answer):
        return
    asked = asked_pause(answer.headers.get("retry-after"), now()) if answer else 0
    told_at = pushed.notification.created_at
    again = next_push(tries, at=now(), told_at=told_at, asked=asked)
    if again is not None:
        fact = PushDue(**about(row), notification_id=pushed.notification.id, tries=tries + 1)
        await record(tx, SYSTEM, fact, JobOptions(run_after=again))
