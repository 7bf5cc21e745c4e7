"""Writes of papers: requested, made by the worker, deleted after a week."""

import asyncio
import logging
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database
from convite.core.dates import format_date
from convite.core.db import ReadTx, Tx, load
from convite.core.language import direction, pick, translator
from convite.core.log import Actor
from convite.core.problems import Fault, Gone
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.core.tasks import Running, Task, result_of, start_task
from convite.doors.heldtickets.rules import HeldTicket
from convite.entrance.tickets.actions import ticket_revoked
from convite.events.event.models import Event
from convite.events.parts.models import EventPart
from convite.events.parts.queries import part_by_id
from convite.gateways.storage import storage
from convite.gateways.typesetting import TypesettingFailed, TypesettingTimedOut, typeset
from convite.insight.papers.queries import read
from convite.insight.papers.rules import (
    TEMPLATES,
    Content,
    Occasion,
    heading_values,
    unprinted,
)
from convite.insight.papers.schemas import PaperOrder, PaperRequest
from convite.insight.ticketsheets.queries import look_of
from convite.insight.ticketsheets.rules import PerPage, ticket_values

log = logging.getLogger("convite.papers")

KIND = "paper"
#: Reading, typesetting and storing.
STEPS = 3
#: How long a finished paper can be downloaded.
KEPT_DAYS = 7
#: Names that can't be printed, in a task's result; the total is there too.
MAX_NAMED = 50
#: Papers deleted by one statement.
FORGET_SIZE = 500


async def start(tx: Tx, actor: Actor, event: Event, wanted: PaperOrder) -> Task:
    """Queues a task that makes a paper."""
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="files",
        organization_id=event.organization_id,
        event_id=event.id,
        parameters=wanted.model_dump(mode="json"),
    )


async def make(running: Running) -> dict[str, Any]:
    """Makes a paper; the task's result names the stored file.

    Raises:
        Conflict: there is nobody to print, or too many.
        Gone: the event was deleted.
    """
    wanted = PaperOrder(**running.parameters)
    assert running.event_id is not None
    await running.report(0, STEPS)
    async with running.database.read(running.principal) as tx:
        event = await load(tx, Event, running.event_id)
        if event is None or event.deleted_at is not None:
            raise Gone("This event no longer exists.")
        locale = pick("", wanted.locale, event.locale)
        say = translator(locale).gettext
        part = await part_by_id(tx, event.id, wanted.part) if wanted.part else None
        made = await read(tx, event, wanted, say)
    await running.report(1, STEPS)
    if wanted.format == "pdf":
        head = heading_values(wanted.kind, occasion_of(event, part, locale, wanted.paper), say)
        given = head | await asyncio.to_thread(made.values)
        content, missing = await pdf_of("guest_view" if wanted.view else wanted.kind, given)
    else:
        content = await asyncio.to_thread(sheet_of, wanted, made)
        missing = frozenset()
    await running.report(2, STEPS)
    key = await storage().put(content)
    name = f"{event.slug}-{wanted.kind.replace('_', '-')}.{wanted.format}"
    names = unprinted(missing, made.names)
    return {
        "file_key": str(key),
        "name": name,
        "size": len(content),
        "people": made.people,
        "unprinted": names[:MAX_NAMED],
        "unprinted_total": len(names),
        **made.told,
    }


def occasion_of(event: Event, part: EventPart | None, locale: str, paper: str) -> Occasion:
    """The event, or a part of it, formatted for print."""
    starts_at = part.starts_at if part else event.starts_at
    return Occasion(
        title=f"{event.title} · {part.title}" if part else event.title,
        when=format_date(starts_at, event.timezone, locale) if starts_at else "",
        place=(part.venue_text if part else "") or event.venue_text,
        locale=locale,
        is_right_to_left=direction(locale) == "rtl",
        hue=int(event.settings.get("accent_hue", 350)),
        paper=paper,
        code_page=re.sub(r"^https?://", "", f"{settings().address}/r"),
    )


async def pdf_of(kind: str, given: dict[str, Any]) -> tuple[bytes, frozenset[str]]:
    """The paper as PDF, and the letters for which there is no font.

    Raises:
        Fault: it can't be typeset, or not in time. Trying again would end the same way, so the task
            fails at once.
    """
    try:
        made = await typeset(TEMPLATES.get(kind, kind), given, seconds=settings().paper_seconds)
    except TypesettingTimedOut as error:
        log.warning("a paper took too long: %s", error)
        raise Fault(
            "Creating this document took too long, so it was stopped. Try again, or download the"
            " list as Excel or CSV.",
            name="paper-too-slow",
        ) from error
    except TypesettingFailed as error:
        log.exception("a paper couldn't be typeset")
        raise Fault(
            "This document couldn't be created because of an error on our side. Try again, or"
            " download the list as Excel or CSV.",
            name="paper-failed",
        ) from error
    return made.content, made.missing


#: How many PDFs of tickets a process makes at once for those who wait for them.
AT_ONCE = asyncio.Semaphore(2)


async def tickets_pdf(
    tx: ReadTx, event: Event, tickets: Sequence[HeldTicket], locale: str, per_page: PerPage
) -> bytes:
    """Some tickets of an event, such as a party's, as one PDF.

    Raises:
        Conflict: none of them is valid.
        Fault: it can't be typeset.
    """
    held = [one for one in tickets if one.qr]
    if not held:
        raise ticket_revoked()
    look, say = await look_of(tx, event), translator(locale).gettext
    head = heading_values("tickets", occasion_of(event, None, locale, "a4"), say)
    async with AT_ONCE:
        given = await asyncio.to_thread(ticket_values, held, look, per_page, say)
        content, _ = await pdf_of("tickets", head | given)
    return content


def sheet_of(wanted: PaperRequest, made: Content) -> bytes:
    """The paper as a spreadsheet. CPU-bound; runs in a thread."""
    head, *rows = made.rows()
    if wanted.format == "csv":
        return MARK + csv_piece([head, *rows])
    with Workbook(wanted.kind) as book:
        book.head(head)
        book.add(rows)
        return book.close().read_bytes()


async def delete_old(system: Database) -> None:
    """Deletes the files of old papers; their tasks stay, without a file."""
    async with system.tx() as tx:
        found = await tx.execute(
            select(Task.id, Task.result)
            .where(Task.kind == KIND, Task.updated_at < now() - timedelta(days=KEPT_DAYS))
            .where(Task.result["file_key"].astext.is_not(None))
            .limit(FORGET_SIZE)
        )
        for row in found.all():
            await storage().delete(UUID(row.result["file_key"]))
            await tx.execute(
                update(Task).where(Task.id == row.id).values(result={"name": row.result["name"]})
            )


async def finished(task: Task) -> tuple[str, bytes]:
    """The name and bytes of a finished paper.

    Raises:
        Conflict: it isn't ready.
        Gone: it was deleted after a week.
    """
    result = result_of(task)
    if "file_key" not in result:
        raise Gone(f"Files are kept for {KEPT_DAYS} days. Create it again.")
    return str(result["name"]), await storage().read(UUID(result["file_key"]))
