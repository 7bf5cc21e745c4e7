"""Who may read the outbox."""

from typing import Annotated

from fastapi import Depends

from convite.core.config import settings
from convite.core.problems import NotAllowed, NotKnown
from convite.core.request import Asking


async def outbox_reader(who: Asking) -> None:
    """Anybody where Convite is tried out on this machine alone, else platform admins.

    Raises:
        NotKnown: nobody is logged in.
        NotAllowed: they are no admin.
    """
    if settings().open_outbox:
        return
    if who.token is None:
        raise NotKnown
    if not who.token.is_admin:
        raise NotAllowed("The outbox is for administrators.")


outbox_reader.right = "read_outbox"  # type: ignore[attr-defined]

OutboxReader = Annotated[None, Depends(outbox_reader)]
