"""The pictures of previews: made once for each version of an event, and not for any number at a time."""

import asyncio
from collections import OrderedDict
from uuid import UUID

from fastapi import Request

from convite.core.budgets import address_of, spend
from convite.core.dates import format_span
from convite.core.db import ReadTx
from convite.core.problems import NotFound
from convite.doors.eventpage.rules import PublicEvent, over_cover, preview_values
from convite.events.event.schemas import settings_in_force
from convite.events.files.policy import bytes_of
from convite.events.files.queries import file_by_id
from convite.gateways.typesetting import TypesettingFailed, TypesettingTimedOut, typeset

#: Pictures that a process keeps; each is up to half a megabyte.
MAX_KEPT = 40
#: Seconds in which one is typeset.
SECONDS = 15.0
#: Event, its version and cover → its picture.
KEPT: OrderedDict[tuple[UUID, int, UUID | None], bytes] = OrderedDict()
#: Each takes a process with 80 MB.
AT_ONCE = asyncio.Semaphore(1)


async def preview_of(request: Request, tx: ReadTx, shown: PublicEvent) -> bytes:
    """The picture of a page's previews, as PNG.

    Raises:
        TooMany: too many were made for the caller's address.
        NotFound: it can't be made.
    """
    key = (shown.event.id, shown.event.version, shown.cover_id)
    if key not in KEPT:
        await spend(request, "preview", address_of(request))
        async with AT_ONCE:
            if key not in KEPT:
                KEPT[key] = await made(tx, shown)
                if len(KEPT) > MAX_KEPT:
                    KEPT.popitem(last=False)
    return KEPT[key]


async def made(tx: ReadTx, shown: PublicEvent) -> bytes:
    """Makes the picture; see `preview_of`."""
    event = shown.event
    cover = await file_by_id(tx, shown.cover_id) if shown.cover_id else None
    content = await bytes_of(cover) if cover else None
    when = format_span(event.starts_at, event.ends_at, event.timezone, event.locale)
    hue = settings_in_force(None, event.settings).accent_hue
    values = preview_values(event, when, hue, has_cover=content is not None)
    try:
        words = await typeset("preview", values, seconds=SECONDS, form="png")
    except (TypesettingFailed, TypesettingTimedOut) as error:
        raise NotFound from error
    if content is None:
        return words.content
    return await asyncio.to_thread(over_cover, words.content, content)
