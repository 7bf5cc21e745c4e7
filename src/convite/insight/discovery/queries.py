"""Queries of public events.

A search is read in two ways. The next few thousand events are walked through in their order, which ends
as soon as a page is full: most searches find enough there. One that finds too few is rare in what it
asks for, and read by the index of that, all of it, and sorted. So neither a search that matches nearly
everything nor one that matches nearly nothing reads the whole table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from convite.core.db import ReadTx
from convite.core.paging import Page, PageQuery, decode_cursor, page_of
from convite.core.search import needle_of
from convite.insight.discovery.rules import (
    FARTHEST_KM,
    USUAL_KM,
    Order,
    Position,
    Prices,
    boxes_around,
    chord_of,
)
from convite.insight.discovery.schemas import PublicEventItem, item_of, priced
from convite.people.interests.queries import interests_by_ids

#: How many events are walked through before an index is asked.
WALKED = 2000
#: The first circle around a place in which the nearest are looked for, and how much wider the next is.
FIRST_KM, WIDER = 10.0, 4.0
#: Time zones are at most so far from UTC.
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
#: The name of each order in cursors, and the types of its sort values.
ORDERS: dict[Order, tuple[str, tuple[type[Any], type[Any]]]] = {
    "start": ("public-events", (datetime, UUID)),
    "distance": ("public-events-distance", (float, UUID)),
}
COLUMNS = (
    "event_id, host_user_id, slug, title, locale, translations, mood, timezone, starts_at, ends_at,"
    " starts_local, venue_text, is_online, approval, capacity, hue, interests, search_key"
)
OFFERS = "SELECT * FROM public_offers($1)"
FIGURES = "SELECT * FROM public_figures($1)"


@dataclass(frozen=True, kw_only=True)
class Taste:
    """What recommends an event to a user: any of these."""

    interests: Sequence[UUID]
    #: Whose events they were at.
    hosts: Sequence[UUID]
    #: The town of their profile; empty if they named none.
    town: str

    @property
    def is_known(self) -> bool:
        """Whether anything could be recommended."""
        return bool(self.interests or self.hosts or self.town)


@dataclass(frozen=True, kw_only=True)
class Search:
    """Which public events are listed, and in which order."""

    interests: Sequence[UUID] = ()
    mood: str = ""
    near: Position | None = None
    radius: float = USUAL_KM
    since: date | datetime | None = None
    until: date | datetime | None = None
    q: str = ""
    online: bool | None = None
    price: Prices | None = None
    #: Those whom the reader doesn't see, and events that are left out besides.
    hidden_hosts: Sequence[UUID] = ()
    hidden_events: Sequence[UUID] = ()
    #: Whose events they are; everybody's if it is None.
    host: UUID | None = None
    taste: Taste | None = None
    order: Order = "start"

    @property
    def is_narrow(self) -> bool:
        """Whether an index besides that of the order can answer it."""
        return bool(self.interests or self.mood or self.q or self.near or self.taste or self.host)


class Conditions:
    """Conditions of a statement, with the values of their parameters in order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.values: list[Any] = []

    def add(self, text: str, *values: Any) -> None:
        """Adds a condition, in which each `?` stands for the next value."""
        self.texts.append(self.numbered(text, *values))

    def numbered(self, text: str, *values: Any) -> str:
        """A text with each `?` replaced by the number of the next value, which is kept."""
        head, *rest = text.split("?")
        for value, part in zip(values, rest, strict=True):
            self.values.append(value)
            head += f"${len(self.values)}{part}"
        return head

    @property
    def sql(self) -> str:
        """All of them together."""
        return " AND ".join(self.texts)


def add_dates(to: Conditions, search: Search) -> None:
    """When an event is: not over, and within the dates asked for.

    A day is compared with the day at the event; the index is asked for the days around it.
    """
    to.add("over_at > now()")
    if search.online is not None:
        to.add("is_online = ?", search.online)
    if search.price is not None:
        add_prices(to, search.price)
    since, until = search.since, search.until
    if isinstance(since, datetime):
        to.add("starts_at >= ?", since)
    elif since is not None:
        to.add("starts_at >= ? AND starts_local >= ?", midnight(since) - EAST, local(since))
    if isinstance(until, datetime):
        to.add("starts_at <= ?", until)
    elif until is not None:
        end = until + timedelta(days=1)
        to.add("starts_at < ? AND starts_local < ?", midnight(end) + WEST, local(end))


