"""Queries of message templates."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from convite.core.config import settings
from convite.core.db import ReadTx, load
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import FieldText, invalid
from convite.messaging.templates.models import MessageTemplate
from convite.messaging.templates.rules import check_variables, own_placeholders, placeholders
from convite.messaging.templates.schemas import TemplateOut
from convite.people.guests.models import Channel


def is_usable(row: MessageTemplate) -> bool:
    """Whether messages can be sent with it. Without WhatsApp, they go to the outbox unapproved."""
    if row.channel != "whatsapp" or not settings().whatsapp_phone_id:
        return True
    return row.provider_status == "approved"


def template_out(row: MessageTemplate) -> TemplateOut:
    """A template as it is shown."""
    names = TemplateOut.model_fields.keys() - {"placeholders", "is_usable"}
    return TemplateOut(
        **{name: getattr(row, name) for name in names},
        placeholders=own_placeholders(row.subject + row.body, row.channel),
        is_usable=is_usable(row),
    )


async def templates_page(
    tx: ReadTx, organization_id: UUID, query: PageQuery, *, channel: Channel | None
) -> Page[TemplateOut]:
    """The organization's templates, newest first."""
    statement = select(MessageTemplate).where(MessageTemplate.organization_id == organization_id)
    if channel is not None:
        statement = statement.where(MessageTemplate.channel == channel)
    by = [MessageTemplate.created_at, MessageTemplate.id]
    return await page(tx, statement, query, by, lambda row: template_out(row[0]), descending=True)


async def count_templates(tx: ReadTx, organization_id: UUID) -> int:
    """How many templates the organization has."""
    counted = select(func.count()).where(MessageTemplate.organization_id == organization_id)
    return (await tx.execute(counted)).scalar_one()


async def template_for(tx: ReadTx, template_id: UUID, channel: str) -> MessageTemplate:
    """The template that a message is sent with.

    Raises:
        Invalid: there is none, it is of another channel, or WhatsApp doesn't let it be used now.
    """
    row = await load(tx, MessageTemplate, template_id)
    if row is None:
        english = "There is no such template."
        raise invalid("template_id", FieldText(name="template.none", english=english))
    if row.channel != channel:
        english = "This template is for another channel."
        raise invalid("template_id", FieldText(name="template.channel", english=english))
    if not is_usable(row):
        english = "WhatsApp hasn't approved this template, or has paused it. Choose another."
        raise invalid("template_id", FieldText(name="template.unusable", english=english))
    return row


async def template_with(
    tx: ReadTx, template_id: UUID, channel: str, variables: Mapping[str, str]
) -> MessageTemplate:
    """The template that a message is sent with, once these values fit it.

    Raises:
        Invalid: it can't be used, or a placeholder has no value, or a value no placeholder.
    """
    row = await template_for(tx, template_id, channel)
    check_variables(own_placeholders(row.subject + row.body, channel), variables)
    return row


async def languages_of(tx: ReadTx, row: MessageTemplate) -> Mapping[str, MessageTemplate]:
    """The usable languages of a WhatsApp template that take the same values."""
    if row.provider_name is None:
        return {row.locale: row}
    found = await tx.execute(
        select(MessageTemplate).where(
            MessageTemplate.organization_id == row.organization_id,
            MessageTemplate.provider_name == row.provider_name,
        )
    )
    wanted = placeholders(row.body)
    return {
        one.locale: one
        for one in found.scalars()
        if is_usable(one) and placeholders(one.body) == wanted
    }
