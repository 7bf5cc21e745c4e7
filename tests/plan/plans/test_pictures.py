"""Pictures that a plan no longer shows don't stay on the disk."""

import pytest

from convite.core.database import open_database
from convite.plan.plans.jobs import remove_replaced_pictures
from convite.plan.plans.rules import pack_document
from tests.plan.test_plans import path_of, picture, plan, send
from tests.support import until
from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


@pytest.mark.usefixtures("worker")
async def test_replaced_background_is_removed_once_no_version_shows_it(
    world: World, event: Happening
) -> None:
    """With its bytes, unless a copy of the event shares them."""
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)
    old, new, young = [(await send(event, picture(60 + n))).json()["id"] for n in range(3)]
    for file_id in (old, new):
        await event.host.put(path_of(event), plan(background={"file_id": file_id}))
    key = await world.one("SELECT key FROM files WHERE id = $1", old)
    stored = world.files / "files" / key.hex[-2:] / key.hex
    await world.sql(
        "UPDATE files SET created_at = now() - interval '2 days' WHERE id <> $1 AND event_id = $2",
        young, event.id,
    )  # fmt: skip

    async def left() -> set[str]:
        rows = await world.sql("SELECT id::text FROM files WHERE event_id = $1", event.id)
        return {row["id"] for row in rows}

    async def is_gone() -> bool:
        return not stored.exists()

    versions = await world.sql(
        "UPDATE seating_plan_versions SET document = $2 WHERE event_id = $1 RETURNING id",
        event.id, pack_document({"background": {"file_id": old}}),
    )  # fmt: skip
    await remove_replaced_pictures(system)
    kept = await left()
    await world.sql("DELETE FROM seating_plan_versions WHERE event_id = $1", event.id)
    await remove_replaced_pictures(system)
    await until(is_gone, limit=60)
    await system.close()

    assert versions
    assert kept == {old, new, young}
    assert await left() == {new, young}
    await event.host.refused(404, "GET", f"/api/files/{old}")
    assert (await event.geometry())["background"]["file_id"] == new
