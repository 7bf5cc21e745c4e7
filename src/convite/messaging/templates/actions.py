"""Writes of message templates, and of what WhatsApp's account says of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound, invalid
from convite.core.shapes import patch
from convite.gateways.channels import TemplateJudgment
from convite.gateways.whatsapp_templates import ProviderTemplate
from convite.messaging.templates.facts import (
    TemplateChanged,
    TemplateJudged,
    TemplateSubmitted,
    TemplateSyncAsked,
)
from convite.messaging.templates.models import MessageTemplate
from convite.messaging.templates.queries import count_templates
from convite.messaging.templates.rules import (
    check_variables,
    numbered_fault,
    own_placeholders,
    provider_name_of,
)
from convite.messaging.templates.schemas import TemplateFields

#: Most templates of one organization.
MAX_TEMPLATES = 500
#: What can still be changed once a template was submitted.
STAYS_FREE = frozenset({"name", "variables"})
META = Actor(kind="provider", via="whatsapp")


async def add(
    tx: Tx, actor: Actor, body: TemplateFields, *, organization_id: UUID
) -> MessageTemplate:
    """Adds a template.

    Raises:
        Conflict: the organization has too many.
    """
    if await count_templates(tx, organization_id) >= MAX_TEMPLATES:
        raise Conflict(
            f"An organization can have at most {MAX_TEMPLATES} templates. Delete one first.",
            name="too-many-templates",
        ).with_text(most=MAX_TEMPLATES)
    row = MessageTemplate(id=new_id(), organization_id=organization_id, **body.model_dump())
    tx.add(row)
    await tx.flush()
    await record_change(tx, actor, row, "added")
    await tx.refresh(row)
    return row


async def record_change(tx: Tx, actor: Actor, row: MessageTemplate, what: str) -> None:
    """Records a change of a template."""
    await record(tx, actor, TemplateChanged(**about(row), what=what))


def about(row: MessageTemplate) -> dict[str, Any]:
    """The fields that every fact of a template has."""
    return {"organization_id": row.organization_id, "object_id": row.id, "template": row.name}


async def change(
    tx: Tx, actor: Actor, row: MessageTemplate, values: dict[str, Any]
) -> MessageTemplate:
    """Changes a template.

    Raises:
        Conflict: its text was submitted to WhatsApp already.
        Invalid: WhatsApp wouldn't take the text.
    """
    if row.provider_status is not None and values.keys() - STAYS_FREE:
        raise Conflict(
            "WhatsApp has this text already. Write a new template instead.",
            name="wrong-state",
            current_status=row.provider_status,
        ).with_text("template-submitted")
    patch(row, values)
    fault = numbered_fault(row.body) if row.channel == "whatsapp" else None
    if fault is not None:
        raise invalid("body", fault)
    await tx.flush()
    await record_change(tx, actor, row, "changed")
    return row


async def remove(tx: Tx, actor: Actor, row: MessageTemplate) -> None:
    """Deletes a template here; in WhatsApp's account it stays."""
    await record_change(tx, actor, row, "removed")
    await tx.delete(row)


async def submit(tx: Tx, actor: Actor, row: MessageTemplate) -> MessageTemplate:
    """Has a template created in WhatsApp's account.

    Raises:
        Conflict: it isn't for WhatsApp, is there already, or no account is configured.
        Invalid: a placeholder has no value; WhatsApp requires one as a sample.
    """
    if row.channel != "whatsapp" or row.provider_status not in (None, "rejected"):
        raise Conflict(
            "Only a new or rejected WhatsApp template can be submitted.",
            name="wrong-state",
            current_status=row.provider_status or "",
        ).with_text("template-submit")
    check_account()
    check_variables(own_placeholders(row.body, row.channel), row.variables)
    row.provider_name = provider_name_of(row.name, new_id().hex)
    await judge(tx, actor, row, "pending", "")
    await record(tx, actor, TemplateSubmitted(**about(row)))
    return row


