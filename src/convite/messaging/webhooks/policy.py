"""Who may see and change webhooks: whoever manages the organization. To others there are none."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.access import Token
from convite.core.db import Principal, ReadTx, load
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read
from convite.messaging.webhooks.models import WebhookDelivery, WebhookEndpoint
from convite.messaging.webhooks.queries import delivery_of
from convite.people.organizations.policy import ActingIn, OrganizationAccess, enter_organization
from convite.people.organizations.queries import tenant_of

RIGHT = "manage_organization"


async def managed_tenant(tx: ReadTx, token: Token, organization_id: UUID) -> OrganizationAccess:
    """Opens the transaction for an organization that the caller manages.

    Raises:
        NotFound: they don't.
    """
    access = await enter_organization(tx, token, organization_id)
    if not access.can(RIGHT):
        raise NotFound
    return access


async def webhooks_access(access: ActingIn) -> OrganizationAccess:
    """The organization of the query; 404 to those who don't manage it."""
    if not access.can(RIGHT):
        raise NotFound
    return access


Webhooks = Annotated[OrganizationAccess, Depends(webhooks_access)]


@dataclass(frozen=True, kw_only=True)
class EndpointAccess:
    """An endpoint of an organization that the caller manages."""

    organization: OrganizationAccess
    endpoint: WebhookEndpoint

    @property
    def actor(self) -> Actor:
        """The caller."""
        return self.organization.token.actor


async def endpoint_access(endpoint_id: UUID, token: LoggedIn, tx: Read) -> EndpointAccess:
    """The endpoint of the path; 404 to those who don't manage its organization."""
    await tx.enter(Principal(user_id=token.user_id))
    tenant = await tenant_of(tx, "webhook_endpoint", endpoint_id)
    if tenant is None:
        raise NotFound
    access = await managed_tenant(tx, token, tenant)
    row = await load(tx, WebhookEndpoint, endpoint_id)
    if row is None:
        raise NotFound
    return EndpointAccess(organization=access, endpoint=row)


Endpoint = Annotated[EndpointAccess, Depends(endpoint_access)]


async def endpoint_delivery(delivery_id: UUID, access: Endpoint, tx: Read) -> WebhookDelivery:
    """The delivery of the path, which must be the endpoint's."""
    row = await delivery_of(tx, access.endpoint.id, delivery_id)
    if row is None:
        raise NotFound
    return row


Delivery = Annotated[WebhookDelivery, Depends(endpoint_delivery)]
