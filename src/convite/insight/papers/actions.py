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
from convite.core.db import Tx, load
from convite.core.language import Say, direction, pick, translator
from convite.core.log import Actor
from convite.core.problems import Conflict, Fault, Gone
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.core.tasks import Running, Task, result_of, start_task
from convite.events.event.models import Event
from convite.gateways.storage import storage
from convite.gateways.typesetting import TypesettingFailed, TypesettingTimedOut, typeset
from convite.insight.papers.queries import MAX_NAMES, cards_of, guests_of
from convite.insight.papers.rules import (
    TEMPLATES,
    Card,
    Guest,
    Occasion,
    statuses_on,
    table_of,
    template_values,
    unprinted,
)
from convite.insight.papers.schemas import PaperRequest

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


async def start(tx: Tx, actor: Actor, event: Event, wanted: PaperRequest) -> Task:
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
    wanted = PaperRequest(**running.parameters)
    assert running.event_id is not None
    await running.report(0, STEPS)
    async with running.database.read(running.principal) as tx:
        event = await load(tx, Event, running.event_id)
        if event is None or event.deleted_at is not None:
            raise Gone("This event no longer exists.")
        locale = pick("", wanted.locale, event.locale)
        say = translator(locale).gettext
        guests, cards = await read(tx, event.id, wanted, say)
    await running.report(1, STEPS)
    occasion = occasion_of(event, locale, wanted.paper)
    if wanted.format == "pdf":
        given = await asyncio.to_thread(
            template_values, wanted.kind, wanted.by, occasion, guests, cards, say
        )
        content, missing = await pdf_of(wanted.kind, given)
    else:
        content = await asyncio.to_thread(sheet_of, wanted, guests, cards, say)
        missing = frozenset()
    await running.report(2, STEPS)
    key = await storage().put(content)
    name = f"{event.slug}-{wanted.kind.replace('_', '-')}.{wanted.format}"
    names = unprinted(missing, [*(one.name for one in guests), *(one.name for one in cards)])
    return {
        "file_key": str(key),
        "name": name,
        "size": len(content),
        "people": len(cards) if wanted.kind == "invitation_cards" else len(guests),
        "unprinted": names[:MAX_NAMED],
        "unprinted_total": len(names),
    }


async def read(
    tx: Any, event_id: UUID, wanted: PaperRequest, say: Say
) -> tuple[list[Guest], list[Card]]:
    """Reads the people on the paper.

    Raises:
        Conflict: there is nobody to print, or too many for one paper.
    """
    if wanted.kind == "invitation_cards":
        guests, cards = [], await cards_of(tx, event_id, say)
    else:
        statuses = statuses_on(wanted.kind, wanted.include_pending)
        guests, cards = await guests_of(tx, event_id, statuses, say), []
    if not guests and not cards:
        raise Conflict("There's no one to print yet.", name="nobody")
    if wanted.kind in ("seating_chart", "table_cards") and not any(g.seat_number for g in guests):
        raise Conflict("No one has a seat yet.", name="nobody-seated")
    if max(len(guests), len(cards)) > MAX_NAMES:
        limit = Conflict(f"One paper can have at most {MAX_NAMES} names.", name="too-many")
        raise limit.with_text("names", most=MAX_NAMES)
    return guests, cards


def occasion_of(event: Event, locale: str, paper: str) -> Occasion:
    """The event, formatted for print."""
    when = format_date(event.starts_at, event.timezone, locale) if event.starts_at else ""
    return Occasion(
        title=event.title,
        when=when,
        place=event.venue_text,
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


def sheet_of(
    wanted: PaperRequest, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> bytes:
    """The paper as a spreadsheet. CPU-bound; runs in a thread."""
    head, *rows = table_of(wanted.kind, guests, cards, say)
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
