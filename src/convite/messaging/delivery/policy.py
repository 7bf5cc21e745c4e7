"""Who may read the outbox."""

from typing import Annotated

from fastapi import Depends

from convite.core.config import settings
from convite.core.problems import NotKnown
from convite.core.request import CurrentCaller


async def outbox_reader(who: CurrentCaller) -> None:
    """Lets anybody read the outbox in demo mode on the local machine, else platform admins only.

    Raises:
        NotKnown: nobody is logged in.
        NotAllowed: the user isn't a platform admin, or logged in without a second factor.
    """
    if settings().open_outbox:
        return
    if who.token is None:
        raise NotKnown
    who.token.need_admin("The outbox is for administrators.")


outbox_reader.right = "read_outbox"  # type: ignore[attr-defined]

OutboxReader = Annotated[None, Depends(outbox_reader)]
