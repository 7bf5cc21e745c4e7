"""Queries of what stands on printed tickets."""

import asyncio
import contextlib

from convite.core.db import ReadTx
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.events.images.queries import images_of
from convite.gateways.storage import Missing, storage
from convite.insight.ticketsheets.rules import Look, strip_of


async def look_of(tx: ReadTx, event: Event) -> Look:
    """How an event's tickets look. A cover whose bytes are lost counts as none."""
    rule = settings_in_force(None, event.settings)
    covers = [file for image, file in await images_of(tx, event.id) if image.kind == "cover"]
    strip = b""
    if covers:
        with contextlib.suppress(Missing):
            strip = await asyncio.to_thread(strip_of, await storage().read(covers[0].key))
    return Look(cover=strip, is_serif=rule.title_font == "serif", house_rules=rule.house_rules)
