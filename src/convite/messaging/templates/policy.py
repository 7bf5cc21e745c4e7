"""Who may see and change an organization's templates."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.db import Principal, load
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read
from convite.messaging.templates.models import MessageTemplate
from convite.people.organizations.policy import ActingIn, OrganizationAccess, enter_organization
from convite.people.organizations.queries import tenant_of

#: Whoever sees the guest list sees them; whoever makes events writes them; who manages the
#: organization deals with WhatsApp.
SEE, EDIT, MANAGE = "see_guests", "create_events", "manage_organization"


async def seen(access: ActingIn) -> OrganizationAccess:
    """The organization of the query, for those who see its templates."""
    access.need(SEE)
    return access


async def edited(access: ActingIn) -> OrganizationAccess:
    """The organization of the query, for those who write its templates."""
    access.need(EDIT)
    return access


async def managed(access: ActingIn) -> OrganizationAccess:
    """The organization of the query, for those who manage it."""
    access.need(MANAGE)
    return access


See = Annotated[OrganizationAccess, Depends(seen)]
Edit = Annotated[OrganizationAccess, Depends(edited)]
Manage = Annotated[OrganizationAccess, Depends(managed)]


@dataclass(frozen=True, kw_only=True)
class TemplateAccess:
    """A template, and what the caller may do with it."""

    organization: OrganizationAccess
    template: MessageTemplate

    @property
    def actor(self) -> Actor:
        """The caller."""
        return self.organization.token.actor


async def template_access(template_id: UUID, token: LoggedIn, tx: Read) -> TemplateAccess:
    """The template of the path, for those who see it; 404 to strangers."""
    await tx.enter(Principal(user_id=token.user_id))
    tenant = await tenant_of(tx, "message_template", template_id)
    if tenant is None:
        raise NotFound
    access = await enter_organization(tx, token, tenant)
    access.need(SEE)
    row = await load(tx, MessageTemplate, template_id)
    if row is None:
        raise NotFound
    return TemplateAccess(organization=access, template=row)


OneTemplate = Annotated[TemplateAccess, Depends(template_access)]


async def template_to_edit(access: OneTemplate) -> TemplateAccess:
    """The template of the path, for those who write it."""
    access.organization.need(EDIT)
    return access


async def template_to_submit(access: OneTemplate) -> TemplateAccess:
    """The template of the path, for those who deal with WhatsApp."""
    access.organization.need(MANAGE)
    return access


ToEdit = Annotated[TemplateAccess, Depends(template_to_edit)]
ToSubmit = Annotated[TemplateAccess, Depends(template_to_submit)]
