"""Writes of events' pictures."""

from collections.abc import Sequence
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record
from convite.core.problems import Conflict, FieldText, invalid
from convite.events.event.models import Event
from convite.events.files.actions import copy_file, remove_files
from convite.events.files.models import File
from convite.events.files.queries import file_by_id
from convite.events.images.facts import ImageAdded, ImageMoved, ImageRemoved
from convite.events.images.models import EventImage
from convite.events.images.queries import UNUSED, images_of
from convite.events.images.rules import KIND_OF, MOST, moved_to


async def add_image(
    tx: Tx, actor: Actor, event: Event, file_id: UUID, position: int | None
) -> tuple[EventImage, File]:
    """Makes an uploaded file a picture of its event.

    Raises:
        Invalid: the file isn't one that was uploaded for this.
        Conflict: the event has it already, or as many as it may have.
    """
    file = await file_by_id(tx, file_id)
    kind = KIND_OF.get(file.purpose) if file is not None else None
    if file is None or kind is None or file.event_id != event.id:
        english = "This isn't a picture of the event; upload it to /api/files first."
        raise invalid("file_id", FieldText(name="image.file", english=english))
    others = await locked_kind(tx, event.id, kind)
    if len(others) >= MOST[kind]:
        english = f"An event can have at most {MOST[kind]} of these pictures. Remove one first."
        raise Conflict(english, name="too-many-images").with_text(most=MOST[kind])
    image = EventImage(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        file_id=file.id,
        kind=kind,
        position=len(others),
    )
    tx.add(image)
    number(moved_to(others, image, position))
    await tx.flush()
    await record(tx, actor, ImageAdded.of(image))
    return image, file


async def locked_kind(tx: Tx, event_id: UUID, kind: str) -> list[EventImage]:
    """An event's pictures of a kind, in order; the event's lock keeps others from adding to them."""
    await load(tx, Event, event_id, lock=True)
    return [image for image, _ in await images_of(tx, event_id) if image.kind == kind]


def number(images: Sequence[EventImage]) -> None:
    """Gives pictures their positions in this order."""
    for position, image in enumerate(images):
        image.position = position


async def move_image(tx: Tx, actor: Actor, image: EventImage, position: int) -> EventImage:
    """Moves a picture among those of its kind."""
    order = await locked_kind(tx, image.event_id, image.kind)
    before = image.position
    number(moved_to(order, image, position))
    if image.position != before:
        await tx.flush()
        changes = {"position": (before, image.position)}
        await record(tx, actor, ImageMoved.of(image, changes=changes))
    return image


async def remove_image(tx: Tx, actor: Actor, image: EventImage) -> None:
    """Removes a picture with its file."""
    order = await locked_kind(tx, image.event_id, image.kind)
    number([one for one in order if one.id != image.id])
    await record(tx, actor, ImageRemoved.of(image))
    await tx.delete(image)
    await tx.flush()
    await remove_files(tx, actor, [image.file_id])


async def copy_images(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies the pictures to a duplicated event, which shares their bytes."""
    for image, file in await images_of(tx, source.id):
        copied = await copy_file(tx, file.id, target)
        if copied is not None:
            place = {"kind": image.kind, "position": image.position, "file_id": copied}
            tenant = target.organization_id
            tx.add(EventImage(id=new_id(), organization_id=tenant, event_id=target.id, **place))
    await tx.flush()


async def remove_unused(system: Database) -> int:
    """Removes uploads that became no picture of their event; returns of how many organizations."""
    rows = await system.pool.fetch(UNUSED)
    for row in rows:
        async with system.tx(Principal(organization_id=row["organization_id"])) as tx:
            await remove_files(tx, SYSTEM, row["ids"])
    return len(rows)
