"""HTTP routes of organizations."""

from fastapi import APIRouter

from convite.core.db import Principal
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read
from convite.core.responses import DirectRoute
from convite.people.organizations.queries import organizations_page
from convite.people.organizations.schemas import OrganizationOut

router = APIRouter(prefix="/api/organizations", tags=["Organizations"], route_class=DirectRoute)


@router.get("")
async def organizations(token: LoggedIn, tx: Read, query: Paging) -> Page[OrganizationOut]:
    """The organizations the caller is a member of."""
    await tx.enter(Principal(user_id=token.user_id))
    return await organizations_page(tx, query, OrganizationOut.model_validate)
