"""Queries of a view of the guest list."""

from collections.abc import Collection

from convite.core.db import ReadTx
from convite.core.language import Say
from convite.core.paging import MAX_ITEMS, PageQuery
from convite.core.problems import Conflict
from convite.doors.exports.queries import parts_of_event, people_of, questions_of_event
from convite.doors.exports.rules import ExportColumns, ExportRow
from convite.doors.invitations.queries import party_names
from convite.doors.lists.queries import ids_page
from convite.doors.lists.schemas import ViewQuery
from convite.events.event.models import Event
from convite.insight.views.rules import USUAL, View

#: Most people on a printed list.
MAX_PEOPLE = 20_000


async def read_view(
    tx: ReadTx, event: Event, query: ViewQuery, rights: Collection[str], say: Say
) -> View:
    """The people of a view, with those of its columns that these rights show.

    Raises:
        Conflict: nobody matches, or too many do.
    """
    names = await party_names(tx, event.id, say)
    rows: list[ExportRow] = []
    cursor: str | None = None
    while True:
        asked = PageQuery(limit=MAX_ITEMS, cursor=cursor)
        page = await ids_page(tx, event.id, asked, query.filters, query.sort)
        by_id = await people_of(tx, page.items, names)
        rows += [by_id[key] for key in page.items if key in by_id]
        if len(rows) > MAX_PEOPLE:
            limit = Conflict(f"One paper can have at most {MAX_PEOPLE} names.", name="too-many")
            raise limit.with_text("names", most=MAX_PEOPLE)
        cursor = page.next_cursor
        if cursor is None:
            break
    if not rows:
        raise Conflict("There's no one to print yet.", name="nobody")
    columns = ExportColumns(
        contacts="see_contacts" in rights,
        codes=False,
        questions=await questions_of_event(tx, event.id) if "see_answers" in rights else (),
        parts=await parts_of_event(tx, event),
        chosen=tuple(query.columns) or USUAL,
    )
    return View(rows=rows, columns=columns, timezone=event.timezone)
