"""Who may read and change an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.access import Token
from convite.core.problems import NotAllowed, NotFound, NotKnown
from convite.core.request import LoggedIn, Read
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class AccountAccess:
    """An account the caller may read and change: their own, or any for an admin."""

    token: Token
    user: User

    def need_admin_for(self, values: Mapping[str, object]) -> None:
        """Only admins may change an account's role or active state.

        Raises:
            NotAllowed: they aren't.
        """
        if {"role", "is_active"} & values.keys() and not self.token.is_admin:
            raise NotAllowed("Only admins can change an account's role or disable it.")


async def account_access(user_id: UUID, token: LoggedIn, tx: Read) -> AccountAccess:
    """The caller's own account, or any account for an admin; otherwise 404."""
    if token.user_id != user_id and not token.is_admin:
        raise NotFound
    user = await user_by_id(tx, user_id)
    if user is None:
        raise NotFound
    return AccountAccess(token=token, user=user)


Account = Annotated[AccountAccess, Depends(account_access)]


async def own_account(token: LoggedIn, tx: Read) -> AccountAccess:
    """The caller's own account, unless it has been deleted."""
    user = await user_by_id(tx, token.user_id)
    if user is None:
        raise NotKnown
    return AccountAccess(token=token, user=user)


OwnAccount = Annotated[AccountAccess, Depends(own_account)]


async def only_admin(token: LoggedIn) -> Token:
    """Platform admins only."""
    if not token.is_admin:
        raise NotAllowed("Only admins can see this.")
    return token


Admin = Annotated[Token, Depends(only_admin)]
