"""HTTP routes of message templates."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.templates import actions
from convite.messaging.templates.policy import Edit, Manage, OneTemplate, See, ToEdit, ToSubmit
from convite.messaging.templates.queries import template_out, templates_page
from convite.messaging.templates.schemas import (
    SyncAsked,
    TemplateFields,
    TemplateOut,
    TemplateUpdate,
)
from convite.people.guests.models import Channel

router = APIRouter(prefix="/api", tags=["Messages"], route_class=KeyedRoute)

PATH = "/message-templates"
Send = Annotated[EventAccess, Depends(event_access("send_messages"))]


@router.get(PATH)
async def message_templates(
    access: See, tx: Read, query: Paging, for_channel: Channel | None = None
) -> Page[TemplateOut]:
    """The templates of an organization (default: the caller's own), newest first."""
    return await templates_page(tx, access.organization_id, query, channel=for_channel)


@router.get("/events/{event_id}/message-templates")
async def event_message_templates(
    access: Send, tx: Read, query: Paging, for_channel: Channel | None = None
) -> Page[TemplateOut]:
    """The templates that the event's team can write with, newest first."""
    return await templates_page(tx, access.event.organization_id, query, channel=for_channel)


@router.post(PATH, status_code=201)
async def create_message_template(body: TemplateFields, access: Edit, tx: Write) -> TemplateOut:
    """Adds a template."""
    organization_id = access.organization_id
    row = await actions.add(tx, access.token.actor, body, organization_id=organization_id)
    return template_out(row)


@router.post(f"{PATH}/sync", status_code=202)
async def sync_message_templates(access: Manage, tx: Write) -> SyncAsked:
    """Has the templates of WhatsApp's account read: their status, and new ones."""
    await actions.ask_sync(tx, access.token.actor, access.organization_id)
    return SyncAsked(status="queued")


@router.get(PATH + "/{template_id}")
async def message_template(access: OneTemplate) -> TemplateOut:
    """One template."""
    return template_out(access.template)


@router.put(PATH + "/{template_id}", operation_id="put_message_template")
@router.patch(PATH + "/{template_id}", operation_id="patch_message_template")
async def change_message_template(body: TemplateUpdate, access: ToEdit, tx: Write) -> TemplateOut:
    """Changes the fields sent; of a text that WhatsApp has, only its name here and its values."""
    values = body.sent()
    current = template_out(access.template).model_dump(mode="json")
    check_version(access.template, values.pop("version", None), current)
    return template_out(await actions.change(tx, access.actor, access.template, values))


@router.delete(PATH + "/{template_id}", status_code=204)
async def remove_message_template(access: ToEdit, tx: Write) -> None:
    """Deletes a template here; in WhatsApp's account it stays."""
    await actions.remove(tx, access.actor, access.template)


@router.post(PATH + "/{template_id}/submit", status_code=202)
async def submit_message_template(access: ToSubmit, tx: Write) -> TemplateOut:
    """Has a WhatsApp template created in WhatsApp's account, which then looks at it."""
    return template_out(await actions.submit(tx, access.actor, access.template))
