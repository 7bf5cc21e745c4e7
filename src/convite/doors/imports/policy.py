"""Access to imports and tasks, where uploads go, and turns to read files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.access import Token
from convite.core.dates import country_of_zone
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotAllowed, NotFound, Unavailable
from convite.core.request import CurrentCaller, LoggedIn, Read, Write
from convite.core.tasks import Task, read_task
from convite.doors.erasure.queries import erased_people
from convite.doors.imports.actions import Destination
from convite.doors.imports.models import Import
from convite.doors.imports.queries import Plan, earlier_mappings, import_by_id, parse_file
from convite.doors.imports.schemas import Upload
from convite.doors.invitations.queries import country_of
from convite.events.event.policy import EventAccess, enter_event, judge
from convite.events.event.queries import place_of
from convite.people.organizations.policy import enter_organization
from convite.people.organizations.queries import tenant_of

RIGHT = "import_guests"


@dataclass(frozen=True, kw_only=True)
class ImportAccess:
    """An import the caller may act on."""

    imported: Import
    actor: Actor


async def import_access(
    request: Request, import_id: UUID, who: CurrentCaller, token: LoggedIn, tx: Read
) -> ImportAccess:
    """Access by the right to import into the event, or to edit the organization's address book."""
    place = await place_of(tx, "import", import_id)
    if place is not None:
        await judge(request, await enter_event(tx, who, "import", import_id), RIGHT)
    else:
        await enter_address_book(tx, token, import_id)
    imported = await import_by_id(tx, import_id)
    if imported is None:
        raise NotFound
    return ImportAccess(imported=imported, actor=token.actor)


import_access.right = RIGHT  # type: ignore[attr-defined]


async def enter_address_book(tx: Read, token: Token, import_id: UUID) -> None:
    """Enters the organization of an address book import."""
    tenant = await tenant_of(tx, "import", import_id)
    if tenant is None:
        raise NotFound
    access = await enter_organization(tx, token, tenant)
    access.need("edit_guests")


async def own_file(
    request: Request, import_id: UUID, who: CurrentCaller, token: LoggedIn, tx: Read
) -> Import:
    """An import whose file the caller brought, and may still import; 404 for everybody else's.

    An address book has many people in it who aren't guests: it isn't the whole team's to read.
    """
    try:
        access = await import_access(request, import_id, who, token, tx)
    except NotAllowed:
        raise NotFound from None
    if access.imported.user_id != access.actor.id:
        raise NotFound
    return access.imported


own_file.right = "own_file"  # type: ignore[attr-defined]


async def own_task(task_id: UUID, token: LoggedIn, tx: Read) -> Task:
    """The caller's own task; 404 for anybody else's."""
    tenant = await tenant_of(tx, "task", task_id)
    if tenant is None:
        raise NotFound
    await tx.enter(Principal(organization_id=tenant, user_id=token.user_id))
    task = await read_task(tx, task_id)
    if task is None or task.user_id != token.user_id:
        raise NotFound
    return task


own_task.right = "own_task"  # type: ignore[attr-defined]

OneImport = Annotated[ImportAccess, Depends(import_access)]
OwnFile = Annotated[Import, Depends(own_file)]
OwnTask = Annotated[Task, Depends(own_task)]


#: How many files a process reads at the same time, so that threads are left for others; more wait.
READERS = asyncio.Semaphore(2)
#: How long an upload waits for its turn, in seconds.
PATIENCE = 20


@asynccontextmanager
async def reading() -> AsyncIterator[None]:
    """A turn to read a file.

    Raises:
        Unavailable: others have taken all turns for too long.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            await READERS.acquire()
    except TimeoutError:
        busy = Unavailable("Many files are being read right now. Try again in a moment.")
        raise busy.with_text("reading") from None
    try:
        yield
    finally:
        READERS.release()


async def destination_in(tx: Read, access: EventAccess) -> Destination:
    """Where an upload to an event goes; its country is the event's, if that is known."""
    country = await country_of(tx, access.event)
    return Destination(
        organization_id=access.event.organization_id,
        event_id=access.event.id,
        actor=access.actor,
        country=country,
        proposed_country=country or country_of_zone(access.event.timezone),
    )


async def plan_of(tx: Write, destination: Destination, body: Upload) -> Plan:
    """The upload, read in its turn.

    Raises:
        Invalid: the file or the mapping is wrong.
        Unavailable: others have taken all turns for too long.
    """
    country = body.country or destination.country
    earlier = await earlier_mappings(tx, destination.organization_id) if not body.mapping else []
    erased = await erased_people(tx.driver, destination.organization_id)
    async with reading():
        # a hostile workbook takes as long as its process may, in which nothing is asked of the database
        await tx.driver.execute("SET LOCAL idle_in_transaction_session_timeout = '60s'")
        return await asyncio.to_thread(
            parse_file,
            body.content,
            body.mapping,
            country,
            body.choices,
            earlier,
            erased=erased,
        )
