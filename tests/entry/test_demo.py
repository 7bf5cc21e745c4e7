"""The demo data is a planner's whole picture, and every account of it can log in."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from convite.core.db import ReadTx
from convite.core.paging import PageQuery
from convite.entry.demo.loading import EDITOR, HOST, LOGINS, VIEWER, fill, principal_of
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.insight.catering.queries import read_sheet
from convite.insight.discovery.queries import Search
from convite.insight.discovery.queries import events_page as public_events_page
from convite.insight.discovery.rules import Position
from convite.insight.eventlist.queries import EventFilters, events_page
from convite.insight.eventlist.schemas import EventItem
from convite.insight.labels.queries import addressed
from convite.insight.statistics.queries import stats_of
from convite.people.identity.actions import verified
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_name
from convite.people.interests.queries import interests_of
from tests.database import Fresh, fresh

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo() -> AsyncIterator[Fresh]:
    async with fresh() as database:
        await fill(database.app)
        yield database


async def account(tx: ReadTx, email: str) -> User:
    user = await user_by_name(tx, email=email, phone=None)
    assert user is not None
    await tx.enter(principal_of(user))
    return user


async def events_of(demo: Fresh, email: str) -> list[EventItem]:
    async with demo.app.read() as tx:
        user = await account(tx, email)
        return (await events_page(tx, PageQuery(), EventFilters(), user_id=user.id)).items


async def wedding_of(tx: ReadTx, demo: Fresh) -> Event:
    listed = await events_of(demo, HOST)
    await account(tx, HOST)
    event = await event_by_id(tx, next(one.id for one in listed if one.title == "Ana & León"))
    assert event is not None
    return event


@pytest.mark.parametrize("email", [email for email, _, _ in LOGINS])
async def test_every_account_can_log_in(demo: Fresh, email: str) -> None:
    password = next(word for name, word, _ in LOGINS if name == email)

    async with demo.app.read() as tx:
        user = await verified(await account(tx, email), password)

    assert user.email == email


async def test_planner_has_events_past_today_and_to_come_and_a_draft(demo: Fresh) -> None:
    listed = await events_of(demo, HOST)

    assert [(one.when, one.status) for one in listed] == [
        ("today", "published"),
        ("coming", "published"),
        ("coming", "published"),
        ("coming", "draft"),
        ("past", "completed"),
    ]
    assert all(one.total_guests > 10 for one in listed)


async def test_anybody_finds_the_events_of_a_town(demo: Fresh) -> None:
    search = Search(near=Position(latitude=40.0704, longitude=-2.1374), order="distance")
    async with demo.app.read() as tx:
        found = await public_events_page(tx, search, PageQuery(limit=100), "en")

    assert len(found.items) == 25
    assert len({one.host.name for one in found.items}) == 3
    assert all(one.interests and one.mood and one.venue_text for one in found.items)


async def test_people_of_the_town_ask_come_and_wait(demo: Fresh) -> None:
    asked = await demo.system.pool.fetch(
        """SELECT e.title, r.status, count(*), sum(r.places) AS places FROM join_requests r
        JOIN events e ON e.id = r.event_id GROUP BY e.title, r.status"""
    )
    waiting = await demo.system.pool.fetch(
        """SELECT w.name, w.position FROM waitlist_entries w JOIN events e ON e.id = w.event_id
        WHERE e.title = 'Supper of ten strangers' ORDER BY w.position"""
    )

    places = {(row["title"], row["status"]): row["places"] for row in asked}
    assert places["Supper of ten strangers", "accepted"] == 10
    assert [row["name"] for row in waiting] == ["Dimitri Orlov", "هدى الزين", "Iván Peñalver"]
    assert places["Sourdough from zero", "pending"] == 5
    assert {status for _, status in places} == {"accepted", "declined", "pending"}
    async with demo.app.read() as tx:
        user = await account(tx, "huda@demo.example")
        assert [one.slug for one in await interests_of(tx, user.id)] == ["art", "photography"]


async def test_team_sees_its_events_with_its_rights(demo: Fresh) -> None:
    editor, viewer = await events_of(demo, EDITOR), await events_of(demo, VIEWER)

    assert {one.title for one in editor} == {"Ana & León", "Two days of ceramics"}
    assert [one.title for one in viewer] == ["Ana & León"]
    assert all("edit_guests" in one.can and "manage_members" not in one.can for one in editor)
    assert "edit_guests" not in viewer[0].can


async def test_wedding_has_figures_to_show(demo: Fresh) -> None:
    async with demo.app.read() as tx:
        stats = await stats_of(tx, await wedding_of(tx, demo))

    parts = {part.title: part for part in stats.by_part}
    assert 110 <= stats.total <= 140
    assert 0.5 <= (stats.total - stats.pending) / stats.total <= 0.8
    assert stats.declined > 0
    assert list(parts) == ["Ceremony", "Dinner", "Brunch"]
    assert parts["Brunch"].waitlisted > 0


async def test_wedding_has_plus_ones_with_and_without_names(demo: Fresh) -> None:
    rows = await demo.system.pool.fetch(
        """SELECT g.is_listed FROM attendees a JOIN guests g ON g.id = a.guest_id
        WHERE a.plus_one_of IS NOT NULL"""
    )

    named = Counter(row["is_listed"] for row in rows)
    assert named[True] >= 2
    assert named[False] >= 2


async def test_guests_have_tags_sides_and_names_in_several_scripts(demo: Fresh) -> None:
    rows = await demo.system.pool.fetch(
        "SELECT a.side, g.tags, g.first_name FROM attendees a JOIN guests g ON g.id = a.guest_id"
    )

    assert {"Ana", "León"} <= {row["side"] for row in rows}
    assert {"Family", "Friends", "Work"} <= {tag for row in rows for tag in row["tags"]}
    assert {"Rosa", "ليلى", "Inés"} <= {row["first_name"] for row in rows}


async def test_person_invited_to_several_events_is_in_the_address_book_once(demo: Fresh) -> None:
    doubled = await demo.system.pool.fetch(
        """SELECT first_name, last_name FROM guests WHERE is_listed
        GROUP BY organization_id, first_name, last_name HAVING count(*) > 1"""
    )

    assert doubled == []


async def test_caterer_and_post_have_what_they_need(demo: Fresh) -> None:
    async with demo.app.read() as tx:
        event = await wedding_of(tx, demo)
        sheet = await read_sheet(tx, event, None)
        labels = await addressed(tx, event.id, ["going", "pending"], str)

    meals = {meal.answer: meal.count for table in sheet.tables for meal in table.meals}
    assert {"Fish", "Meat", "Vegetables"} <= meals.keys()
    assert any(table.notes for table in sheet.tables)
    assert len(labels.labels) > 30
    assert labels.without > 0


async def test_party_says_once_whether_it_takes_the_shuttle(demo: Fresh) -> None:
    rows = await demo.system.pool.fetch(
        """SELECT DISTINCT a.invitation_id, a.answers ->> q.id::text AS said
        FROM questions q JOIN attendees a ON a.event_id = q.event_id
        WHERE q.scope = 'party' AND a.answers ? q.id::text"""
    )

    assert len({row["invitation_id"] for row in rows}) == len(rows)
    assert {row["said"] for row in rows} == {"There and back", "Only there", "No"}
