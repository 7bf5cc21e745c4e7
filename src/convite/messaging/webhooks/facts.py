"""Facts of webhooks, all in the organization's stream."""

from uuid import UUID

from convite.core.log import Fact


class EndpointFact(Fact, frozen=True, kw_only=True):
    """What all of them are about."""

    object_type = "webhook_endpoint"


class WebhookEndpointAdded(EndpointFact, frozen=True, kw_only=True):
    """An endpoint was added."""

    action = "webhook_endpoint_added"
    host: str


class WebhookEndpointChanged(EndpointFact, frozen=True, kw_only=True):
    """An endpoint's address, description or facts changed."""

    action = "webhook_endpoint_changed"
    host: str


class WebhookEndpointRemoved(EndpointFact, frozen=True, kw_only=True):
    """An endpoint was removed, with what was to be sent there."""

    action = "webhook_endpoint_removed"
    host: str


class WebhookSecretRotated(EndpointFact, frozen=True, kw_only=True):
    """An endpoint has a new secret; the old one signs too for a day."""

    action = "webhook_secret_rotated"
    host: str


class WebhookEndpointEnabled(EndpointFact, frozen=True, kw_only=True):
    """An endpoint is told of facts again."""

    action = "webhook_endpoint_enabled"
    host: str


class WebhookEndpointDisabled(EndpointFact, frozen=True, kw_only=True):
    """An endpoint isn't told of facts any more: somebody paused it, or its receiver is gone or fails."""

    action = "webhook_endpoint_disabled"
    host: str
    why: str


class WebhookReplayed(EndpointFact, frozen=True, kw_only=True):
    """A delivery is sent again because somebody asked for it."""

    action = "webhook_replayed"
    delivery_id: UUID
    host: str
