"""Writes of papers: asked for, made by the worker, kept for a while."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from convite.core.clock import now
from convite.core.db import Database, Tx, load
from convite.core.language import direction, pick, translator
from convite.core.log import Actor
from convite.core.pages import format_date
from convite.core.problems import Conflict, Gone
from convite.core.seat_names import Say
from convite.core.sheet_writing import MARK, Workbook, csv_piece
from convite.core.tasks import Running, Task, result_of, start_task
from convite.events.event.models import Event
from convite.gateways.storage import storage
from convite.gateways.typesetting import typeset
from convite.insight.papers.queries import MOST, cards_of, guests_of
from convite.insight.papers.rules import (
    TEMPLATES,
    Card,
    Guest,
    Occasion,
    given_for,
    table_of,
)
from convite.insight.papers.schemas import PaperWish

KIND = "paper"
#: Reading, setting, storing.
STEPS = 3
#: How long a finished paper can be fetched.
KEPT_DAYS = 7
#: Papers forgotten by one statement.
FORGET_SIZE = 500


async def start(tx: Tx, actor: Actor, event: Event, wish: PaperWish) -> Task:
    """Asks the worker for a paper."""
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="files",
        organization_id=event.organization_id,
        event_id=event.id,
        parameters=wish.model_dump(mode="json"),
    )


async def make(running: Running) -> dict[str, Any]:
    """The whole task; the result names the stored file.

    Raises:
        Conflict: nobody is on it, or too many.
        Gone: the event was deleted.
    """
    wish = PaperWish(**running.parameters)
    assert running.event_id is not None
    await running.tell(0, STEPS)
    async with running.database.read(running.principal) as tx:
        event = await load(tx, Event, running.event_id)
        if event is None or event.deleted_at is not None:
            raise Gone("This event no longer exists.")
        guests, cards = await read(tx, event.id, wish)
    await running.tell(1, STEPS)
    locale = pick("", wish.locale, event.locale)
    say = translator(locale).gettext
    occasion = occasion_of(event, locale, wish.paper)
    content = await asyncio.to_thread(content_of, wish, occasion, guests, cards, say)
    await running.tell(2, STEPS)
    key = await storage().put(content)
    name = f"{event.slug}-{wish.kind.replace('_', '-')}.{wish.format}"
    people = len(cards) if wish.kind == "invitation_cards" else len(guests)
    return {"file_key": str(key), "name": name, "size": len(content), "people": people}


async def read(tx: Any, event_id: UUID, wish: PaperWish) -> tuple[list[Guest], list[Card]]:
    """Who is on it.

    Raises:
        Conflict: nobody, or too many for one paper.
    """
    if wish.kind == "invitation_cards":
        guests, cards = [], await cards_of(tx, event_id)
    else:
        statuses = ["going", "pending"] if wish.include_pending else ["going"]
        guests, cards = await guests_of(tx, event_id, statuses), []
    if not guests and not cards:
        raise Conflict("There's no one to print yet.", name="nobody")
    if wish.kind in ("seating_chart", "table_cards") and not any(g.seat_number for g in guests):
        raise Conflict("No one has a seat yet.", name="nobody-seated")
    if max(len(guests), len(cards)) > MOST:
        limit = Conflict(f"One paper can have at most {MOST} names.", name="too-many")
        raise limit.worded("names", most=MOST)
    return guests, cards


def occasion_of(event: Event, locale: str, paper: str) -> Occasion:
    """The event as it stands on paper."""
    when = format_date(event.starts_at, event.timezone, locale) if event.starts_at else ""
    return Occasion(
        title=event.title,
        when=when,
        place=event.venue_text,
        locale=locale,
        is_right_to_left=direction(locale) == "rtl",
        hue=int(event.settings.get("accent_hue", 350)),
        paper=paper,
    )


def content_of(
    wish: PaperWish, occasion: Occasion, guests: Sequence[Guest], cards: Sequence[Card], say: Say
) -> bytes:
    """The file. It takes a while."""
    if wish.format == "pdf":
        given = given_for(wish.kind, wish.by, occasion, guests, cards, say)
        return typeset(TEMPLATES.get(wish.kind, wish.kind), given)
    head, *rows = table_of(wish.kind, guests, cards, say)
    if wish.format == "csv":
        return MARK + csv_piece([head, *rows])
    with Workbook(wish.kind) as book:
        book.head(head)
        book.add(rows)
        return book.close().read_bytes()


async def forget_old(system: Database) -> None:
    """Removes the files of papers made long ago; their tasks stay, without a file."""
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
    """The name and the bytes of a finished paper.

    Raises:
        Conflict: it isn't ready.
        Gone: it was kept as long as papers are.
    """
    result = result_of(task)
    if "file_key" not in result:
        raise Gone(f"Files are kept for {KEPT_DAYS} days. Create it again.")
    return str(result["name"]), await storage().read(UUID(result["file_key"]))
