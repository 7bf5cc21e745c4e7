"""Queries of events' public pages."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.doors.admission.queries import left_for_newcomers
from convite.doors.admission.rules import waitlist_mode
from convite.doors.eventpage.rules import (
    Coming,
    PublicEvent,
    PublicHost,
    Standing,
    face_address,
    picture_address,
)
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, public_place_at
from convite.events.event.rules import minimum_moment
from convite.events.event.schemas import settings_in_force
from convite.events.files.models import File
from convite.events.files.schemas import picture_out
from convite.events.images.queries import image_file, images_of
from convite.events.parts.queries import shown_parts
from convite.events.team.queries import member_for
from convite.people.blocks.queries import hidden_people
from convite.people.identity.queries import user_by_id
from convite.room.capacity.queries import pool_of
from convite.room.tickettypes.queries import sells_tickets

#: Most people that a page names.
MOST_PEOPLE = 12
HOST = "SELECT * FROM public_host($1)"
PEOPLE = "SELECT * FROM people_coming($1, $2)"
# Served by attendees_user_id_index, and the indexes of open requests and entries.
STANDING = """
SELECT CASE
  WHEN EXISTS (SELECT FROM attendees WHERE event_id = $1 AND user_id = $2 AND status = 'going')
    THEN 'coming'
  WHEN EXISTS (SELECT FROM join_requests WHERE event_id = $1 AND user_id = $2 AND status = 'pending')
    THEN 'asked'
  ELSE (SELECT status FROM waitlist_entries
    WHERE event_id = $1 AND user_id = $2 AND status IN ('waiting', 'offered'))
END
"""


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
    shown = await shown_event(tx, event, hidden)
    if reader_id is None:
        return shown
    return replace(shown, standing=await standing_of(tx, event, reader_id))


async def standing_of(tx: ReadTx, event: Event, reader_id: UUID) -> Standing | None:
    """What a reader with an account is to an event; None if they have nothing to do with it yet."""
    if reader_id == event.host_user_id or await member_for(
        tx, event.id, user_id=reader_id, email_key=None
    ):
        return "team"
    found: Standing | None = await tx.driver.fetchval(STANDING, event.id, reader_id)
    return found


async def shown_event(
    tx: ReadTx, event: Event, hidden: Collection[UUID] = (), *, is_preview: bool = False
) -> PublicEvent:
    """What the page of an event shows, without those `hidden` from the reader.

    A preview has its pictures where its team reads them, since the page isn't there yet.
    """
    host = await user_by_id(tx, event.host_user_id)
    parts = [part for part in await shown_parts(tx, event) if part.for_all]
    pool = await pool_of(tx, event.id)
    images = await images_of(tx, event.id)
    covers = [file.id for image, file in images if image.kind == "cover"]
    return PublicEvent(
        event=event,
        host=host.name if host else "",
        known_host=await public_host(tx, event.host_user_id),
        parts=parts,
        going=pool.taken,
        people=await people_coming(tx, event, hidden),
        places_left=await left_for_newcomers(tx, pool),
        needed=people_needed(event, pool.taken),
        can_wait=waitlist_mode(event) != "off",
        sells_tickets=await sells_tickets(tx, event.id),
        images=[
            picture_out(file, None if is_preview else picture_address(event.slug, file.id))
            for _, file in images
        ],
        cover_id=covers[0] if covers else None,
    )


def people_needed(event: Event, going: int) -> int:
    """How many more have to come for an event to take place; 0 once that has been looked at."""
    rule = settings_in_force(None, event.settings)
    look = minimum_moment(rule, event.starts_at)
    if rule.min_people is None or event.status != "published" or event.minimum_looked_for == look:
        return 0
    return max(0, rule.min_people - going)


async def people_coming(
    tx: ReadTx, event: Event, hidden: Collection[UUID] = ()
) -> Sequence[Coming]:
    """Who comes and lets everybody see it, without those `hidden` from the reader; nobody if the host
    doesn't want it.
    """
    if not settings_in_force(None, event.settings).page.shows_people:
        return []
    rows = await tx.driver.fetch(PEOPLE, event.id, MOST_PEOPLE)
    return [coming(row, event.slug) for row in rows if row["user_id"] not in hidden]


def coming(row: Any, slug: str) -> Coming:
    """Somebody who comes, of a row of `people_coming`."""
    file = file_of(row)
    picture = picture_out(file, face_address(slug, file.id)) if file else None
    return Coming(user_id=row["user_id"], name=row["name"], file=file, picture=picture)


def file_of(row: Any) -> File | None:
    """The picture of a row, if everybody may see one."""
    if row["id"] is None:
        return None
    names = ("id", "key", "content_type", "size", "width", "height", "variants")
    return File(**{name: row[name] for name in names})


async def public_host(
    tx: ReadTx, host_id: UUID, *, reader_id: UUID | None = None
) -> PublicHost | None:
    """Somebody who hosts public events, or did; None for anybody else.

    Nobody sees those whom they blocked, or who blocked them.
    """
    await tx.ensure_entered()
    if reader_id is not None and host_id in await hidden_people(tx):
        return None
    row = await tx.driver.fetchrow(HOST, host_id)
    if row is None:
        return None
    return PublicHost(
        id=host_id,
        name=row["name"],
        bio=row["bio"],
        is_verified=row["is_verified"],
        held=row["held"],
        picture=file_of(row),
    )


async def public_face(tx: ReadTx, slug: str, file_id: UUID) -> File | None:
    """The picture of somebody whom the event's page names; None if it shows no such picture."""
    await tx.enter(Principal())
    place = await public_place_at(tx, slug)
    if place is None:
        return None
    await tx.enter(Principal(organization_id=place.organization_id))
    event = await event_by_id(tx, place.event_id)
    people = await people_coming(tx, event) if event is not None else ()
    return next((one.file for one in people if one.file and one.file.id == file_id), None)


async def public_picture(tx: ReadTx, slug: str, file_id: UUID) -> File | None:
    """A picture on the event's page; None if there is no such page, or it doesn't show the picture."""
    await tx.enter(Principal())
    place = await public_place_at(tx, slug)
    if place is None:
        return None
    await tx.enter(Principal(organization_id=place.organization_id))
    return await image_file(tx, place.event_id, file_id)