def add_prices(to: Conditions, wanted: Prices) -> None:
    """That some ticket has such a price. Paid ones are served by `public_events_paid_index`."""
    if wanted.least > 0:
        to.add("price_to > 0 AND price_to >= ?", wanted.least)
    if wanted.most is not None:
        to.add("price_from <= ?", wanted.most)


def local(day: date) -> datetime:
    """The beginning of a day, wherever it is."""
    return datetime.combine(day, time())


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def add_filters(to: Conditions, search: Search, km: float) -> None:
    """What else an event is asked to be, within so many kilometers of the place."""
    if search.interests:
        to.add("interests && ?", search.interests)
    for text, column in ((search.q, "search_key"), (search.mood, "mood_key")):
        if text:
            to.texts.append(words_in(to, text, column))
    if search.near is not None:
        add_place(to, search.near, km)
    if search.taste is not None:
        to.texts.append(liked(to, search.taste))
    if search.host is not None:
        to.add("host_user_id = ?", search.host)
    if search.hidden_hosts:
        to.add("host_user_id <> ALL (?)", search.hidden_hosts)
    if search.hidden_events:
        to.add("event_id <> ALL (?)", search.hidden_events)


def words_in(to: Conditions, text: str, column: str) -> str:
    """The condition that every word stands in a column; the trigrams of all columns are indexed."""
    grams, patterns = needle_of(text)
    found = to.numbered(f"{column} LIKE ALL (?::text[])", patterns)
    return f"({to.numbered('trigrams @> ?', grams)} AND {found})" if grams else found


def add_place(to: Conditions, near: Position, km: float) -> None:
    """Within a circle: by the index within boxes around it, then exactly."""
    inside = "point(longitude, latitude) <@ box(point(?, ?), point(?, ?))"
    one, other = boxes_around(near, km)
    if one == other:
        to.add(inside, *one)
    else:
        to.add(f"({inside} OR {inside})", *one, *other)
    to.add(f"{CHORD} <= ?", *near.vector, chord_of(km))


#: The square of the straight way from the event to a place, as points of the unit sphere.
CHORD = "(x - ?) ^ 2 + (y - ?) ^ 2 + (z - ?) ^ 2"


def liked(to: Conditions, taste: Taste) -> str:
    """The condition that anything recommends an event."""
    found = []
    if taste.interests:
        found.append(to.numbered("interests && ?", taste.interests))
    if taste.hosts:
        found.append(to.numbered("host_user_id = ANY (?)", taste.hosts))
    if taste.town:
        found.append(words_in(to, taste.town, "search_key"))
    return f"({' OR '.join(found)})"


def chosen(to: Conditions, search: Search) -> str:
    """The columns that are read, with the distance if there is a place."""
    if search.near is None:
        return f"{COLUMNS}, NULL::float8 AS chord"
    return f"{COLUMNS}, {to.numbered(CHORD, *search.near.vector)} AS chord"


def walk_statement(search: Search, after: Sequence[Any], most: int, skip: int) -> Any:
    """The next events in order. Served by `public_events_starts_at_index`, or the one of online events."""
    to = Conditions()
    add_dates(to, search)
    if after:
        to.add("(starts_at, event_id) > (?, ?)", *after)
    dates = to.sql
    filters = Conditions()
    filters.values = to.values
    add_filters(filters, search, search.radius)
    columns = chosen(filters, search)
    order = "ORDER BY starts_at, event_id"
    if search.is_narrow:
        source = f"(SELECT * FROM public_events WHERE {dates} {order} LIMIT {WALKED}) walked"  # noqa: S608
        where = filters.sql
    else:
        source, where = "public_events", " AND ".join([dates, *filters.texts])
    text = f"SELECT {columns} FROM {source} WHERE {where} {order} LIMIT {most} OFFSET {skip}"  # noqa: S608
    return text, filters.values


def index_statement(search: Search, after: Sequence[Any], most: int, skip: int) -> Any:
    """All that match, by the index of what is asked for, sorted; then only a page of them is read."""
    to = Conditions()
    add_filters(to, search, search.radius)
    add_dates(to, search)
    if after:
        to.add("(starts_at, event_id) > (?, ?)", *after)
    where, columns = to.sql, chosen(to, search)
    matching = f"SELECT event_id AS id, starts_at AS at FROM public_events WHERE {where}"  # noqa: S608
    text = (
        f"WITH found AS MATERIALIZED ({matching})"  # noqa: S608
        f" SELECT {columns} FROM (SELECT * FROM found ORDER BY at, id LIMIT {most} OFFSET {skip}) page"
        " JOIN public_events ON event_id = page.id ORDER BY at, id"
    )
    return text, to.values


