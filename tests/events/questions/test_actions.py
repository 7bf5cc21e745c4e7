"""Questions of any kind of owner: each has its own, and asks on its own occasions."""

from collections.abc import AsyncIterator, Iterator

import pytest

from convite.core.ids import new_id
from convite.core.problems import Invalid
from convite.events.event.actions import duplicate_event
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.questions.actions import add_question, change_question, copy_to_owner, owner_of
from convite.events.questions.models import (
    EVENT,
    OWNER_KINDS,
    Owner,
    OwnerKind,
    register_owner_kind,
)
from convite.events.questions.queries import question_by_id, questions_of
from convite.events.questions.schemas import AnyQuestion, QuestionFields
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host

Place = tuple[Fresh, Host, Event]


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Place]:
    async with fresh() as database:
        host = await make_host(database.app)
        yield database, host, await make_event(database.app, host)


@pytest.fixture
def walk() -> Iterator[OwnerKind]:
    """A kind that another part would register."""
    yield register_owner_kind("walk", words="A walk", scopes=("booking",))
    del OWNER_KINDS["walk"]


def owner(kind: OwnerKind, event: Event) -> Owner:
    return Owner(kind=kind, id=new_id(), organization_id=event.organization_id, event_id=event.id)


@pytest.mark.unit
def test_two_parts_cannot_have_one_kind() -> None:
    with pytest.raises(ValueError, match="event"):
        register_owner_kind("event", words="An event", scopes=())


async def test_each_owner_has_its_own_questions(place: Place, walk: OwnerKind) -> None:
    database, host, event = place
    one, other = owner(walk, event), owner(walk, event)

    async with database.app.tx(host.principal) as tx:
        made = await add_question(tx, host.actor, one, AnyQuestion(scope="booking", label="Shoes?"))

    async with database.app.tx(host.principal) as tx:
        assert [row.id for row in await questions_of(tx, walk, one.id)] == [made.id]
        assert await questions_of(tx, walk, other.id) == []
        assert await questions_of(tx, EVENT, event.id) == []
        assert await question_by_id(tx, EVENT, event.id, made.id) is None


async def test_question_of_an_organization_needs_no_event(place: Place, walk: OwnerKind) -> None:
    database, host, event = place
    one = Owner(kind=walk, id=new_id(), organization_id=event.organization_id, event_id=None)

    async with database.app.tx(host.principal) as tx:
        await add_question(tx, host.actor, one, AnyQuestion(scope="booking", label="Shoes?"))

    told = "SELECT stream_id FROM activity_log WHERE object_type = 'question' AND event_id IS NULL"
    assert await database.system.pool.fetchval(told) == event.organization_id


async def test_owner_asks_on_its_own_occasions_only(place: Place, walk: OwnerKind) -> None:
    database, host, event = place
    body = AnyQuestion(scope="booking", label="Shoes?")

    async with database.app.tx(host.principal) as tx:
        with pytest.raises(Invalid, match="rsvp, plus_one"):
            await add_question(tx, host.actor, owner_of(event), body)
        row = await add_question(tx, host.actor, owner(walk, event), body)
        with pytest.raises(Invalid, match="booking"):
            await change_question(tx, host.actor, row, {"scope": "rsvp"})
        tx.expunge(row)


async def test_copies_belong_to_the_copy(place: Place, walk: OwnerKind) -> None:
    database, host, event = place
    one, other = owner(walk, event), owner(walk, event)

    async with database.app.tx(host.principal) as tx:
        await add_question(tx, host.actor, one, AnyQuestion(scope="booking", label="Shoes?"))
        await add_question(
            tx, host.actor, owner_of(event), QuestionFields(label="Meal?", scope="plus_one")
        )
        await copy_to_owner(tx, one, other)
        source = await event_by_id(tx, event.id)
        assert source is not None
        copy = await duplicate_event(tx, host.actor, source, user_id=host.user_id)

    async with database.app.tx(host.principal) as tx:
        copied = await questions_of(tx, walk, other.id)
        assert [(row.label, row.scope) for row in copied] == [("Shoes?", "booking")]
        asked = await questions_of(tx, EVENT, copy.id)
        assert [(row.label, row.scope, row.event_id) for row in asked] == [
            ("Meal?", "plus_one", copy.id)
        ]
