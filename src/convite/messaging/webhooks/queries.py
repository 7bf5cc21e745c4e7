"""Queries of webhooks."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, load
from convite.core.paging import Page, PageQuery, page
from convite.messaging.webhooks.models import WebhookDelivery, WebhookEndpoint
from convite.messaging.webhooks.schemas import DeliveryOut, DeliverySummary, WebhookOut
from convite.people.identity.models import User
from convite.people.organizations.models import OrganizationMember
from convite.people.organizations.policy import RIGHTS

#: Whose role lets them manage the organization.
ADMINS = sorted(role for role, rights in RIGHTS.items() if "manage_organization" in rights)


async def endpoints_page(tx: ReadTx, organization_id: UUID, query: PageQuery) -> Page[WebhookOut]:
    """The organization's endpoints, newest first."""
    statement = select(WebhookEndpoint).where(WebhookEndpoint.organization_id == organization_id)
    by = [WebhookEndpoint.created_at, WebhookEndpoint.id]
    return await page(
        tx, statement, query, by, lambda row: WebhookOut.model_validate(row[0]), descending=True
    )


async def count_endpoints(tx: ReadTx, organization_id: UUID, *, enabled: bool = False) -> int:
    """How many endpoints the organization has, or has enabled."""
    counted = select(func.count()).where(WebhookEndpoint.organization_id == organization_id)
    if enabled:
        counted = counted.where(WebhookEndpoint.status == "enabled")
    return (await tx.execute(counted)).scalar_one()


def summary_of(row: WebhookDelivery) -> dict[str, Any]:
    """A delivery's fields as they are listed."""
    names = DeliverySummary.model_fields.keys() - {"next_try_at"}
    values = {name: getattr(row, name) for name in names}
    return {**values, "next_try_at": row.run_after if row.status == "queued" else None}


async def deliveries_page(
    tx: ReadTx, endpoint_id: UUID, query: PageQuery, *, status: str | None
) -> Page[DeliverySummary]:
    """An endpoint's deliveries, newest first. Served by webhook_deliveries_newest."""
    statement = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
    if status is not None:
        statement = statement.where(WebhookDelivery.status == status)
    by = [WebhookDelivery.created_at, WebhookDelivery.id]
    return await page(
        *(tx, statement, query, by),
        lambda row: DeliverySummary(**summary_of(row[0])),
        descending=True,
    )


def delivery_out(row: WebhookDelivery, url: str) -> DeliveryOut:
    """A delivery with all that is known about it."""
    return DeliveryOut(
        **summary_of(row),
        url=url,
        payload=json.loads(row.payload),
        answer=row.answer,
        attempts=row.attempts,
    )


async def delivery_of(
    tx: ReadTx, endpoint_id: UUID, delivery_id: UUID, *, lock: bool = False
) -> WebhookDelivery | None:
    """A delivery of the endpoint."""
    row = await load(tx, WebhookDelivery, delivery_id, lock=lock)
    return row if row is not None and row.endpoint_id == endpoint_id else None


async def admins_of(tx: ReadTx, organization_id: UUID) -> list[User]:
    """Who manages the organization."""
    found = await tx.execute(
        select(User)
        .join(OrganizationMember, OrganizationMember.user_id == User.id)
        .where(OrganizationMember.organization_id == organization_id)
        .where(OrganizationMember.status == "active", OrganizationMember.role.in_(ADMINS))
        .where(User.deleted_at.is_(None), User.is_active)
        .order_by(User.id)
    )
    return list(found.scalars())
