"""HTTP routes of webhooks."""

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.messaging.webhooks import actions
from convite.messaging.webhooks.models import DeliveryStatus, WebhookEndpoint
from convite.messaging.webhooks.policy import Delivery, Endpoint, Webhooks
from convite.messaging.webhooks.queries import (
    deliveries_page,
    delivery_out,
    endpoints_page,
    summary_of,
)
from convite.messaging.webhooks.schemas import (
    DeliveryOut,
    DeliverySummary,
    WebhookFields,
    WebhookOut,
    WebhookSecret,
    WebhookUpdate,
)

router = APIRouter(prefix="/api/webhook-endpoints", tags=["Webhooks"], route_class=KeyedRoute)


def with_secret(row: WebhookEndpoint, secret: str) -> WebhookSecret:
    """An endpoint and its new secret."""
    return WebhookSecret(**WebhookOut.model_validate(row).model_dump(), secret=secret)


@router.get("")
async def webhook_endpoints(access: Webhooks, tx: Read, query: Paging) -> Page[WebhookOut]:
    """The endpoints of an organization (default: the caller's own), newest first."""
    return await endpoints_page(tx, access.organization_id, query)


@router.post("", status_code=201)
async def create_webhook_endpoint(
    body: WebhookFields, access: Webhooks, tx: Write
) -> WebhookSecret:
    """Adds an endpoint, which is told of the chosen facts from now on. Its secret is shown only here."""
    row, secret = await actions.add_endpoint(
        tx, access.token.actor, body, organization_id=access.organization_id
    )
    return with_secret(row, secret)


@router.get("/{endpoint_id}")
async def webhook_endpoint(access: Endpoint) -> WebhookOut:
    """One endpoint, and how it is."""
    return WebhookOut.model_validate(access.endpoint)


@router.put("/{endpoint_id}", operation_id="put_webhook_endpoint")
@router.patch("/{endpoint_id}", operation_id="patch_webhook_endpoint")
async def change_webhook_endpoint(body: WebhookUpdate, access: Endpoint, tx: Write) -> WebhookOut:
    """Changes the fields sent; `is_enabled: false` pauses it."""
    values = body.sent()
    current = WebhookOut.model_validate(access.endpoint).model_dump(mode="json")
    check_version(access.endpoint, values.pop("version", None), current)
    row = await actions.change_endpoint(tx, access.actor, access.endpoint, values)
    return WebhookOut.model_validate(row)


@router.delete("/{endpoint_id}", status_code=204)
async def remove_webhook_endpoint(access: Endpoint, tx: Write) -> None:
    """Removes an endpoint and its delivery log."""
    await actions.remove_endpoint(tx, access.actor, access.endpoint)


@router.post("/{endpoint_id}/enable")
async def enable_webhook_endpoint(access: Endpoint, tx: Write) -> WebhookOut:
    """Enables an endpoint that was paused or disabled: it is told of what happens from now on."""
    row = await actions.enable_endpoint(tx, access.actor, access.endpoint)
    return WebhookOut.model_validate(row)


@router.post("/{endpoint_id}/rotate-secret")
async def rotate_webhook_secret(access: Endpoint, tx: Write) -> WebhookSecret:
    """Gives an endpoint a new secret, shown only here; for 24 hours both sign."""
    return with_secret(*await actions.rotate_secret(tx, access.actor, access.endpoint))


@router.post("/{endpoint_id}/test", status_code=202)
async def test_webhook_endpoint(access: Endpoint, tx: Write) -> DeliveryOut:
    """Sends an event of type `test`; the delivery log says how it went."""
    row = await actions.send_test(tx, access.endpoint)
    return delivery_out(row, access.endpoint.url)


@router.get("/{endpoint_id}/deliveries")
async def webhook_deliveries(
    access: Endpoint, tx: Read, query: Paging, status: DeliveryStatus | None = None
) -> Page[DeliverySummary]:
    """What was sent to an endpoint in the last 30 days, and is to be sent, newest first."""
    return await deliveries_page(tx, access.endpoint.id, query, status=status)


@router.get("/{endpoint_id}/deliveries/{delivery_id}")
async def webhook_delivery(access: Endpoint, delivery: Delivery) -> DeliveryOut:
    """One delivery: what was sent, what the receiver answered, and every try."""
    return delivery_out(delivery, access.endpoint.url)


@router.post("/{endpoint_id}/deliveries/{delivery_id}/replay", status_code=202)
async def replay_webhook_delivery(
    access: Endpoint, delivery: Delivery, tx: Write
) -> DeliverySummary:
    """Sends a delivery again, with the same `webhook-id` and body."""
    row = await actions.replay(tx, access.actor, access.endpoint, delivery.id)
    return DeliverySummary(**summary_of(row))