def nearest_statement(search: Search, after: Sequence[Any], most: int, skip: int, km: float) -> Any:
    """The nearest within a circle. Served by `public_events_place_index`."""
    to = Conditions()
    add_filters(to, search, km)
    add_dates(to, search)
    assert search.near is not None
    if after:
        beyond = f"({CHORD}, event_id) > (?, ?)"
        to.add(beyond, *search.near.vector, *after)
    where, columns = to.sql, chosen(to, search)
    text = (
        f"SELECT {columns} FROM public_events WHERE {where}"  # noqa: S608
        f" ORDER BY chord, event_id LIMIT {most} OFFSET {skip}"
    )
    return text, to.values


async def public_events(tx: ReadTx, search: Search, query: PageQuery) -> list[Any]:
    """The rows of a page, and one more if there is another.

    Raises:
        Invalid: the cursor is of another order.
    """
    after = place_of_cursor(query, search.order)
    asked = (search, after, query.limit + 1, query.skip)
    await tx.ensure_entered()
    if search.order == "distance":
        return await nearest(tx, *asked)
    text, values = walk_statement(*asked)
    rows = await tx.driver.fetch(text, *values)
    if len(rows) <= query.limit and search.is_narrow:
        text, values = index_statement(*asked)
        rows = await tx.driver.fetch(text, *values)
    return list(rows)


def place_of_cursor(query: PageQuery, order: Order) -> list[Any]:
    """The sort values after which a page begins; none for the first page.

    Raises:
        Invalid: the cursor is of another order.
    """
    return decode_cursor(query.cursor, *ORDERS[order]) if query.cursor else []


def nothing(query: PageQuery, order: Order = "start") -> Page[Any]:
    """The page of a search that no event can match.

    Raises:
        Invalid: the cursor is of another order.
    """
    place_of_cursor(query, order)
    return Page(items=[], total=0 if query.total else None)


async def nearest(
    tx: ReadTx, search: Search, after: Sequence[Any], most: int, skip: int
) -> list[Any]:
    """The nearest events, looked for in ever wider circles until there are enough."""
    rows: list[Any] = []
    for km, wider in pairwise([*circles(search.radius), 0.0]):
        if after and wider and chord_of(km) <= after[0]:
            continue
        text, values = nearest_statement(search, after, most, skip, km)
        rows = await tx.driver.fetch(text, *values)
        if len(rows) == most:
            break
    return rows


def circles(radius: float) -> list[float]:
    """The radii of circles up to the one asked for."""
    found, km = [], FIRST_KM
    while km < min(radius, FARTHEST_KM):
        found.append(km)
        km *= WIDER
    return [*found, radius]


async def count_public_events(tx: ReadTx, search: Search) -> int:
    """How many events there are of a search."""
    to = Conditions()
    add_filters(to, search, search.radius)
    add_dates(to, search)
    await tx.ensure_entered()
    text = f"SELECT count(*) FROM public_events WHERE {to.sql}"  # noqa: S608
    counted: int = await tx.driver.fetchval(text, *to.values)
    return counted


async def events_page(
    tx: ReadTx, search: Search, query: PageQuery, locale: str
) -> Page[PublicEventItem]:
    """A page of the public events of a search, in the reader's language where hosts wrote it.

    Raises:
        Invalid: the cursor is of another order.
    """
    rows = await public_events(tx, search, query)
    shown = rows[: query.limit]
    figures = await figures_of(tx, [row["event_id"] for row in shown])
    offers = await offers_of(tx, [row["event_id"] for row in shown])
    known = await interests_by_ids(tx, [key for row in shown for key in row["interests"]])
    total = await count_public_events(tx, search) if query.total else None

    def shape(found: Any) -> PublicEventItem:
        key = found[0]["event_id"]
        item = item_of(found[0], figures.get(key), known, locale)
        return priced(item, offers.get(key, ()))

    name, kinds = ORDERS[search.order]
    by = "starts_at" if search.order == "start" else "chord"
    sorted_rows = [(row, row[by], row["event_id"]) for row in rows]
    return page_of(sorted_rows, query, name, len(kinds), shape, total)


async def offers_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The tickets that are sold, by event."""
    found: dict[UUID, list[Any]] = {}
    for row in await tx.driver.fetch(OFFERS, ids) if ids else ():
        found.setdefault(row["event_id"], []).append(row)
    return found


async def figures_of(tx: ReadTx, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Host's name, how many come, how many places are left and the first cover, by event."""
    if not ids:
        return {}
    return {row["event_id"]: row for row in await tx.driver.fetch(FIGURES, ids)}
