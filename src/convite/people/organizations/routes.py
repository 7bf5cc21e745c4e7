"""HTTP routes of organizations."""

from typing import Annotated

from fastapi import APIRouter, Depends

from convite.core.db import Principal
from convite.core.paging import Page, PageQuery
from convite.core.request import LoggedIn, Read
from convite.people.organizations.queries import organizations_page
from convite.people.organizations.schemas import OrganizationOut

router = APIRouter(prefix="/api/organizations", tags=["Organizations"])


@router.get("")
async def organizations(
    token: LoggedIn, tx: Read, query: Annotated[PageQuery, Depends()]
) -> Page[OrganizationOut]:
    """The organizations the caller is a member of."""
    await tx.enter(Principal(user_id=token.user_id))
    return await organizations_page(tx, query, OrganizationOut.model_validate)
