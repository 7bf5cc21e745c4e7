"""Queries of events' public pages."""

from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.doors.admission.queries import left_for_newcomers
from convite.doors.admission.rules import waitlist_mode
from convite.doors.eventpage.rules import PublicEvent, picture_address
from convite.events.event.queries import event_by_id, public_place_at
from convite.events.files.models import File
from convite.events.files.schemas import picture_out
from convite.events.images.queries import image_file, images_of
from convite.events.parts.queries import shown_parts
from convite.people.blocks.queries import hidden_people
from convite.people.identity.queries import user_by_id
from convite.room.capacity.queries import pool_of


async def public_event(
    tx: ReadTx, slug: str, *, reader_id: UUID | None = None
) -> PublicEvent | None:
    """The event with a page at this address; None if nobody, or not everybody, may see it.

    A reader who is logged in doesn't see it if they or its host blocked the other.
    """
    await tx.enter(Principal(user_id=reader_id))
    place = await public_place_at(tx, slug)
    if place is None:
        return None
    hidden = await hidden_people(tx) if reader_id is not None else ()
    await tx.enter(Principal(organization_id=place.organization_id))
    event = await event_by_id(tx, place.event_id)
    if event is None or event.host_user_id in hidden:
        return None
    host = await user_by_id(tx, event.host_user_id)
    parts = [part for part in await shown_parts(tx, event) if part.for_all]
    pool = await pool_of(tx, event.id)
    images = await images_of(tx, event.id)
    covers = [file.id for image, file in images if image.kind == "cover"]
    return PublicEvent(
        event=event,
        host=host.name if host else "",
        parts=parts,
        going=pool.taken,
        places_left=await left_for_newcomers(tx, pool),
        can_wait=waitlist_mode(event) != "off",
        images=[picture_out(file, picture_address(slug, file.id)) for _, file in images],
        cover_id=covers[0] if covers else None,
    )


async def public_picture(tx: ReadTx, slug: str, file_id: UUID) -> File | None:
    """A picture on the event's page; None if there is no such page, or it doesn't show the picture."""
    await tx.enter(Principal())
    place = await public_place_at(tx, slug)
    if place is None:
        return None
    await tx.enter(Principal(organization_id=place.organization_id))
    return await image_file(tx, place.event_id, file_id)
