"""Every transition table, walked: what is allowed goes, what isn't is refused and says why."""

import ast
from uuid import UUID

import pytest
from sqlalchemy import CheckConstraint, func, select, update

from convite.core.database import Database, open_database
from convite.core.db import Base
from convite.core.log import SYSTEM, Fact, write_facts
from convite.core.machine import move, move_many, sources
from convite.core.problems import NotFound, WrongState
from convite.entry import wiring
from convite.events.event.models import Event
from tests.contracts.sources import SOURCE, files, told
from tests.victim import Victim, make_victim
from tests.world import World

pytestmark = pytest.mark.pg15

assert wiring.TABLES
MODELS = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if hasattr(mapper.class_, "TRANSITIONS")),
    key=lambda model: model.__name__,
)
EDGES = [
    (model, source, target)
    for model in MODELS
    for source in model.TRANSITIONS
    for target in model.TRANSITIONS
]


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    return await make_victim(world)


@pytest.fixture(scope="module")
async def owner(world: World) -> Database:
    database = await open_database(world.dsns.owner, pool_size=2)
    yield database
    await database.close()


def test_models_with_a_status_and_moves_are_found() -> None:
    assert {"Attendee", "Event", "EventMember", "Task"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_moves_lead_to_known_states(model: type) -> None:
    states = set(model.TRANSITIONS)

    assert {target for allowed in model.TRANSITIONS.values() for target in allowed} <= states
    assert model.status.default is None or model.status.default.arg in states


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
async def test_the_database_knows_the_same_states(world: World, model: type) -> None:
    """The check of the table and the transition table name the same words."""
    text = await world.one(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1",
        f"{model.__tablename__}_status_check",
    )

    assert set(text.split("'")[1::2]) == set(model.TRANSITIONS)


@pytest.mark.parametrize(
    ("model", "source", "target"), EDGES, ids=lambda one: getattr(one, "__name__", one)
)
async def test_every_move(
    victim: Victim, owner: Database, model: type, source: str, target: str
) -> None:
    async with owner.tx() as tx:
        key: UUID = (
            await tx.execute(select(model.id).where(model.status != "draft").limit(1))
        ).scalar_one()
        await tx.execute(update(model).where(model.id == key).values(status=source))
        moved = await move_many(tx, model, [key], target)
        reached = await tx.execute(select(model.status).where(model.id == key))
        is_allowed = target in model.TRANSITIONS[source]
        assert moved == ([key] if is_allowed else [])
        assert reached.scalar_one() == (target if is_allowed else source)
        await tx.rollback()


async def test_many_move_only_from_where_they_may(victim: Victim, owner: Database) -> None:
    from convite.room.attendees.models import Attendee

    async with owner.tx() as tx:
        rows = await tx.execute(select(Attendee.id, Attendee.status).order_by(Attendee.id))
        known = {row.id: row.status for row in rows}
        allowed = {
            key for key, status in known.items() if status in sources(Attendee.TRANSITIONS, "going")
        }
        moved = await move_many(tx, Attendee, list(known), "going")
        assert set(moved) == allowed
        assert 0 < len(moved) < len(known)
        await tx.rollback()


class Moved(Fact, frozen=True, kw_only=True):
    """What a move is told by here."""

    action = "moved"
    object_type = "event"
    status: str
    reason: str


ONLY_MOVE = "SELECT * FROM state_transitions WHERE action = 'moved'"


async def test_a_move_is_told_with_actor_reason_and_both_states(
    victim: Victim, owner: Database
) -> None:
    async with owner.tx() as tx:
        event = (
            (await tx.execute(select(Event).where(Event.status == "published"))).scalars().first()
        )
        assert event is not None
        await move(tx, SYSTEM, event, "completed", Moved, reason="it is over")
        await write_facts(tx)
        [row] = await tx.driver.fetch(ONLY_MOVE)
        key, status = event.id, event.status
        await tx.rollback()

    assert status == "completed"
    assert (row["from_status"], row["to_status"]) == ("published", "completed")
    assert (row["object_id"], row["event_id"]) == (key, key)
    assert (row["actor_kind"], row["reason"]) == ("system", "it is over")


async def test_a_refused_move_names_the_state_and_is_told_to_nobody(
    victim: Victim, owner: Database
) -> None:
    async with owner.tx() as tx:
        event = (
            (await tx.execute(select(Event).where(Event.status == "published"))).scalars().first()
        )
        assert event is not None
        with pytest.raises(WrongState) as refused:
            await move(tx, SYSTEM, event, "draft", Moved, reason="no")
        await write_facts(tx)
        assert await tx.driver.fetch(ONLY_MOVE) == []
        await tx.rollback()

    assert refused.value.extra == {"current_status": "published"}


async def test_unknown_row_is_not_found(victim: Victim, owner: Database) -> None:
    async with owner.tx() as tx:
        event = (await tx.execute(select(Event))).scalars().first()
        assert event is not None
        await tx.execute(update(Event).where(Event.id == event.id).values(deleted_at=func.now()))
        tx.expunge(event)
        event.id = UUID(int=7)
        with pytest.raises(NotFound):
            await move(tx, SYSTEM, event, "canceled", Moved, reason="no")
        await tx.rollback()


CHECKS = """
SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS text
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.contype = 'c' AND pg_get_constraintdef(k.oid) ~ '= ANY'
"""


async def test_what_a_table_allows_is_what_its_model_says(world: World) -> None:
    """Every column with a fixed set of words has the same set in the database."""
    rows = await world.sql(CHECKS)
    stored = {row["name"]: set(row["text"].split("'")[1::2]) for row in rows}
    declared = {
        str(check.name): set(str(check.sqltext).split("'")[1::2])
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint) and " IN ('" in str(check.sqltext)
    }

    assert len(declared) >= 30
    assert declared == {name: stored.get(name) for name in declared}


def test_a_set_of_words_stands_once() -> None:
    """Shapes, facts and tables take the `Literal` from where it is declared."""
    sets = [
        (frozenset(ast.unparse(node.slice).split(", ")), f"{told(path)}:{node.lineno}")
        for path in files(SOURCE)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "Literal"
        and "'en'" not in ast.unparse(node)
    ]
    places = {words: [place for one, place in sets if one == words] for words, _ in sets}

    assert {words: at for words, at in places.items() if len(words) > 1 and len(at) > 1} == {}


def writes_of_status(tree: ast.AST) -> list[int]:
    """Lines that set a status by hand: `row.status = …`, `update(Model).values(status=…)`.

    Leased tables are written by their own statements (ADR 17).
    """
    names = {model.__name__ for model in MODELS if not hasattr(model, "lease_until")}
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = [one for one in node.targets if isinstance(one, ast.Attribute)]
            lines += [node.lineno for one in targets if one.attr == "status"]
        if isinstance(node, ast.Call) and any(one.arg == "status" for one in node.keywords):
            text = ast.unparse(node.func)
            if text.endswith(".values") and any(f"update({name})" in text for name in names):
                lines.append(node.lineno)
    return lines


def test_only_the_machine_writes_a_status() -> None:
    found = [
        f"{told(path)}:{line}"
        for path in files(SOURCE)
        if path.name != "machine.py"
        for line in writes_of_status(ast.parse(path.read_text()))
    ]

    assert found == []
    assert writes_of_status(ast.parse("row.status = 'going'")) == [1]
    assert writes_of_status(ast.parse("update(Task).where(x).values(status='done')")) == [1]
