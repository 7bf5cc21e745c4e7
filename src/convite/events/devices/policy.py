"""Door access: authorization of hot verbs for people and devices."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from convite.core.db import ReadTx
from convite.core.hot import Entering, HotAccess, HotDoor
from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller
from convite.events.devices.actions import note_seen
from convite.events.event.policy import EventAccess, enter_door, guesses_limited

#: For devices that only scan; fetching the roster already updates last seen.
NOTED_EACH = timedelta(seconds=60)

AccessT = TypeVar("AccessT", bound=HotAccess)


async def enter_hot(
    door: HotDoor,
    entering: Entering,
    keep: Callable[[ReadTx, EventAccess], Awaitable[AccessT]],
) -> AccessT:
    """The access check of event-scoped routes, for a hot verb: tenant, membership, code or device key.

    `keep` converts the result into the verb's cache entry.

    Raises:
        NotKnown: no credentials, or an unknown key (attempts are rate-limited by address).
        NotFound: the event doesn't exist or the caller has no access.
    """
    if entering.who == Caller():
        raise NotKnown
    try:
        event_id = UUID(entering.key)
    except ValueError:
        raise NotFound from None
    async with door.database.read() as tx:
        async with guesses_limited(door.state.budgets, entering.client, entering.who):
            access = await enter_door(tx, entering.who, event_id)
        kept = await keep(tx, access)
    if access.device is not None and access.device.is_unseen_for(NOTED_EACH):
        await note_seen(door.database, access.device, None)
    return kept
