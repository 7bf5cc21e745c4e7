"""Every transition table, walked: what is allowed goes, what isn't is refused and says why."""

from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from convite.core.db import Base, Database, open_database
from convite.core.machine import move, move_many, sources
from convite.core.problems import NotFound, WrongState
from convite.entry import wiring
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
    async with owner.read() as tx:
        key: UUID = (await tx.execute(select(model.id).limit(1))).scalar_one()
        await tx.execute(update(model).where(model.id == key).values(status=source))
        if target in model.TRANSITIONS[source]:
            await move(tx, model, key, target)
            reached = await tx.execute(select(model.status).where(model.id == key))
            assert reached.scalar_one() == target
        else:
            with pytest.raises(WrongState) as refused:
                await move(tx, model, key, target)
            assert refused.value.extra == {"current_status": source}
        await tx.rollback()


async def test_many_move_only_from_where_they_may(victim: Victim, owner: Database) -> None:
    from convite.room.attendees.models import Attendee

    async with owner.read() as tx:
        rows = await tx.execute(select(Attendee.id, Attendee.status).order_by(Attendee.id))
        known = {row.id: row.status for row in rows}
        allowed = {
            key for key, status in known.items() if status in sources(Attendee.TRANSITIONS, "going")
        }
        moved = await move_many(tx, Attendee, list(known), "going")
        assert set(moved) == allowed
        assert 0 < len(moved) < len(known)
        await tx.rollback()


async def test_unknown_row_is_not_found(owner: Database) -> None:
    async with owner.read() as tx:
        with pytest.raises(NotFound):
            await move(tx, MODELS[0], UUID(int=7), next(iter(MODELS[0].TRANSITIONS)))
        assert (await tx.execute(select(func.count()).select_from(MODELS[0]))).scalar_one() >= 0
