"""An event, and guests who write to it."""

from collections.abc import AsyncIterator

import pytest

from convite.core.database import Database, open_database
from tests.messaging.inbox.correspondence import Post
from tests.world import Happening, World


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=8)
    yield database
    await database.close()


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


@pytest.fixture
def post(system: Database, event: Happening) -> Post:
    return Post(system, event)
