"""The text of an event's page, and the pictures of previews of its link.

A picture is made once for each version of an event, and not for any number at a time.
"""

import asyncio
from collections import OrderedDict
from typing import Any
from uuid import UUID

from fastapi import Request
from markupsafe import Markup

from convite.core.budgets import address_of, spend
from convite.core.config import settings
from convite.core.dates import format_span
from convite.core.db import ReadTx
from convite.core.language import Locale
from convite.core.pages import render
from convite.core.problems import NotFound
from convite.doors.eventpage.rules import (
    PublicEvent,
    initials,
    over_cover,
    page_address,
    part_in,
    preview_values,
    share_links,
    structured_data,
    summary,
)
from convite.doors.publicpages.policy import event_values
from convite.events.event.rules import text_in
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


def page_text(shown: PublicEvent, locale: Locale, *, is_preview: bool = False) -> str:
    """The page of an event in a language; a preview says that it is one."""
    event, url = shown.event, page_address(settings().address, shown.event.slug)
    common = event_values(event, locale)
    rule = settings_in_force(None, event.settings)
    values: dict[str, Any] = {
        **common,
        "description": text_in(event, "description", locale),
        "about": summary(text_in(event, "description", locale)),
        "host": shown.host,
        "known_host": shown.known_host,
        "url": url,
        "parts": [part_in(part, locale) for part in shown.parts],
        "part_times": {
            part.id: format_span(part.starts_at, part.ends_at, event.timezone, locale)
            for part in shown.parts
        },
        "shown_event": shown,
        "min_people": rule.min_people,
        "on_page": rule.page,
        "initials": initials,
        "share": share_links(common["title"], url),
        "images": shown.images,
        "has_cover": shown.cover_id is not None,
        "is_preview": is_preview,
        "data": Markup(structured_data(shown, locale, settings().address, url)),  # noqa: S704 (escaped there)
    }
    return render("event.html", locale, **values)
