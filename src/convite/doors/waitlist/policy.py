"""Who may see and change an entry of a waiting list."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.core.request import CurrentCaller, LoggedIn, Write
from convite.doors.requests.policy import enter_own
from convite.doors.waitlist.models import WaitlistEntry
from convite.doors.waitlist.queries import entry_by_id
from convite.events.event.models import Event
from convite.events.event.policy import enter_event, key_in


@dataclass(frozen=True, kw_only=True)
class EntryAccess:
    """An entry that the caller may act on: their own, or of an event that they help to run."""

    event: Event
    entry: WaitlistEntry
    actor: Actor


async def own_entry(request: Request, token: LoggedIn, tx: Write) -> EntryAccess:
    """A dependency: the entry of the path, for the account that waits and nobody else.

    Raises:
        NotFound: it isn't theirs.
    """
    key = key_in(request, "entry_id")
    event = await enter_own(tx, "waitlist_entry", key, token.user_id)
    entry = await entry_by_id(tx, key)
    # the event stands in some of the paths too
    is_there = request.path_params.get("event_id", str(event.id)) == str(event.id)
    if entry is None or not is_there or entry.user_id != token.user_id:
        raise NotFound
    return EntryAccess(event=event, entry=entry, actor=token.actor)


IsOwn = Annotated[EntryAccess, Depends(own_entry)]


async def own_or_run(
    request: Request, who: CurrentCaller, token: LoggedIn, tx: Write
) -> EntryAccess:
    """A dependency: the entry of the path, for whoever waits and for those who edit the event's guests.

    Raises:
        NotFound: it is neither theirs nor of an event of theirs.
        NotAllowed: their role on the event doesn't include it.
    """
    try:
        return await own_entry(request, token, tx)
    except NotFound:
        access = await enter_event(tx, who, "waitlist_entry", key_in(request, "entry_id"))
        access.need("edit_guests")
        entry = await entry_by_id(tx, key_in(request, "entry_id"))
        if entry is None:
            raise NotFound from None
        return EntryAccess(event=access.event, entry=entry, actor=access.actor)


own_or_run.right = "edit_guests"  # type: ignore[attr-defined]

MayChange = Annotated[EntryAccess, Depends(own_or_run)]
