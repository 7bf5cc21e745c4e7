"""Who may see and revoke an API key: whoever made it, and who manages its organization."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.db import Principal
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read
from convite.people.apikeys.models import ApiKey
from convite.people.apikeys.queries import key_by_id
from convite.people.organizations.policy import OrganizationAccess, enter_organization


@dataclass(frozen=True, kw_only=True)
class KeyAccess:
    """A key that the caller may see and revoke."""

    organization: OrganizationAccess
    key: ApiKey


async def key_access(key_id: UUID, token: LoggedIn, tx: Read) -> KeyAccess:
    """The key of the path; 404 to those who neither made it nor manage its organization."""
    await tx.enter(Principal(user_id=token.user_id))
    key = await key_by_id(tx, key_id)
    if key is None:
        raise NotFound
    access = await enter_organization(tx, token, key.organization_id)
    if key.user_id != token.user_id and not access.can("manage_organization"):
        raise NotFound
    return KeyAccess(organization=access, key=key)


Key = Annotated[KeyAccess, Depends(key_access)]
