"""Writes of webhooks: endpoints, their secrets, tests and replays."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.language import translator
from convite.core.log import Actor, record
from convite.core.machine import move_many, wrong_state
from convite.core.problems import Conflict, NotFound
from convite.core.queue import LoggedFact
from convite.core.shapes import patch
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.webhooks.facts import (
    WebhookEndpointAdded,
    WebhookEndpointChanged,
    WebhookEndpointDisabled,
    WebhookEndpointEnabled,
    WebhookEndpointRemoved,
    WebhookReplayed,
    WebhookSecretRotated,
)
from convite.messaging.webhooks.models import WebhookDelivery, WebhookEndpoint
from convite.messaging.webhooks.queries import count_endpoints, delivery_of
from convite.messaging.webhooks.rules import (
    OVERLAP,
    PATIENCE,
    TEST,
    disabled_text,
    new_signing_secret,
    payload_of,
    sealed,
)
from convite.messaging.webhooks.schemas import WebhookFields
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of
from convite.people.organizations.models import Organization

#: Most endpoints of one organization.
MAX_ENDPOINTS = 10


def host_of(url: str) -> str:
    """The host of an address, by which the log names it: its path may be a secret."""
    return urlsplit(url).hostname or ""


def about(row: WebhookEndpoint) -> dict[str, Any]:
    """The fields that every fact of an endpoint has."""
    return {
        "organization_id": row.organization_id,
        "object_id": row.id,
        "host": host_of(row.url),
    }


# The log's past isn't for whoever asks to be told from now on, and reading it would take long. Other
# endpoints that are enabled may still wait for some of it.
FROM_NOW = """
INSERT INTO webhook_cursors AS c (stream_id, organization_id, position)
SELECT id, organization_id, position FROM streams WHERE organization_id = $1
ON CONFLICT (stream_id) DO UPDATE SET position = excluded.position WHERE c.position < excluded.position
"""


async def begin_at_now(tx: Tx, organization_id: UUID) -> None:
    """Reads the log from here on, if nobody reads it yet; other endpoints wait for the end of this.

    Without the lock two endpoints enabled at once would each take the other for not there, and the later
    one would jump over facts that the first was to get.
    """
    await load(tx, Organization, organization_id, lock=True)
    if not await count_endpoints(tx, organization_id, enabled=True):
        await tx.driver.execute(FROM_NOW, organization_id)


async def add_endpoint(
    tx: Tx, actor: Actor, body: WebhookFields, *, organization_id: UUID
) -> tuple[WebhookEndpoint, str]:
    """Adds an endpoint; returns it with its secret, which can't be read again.

    Raises:
        Conflict: the organization has too many.
    """
    await begin_at_now(tx, organization_id)
    if await count_endpoints(tx, organization_id) >= MAX_ENDPOINTS:
        raise Conflict(
            f"An organization can have at most {MAX_ENDPOINTS} webhooks. Delete one first.",
            name="too-many-webhooks",
        ).with_text(most=MAX_ENDPOINTS)
    secret = new_signing_secret()
    row = WebhookEndpoint(
        id=new_id(),
        organization_id=organization_id,
        secret=sealed(settings().secret, secret),
        **body.model_dump(),
    )
    tx.add(row)
    await tx.flush()
    await record(tx, actor, WebhookEndpointAdded(**about(row)))
    await tx.refresh(row)
    return row, secret


async def locked_endpoint(tx: Tx, row: WebhookEndpoint) -> WebhookEndpoint:
    """The endpoint, locked and read again.

    Raises:
        NotFound: it was removed meanwhile.
    """
    found = await load(tx, WebhookEndpoint, row.id, lock=True)
    if found is None:
        raise NotFound
    return found


async def change_endpoint(
    tx: Tx, actor: Actor, row: WebhookEndpoint, values: dict[str, Any]
) -> WebhookEndpoint:
    """Changes the fields sent; `is_enabled` pauses it, or enables it again."""
    is_enabled = values.pop("is_enabled", None)
    row = await locked_endpoint(tx, row)
    changed = patch(row, values)
    if changed:
        await tx.flush()
        # an address may have a secret in its path
        names = {name: change for name, change in changed.items() if name != "url"}
        await record(tx, actor, WebhookEndpointChanged(**about(row), changes=names))
        await tx.refresh(row)
    if is_enabled and row.status == "disabled":
        await enable_endpoint(tx, actor, row)
    elif is_enabled is False and row.status == "enabled":
        await disable_endpoint(tx, actor, row, "paused")
    return row


async def remove_endpoint(tx: Tx, actor: Actor, row: WebhookEndpoint) -> None:
    """Removes an endpoint, its deliveries and what was to be sent there."""
    row = await locked_endpoint(tx, row)
    fact = WebhookEndpointRemoved(**about(row))
    await tx.delete(row)
    await tx.flush()
    await record(tx, actor, fact)


async def enable_endpoint(tx: Tx, actor: Actor, row: WebhookEndpoint) -> WebhookEndpoint:
    """Tells an endpoint of facts again, from now on, and sends what still waits.

    Raises:
        WrongState: it is enabled.
    """
    await begin_at_now(tx, row.organization_id)
    row = await locked_endpoint(tx, row)
    row.disabled_reason = row.failing_since = row.rest_until = None
    row.failures = 0
    row.enabled_at = now()
    await move_endpoint(tx, row, "enabled")
    changes = {"status": ("disabled", "enabled")}
    await record(tx, actor, WebhookEndpointEnabled(**about(row), changes=changes))
    return row


async def disable_endpoint(tx: Tx, actor: Actor, row: WebhookEndpoint, reason: str) -> None:
    """Stops telling an endpoint of facts.

    Whoever manages the organization is told, unless one of them paused it.
    """
    row.disabled_reason = reason
    await move_endpoint(tx, row, "disabled")
    changes = {"status": ("enabled", "disabled")}
    await record(tx, actor, WebhookEndpointDisabled(**about(row), changes=changes, why=reason))


async def move_endpoint(tx: Tx, row: WebhookEndpoint, to: str) -> None:
    """Moves a locked endpoint to another state.

    Raises:
        WrongState: it is in that one.
    """
    if not await move_many(tx, WebhookEndpoint, [row.id], to):
        raise wrong_state(row, to)
    await tx.refresh(row)


async def rotate_secret(tx: Tx, actor: Actor, row: WebhookEndpoint) -> tuple[WebhookEndpoint, str]:
    """Gives an endpoint a new secret; the one until now signs too for a day."""
    row = await locked_endpoint(tx, row)
    secret = new_signing_secret()
    row.previous_secret, row.previous_until = row.secret, now() + OVERLAP
    row.secret = sealed(settings().secret, secret)
    row.version += 1
    await tx.flush()
    await record(tx, actor, WebhookSecretRotated(**about(row)))
    await tx.refresh(row)
    return row, secret


def check_enabled(row: WebhookEndpoint) -> None:
    """Nothing is sent to an endpoint that is disabled.

    Raises:
        Conflict: it is.
    """
    if row.status != "enabled":
        raise Conflict(
            "This webhook is turned off. Turn it on first.",
            name="webhook-off",
            current_status=row.status,
        )


async def send_test(tx: Tx, row: WebhookEndpoint) -> WebhookDelivery:
    """Queues a delivery that says nothing; it overtakes what waits.

    Raises:
        Conflict: the endpoint is disabled.
    """
    row = await locked_endpoint(tx, row)
    check_enabled(row)
    at = now()
    values = {"organization_id": row.organization_id, "endpoint_id": row.id}
    delivery = WebhookDelivery(
        id=new_id(),
        organization_id=row.organization_id,
        endpoint_id=row.id,
        type=TEST,
        payload=payload_of(TEST, at, values),
        priority=1,
        give_up_at=at + PATIENCE,
    )
    row.rest_until = None
    tx.add(delivery)
    await tx.flush()
    await tx.refresh(delivery)
    return delivery


async def replay(
    tx: Tx, actor: Actor, endpoint: WebhookEndpoint, delivery_id: UUID
) -> WebhookDelivery:
    """Sends a delivery again, with its id and body.

    Raises:
        Conflict: the endpoint is disabled, or the delivery is on its way.
        NotFound: it was removed meanwhile.
    """
    check_enabled(await locked_endpoint(tx, endpoint))
    row = await delivery_of(tx, endpoint.id, delivery_id, lock=True)
    if row is None:
        raise NotFound
    if row.status == "sending":
        raise Conflict("This is being sent right now.", name="webhook-sending")
    row.status, row.tries, row.starts, row.error = "queued", 0, 0, None
    row.run_after, row.give_up_at, row.priority = now(), now() + PATIENCE, 1
    endpoint.rest_until = None
    await tx.flush()
    fact = WebhookReplayed(**about(endpoint), delivery_id=row.id)
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row


async def tell_admin(tx: Tx, fact: LoggedFact, user: User) -> None:
    """Tells somebody who manages the organization that an endpoint was disabled: on the page, by mail.

    Both only once, however often this is tried.
    """
    locale = (await profile_of(tx, user.id)).locale
    url = f"{settings().address}/organization/webhooks?id={fact.organization_id}"
    text = disabled_text(
        translator(locale), name=user.name, host=fact.data["host"], why=fact.data["why"], url=url
    )
    told = {
        "type": "system",
        "title": text.subject,
        "message": "",
        # an endpoint may be disabled again, and that is news
        "reference_type": "webhook_endpoint",
        "reference_id": fact.id,
        "details": {
            "endpoint_id": str(fact.object_id),
            "organization_id": str(fact.organization_id),
        },
    }
    mail = Mail(locale=locale, text=text, key=f"webhook.{fact.id}.{user.id}")
    await notify(tx, fact.actor, user, told, mail)
