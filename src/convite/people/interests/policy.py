"""Which interest a path names, for the admins who keep the list."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.access import Token
from convite.core.db import load
from convite.core.problems import NotFound
from convite.core.request import Read
from convite.people.identity.policy import Admin
from convite.people.interests.models import Interest


@dataclass(frozen=True, kw_only=True)
class InterestAccess:
    """An interest of the list, and the admin who keeps it."""

    token: Token
    interest: Interest


async def interest_access(interest_id: UUID, admin: Admin, tx: Read) -> InterestAccess:
    """The interest of the path; 403 to those who aren't admins."""
    found = await load(tx, Interest, interest_id)
    if found is None:
        raise NotFound
    return InterestAccess(token=admin, interest=found)


Kept = Annotated[InterestAccess, Depends(interest_access)]
