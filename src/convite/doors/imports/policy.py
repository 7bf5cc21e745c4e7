"""Access to imports and tasks, and turns to read files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.access import Token
from convite.core.db import Principal
from convite.core.log import Actor
from convite.core.problems import NotFound, Unavailable
from convite.core.request import CurrentCaller, LoggedIn, Read
from convite.core.tasks import Task, read_task
from convite.doors.imports.models import Import
from convite.doors.imports.queries import import_by_id
from convite.events.event.policy import enter_event, judge
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