def check_account() -> None:
    """Checks that WhatsApp's account is configured.

    Raises:
        Conflict: it isn't.
    """
    if not settings().whatsapp_business_account_id or not settings().whatsapp_token:
        raise Conflict(
            "WhatsApp's account isn't set up on this server. Set"
            " CONVITE_WHATSAPP_BUSINESS_ACCOUNT_ID and CONVITE_WHATSAPP_TOKEN.",
            name="no-provider",
        ).with_text("whatsapp-account")


async def ask_sync(tx: Tx, actor: Actor, organization_id: UUID) -> None:
    """Has the templates of WhatsApp's account read.

    Raises:
        Conflict: no account is configured.
    """
    check_account()
    fact = TemplateSyncAsked(organization_id=organization_id, object_id=organization_id)
    await record(tx, actor, fact)


async def judge(
    tx: Tx, actor: Actor, row: MessageTemplate, status: str, reason: str, *, key: str = ""
) -> None:
    """Notes what WhatsApp says of a template; the same again changes nothing."""
    if key:
        row.provider_id = key
    if (row.provider_status, row.provider_reason or "") == (status, reason):
        return
    row.provider_status, row.provider_reason = status, reason or None
    row.provider_changed_at = now()
    await tx.flush()
    await record(tx, actor, TemplateJudged(**about(row), status=status, reason=reason))


async def judge_named(system: Database, judgment: TemplateJudgment) -> None:
    """Notes what the webhook tells of a template; one that nobody has here is ignored."""
    found = await system.pool.fetch(BY_NAME, judgment.name, judgment.locale)
    for one in found:
        async with system.tx(Principal(organization_id=one["organization_id"])) as tx:
            row = await load(tx, MessageTemplate, one["id"], lock=True)
            if row is not None:
                await judge(tx, META, row, judgment.status, judgment.reason)


BY_NAME = (
    "SELECT id, organization_id FROM message_templates WHERE provider_name = $1 AND locale = $2"
)


async def sync(tx: Tx, organization_id: UUID, known: Sequence[ProviderTemplate]) -> None:
    """Updates the organization's templates to what WhatsApp's account has.

    Approved ones that it doesn't have yet are added, unless another organization has them.
    """
    found = await tx.execute(
        select(MessageTemplate)
        .where(
            MessageTemplate.organization_id == organization_id,
            MessageTemplate.provider_name.is_not(None),
        )
        .with_for_update()
    )
    own = {(row.provider_name, row.locale): row for row in found.scalars()}
    for one in known:
        row = own.pop((one.name, one.locale), None)
        if row is not None:
            await judge(tx, META, row, one.status, one.reason, key=one.key)
        elif one.body and one.status == "approved":
            await add_known(tx, organization_id, one)
    for row in own.values():
        if row.provider_status != "pending":
            await judge(tx, META, row, "disabled", "WhatsApp's account doesn't have it any more.")


async def add_known(tx: Tx, organization_id: UUID, one: ProviderTemplate) -> None:
    """Adds a template of WhatsApp's account."""
    row = {
        "id": new_id(), "organization_id": organization_id, "name": one.name[:120],
        "channel": "whatsapp", "locale": one.locale, "body": one.body,
        "has_buttons": one.has_buttons, "category": one.category, "provider_name": one.name,
        "provider_id": one.key, "provider_status": one.status, "provider_changed_at": now(),
    }  # fmt: skip
    made = await tx.execute(
        insert(MessageTemplate).values(row).on_conflict_do_nothing().returning(MessageTemplate)
    )
    added = made.scalar_one_or_none()
    if added is not None:
        await record_change(tx, META, added, "added")


async def waiting_template(tx: Tx, template_id: UUID) -> MessageTemplate:
    """A template that is to be created in WhatsApp's account, locked.

    Raises:
        NotFound: it was deleted, or isn't waiting any more.
    """
    row = await load(tx, MessageTemplate, template_id, lock=True)
    if row is None or row.provider_status != "pending":
        raise NotFound
    return row
