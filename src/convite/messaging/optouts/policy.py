"""Whose link it is: it stands for one guest and opens nothing else."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from convite.core.config import settings
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.messaging.optouts.rules import read_token

CHANNEL = "email"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The guest whose mail has the link."""

    principal: Principal
    guest_id: UUID

    @property
    def actor(self) -> Actor:
        """They act by the mail's link."""
        return Actor(kind="guest", id=self.guest_id, via="mail")


async def reader_of(token: str) -> Reader:
    """The guest of a link.

    Raises:
        NotFound: the link isn't ours, or is cut off.
    """
    found = read_token(settings().secret, token)
    if found is None:
        raise NotFound("This link is incomplete. Copy all of it from the mail.")
    organization_id, guest_id = found
    return Reader(principal=Principal(organization_id=organization_id), guest_id=guest_id)


MailReader = Annotated[Reader, Depends(reader_of)]
