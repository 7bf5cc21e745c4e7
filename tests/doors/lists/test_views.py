"""A view is a named filter: one's own, or shared with the team."""

import pytest

from tests.world import Happening, World

VIEW = {
    "name": "Vegetarians of the bride",
    "query": {"filters": {"side": "Bride", "has_answer": True}, "sort": "-replied"},
}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def test_a_saved_view_comes_back_as_it_was(event: Happening) -> None:
    path = f"{event.path}/saved-views"

    made = await event.host.post(path, VIEW)

    assert made["query"] == VIEW["query"]
    assert (await event.host.get(path))["items"] == [made]
    assert await event.host.get(f"{path}/{made['id']}") == made
    assert (made["is_own"], made["is_shared"]) == (True, False)


async def test_a_view_is_renamed_and_removed(event: Happening) -> None:
    path = f"{event.path}/saved-views"
    made = await event.host.post(path, VIEW)

    changed = await event.host.patch(
        f"{path}/{made['id']}", {"name": "Bride", "version": made["version"]}
    )
    await event.host.refused(409, "PATCH", f"{path}/{made['id']}", {"name": "X", "version": 1})
    await event.host.delete(f"{path}/{made['id']}")

    assert (changed["name"], changed["version"]) == ("Bride", 2)
    assert (await event.host.get(path))["items"] == []


async def test_two_views_of_one_person_have_two_names(event: Happening) -> None:
    await event.host.post(f"{event.path}/saved-views", VIEW)

    problem = await event.host.refused(
        409, "POST", f"{event.path}/saved-views", {**VIEW, "name": VIEW["name"].upper()}
    )

    assert problem["type"].endswith("view-name-taken")


async def test_an_unknown_filter_is_not_saved(event: Happening) -> None:
    body = {"name": "Odd", "query": {"filters": {"shoe_size": 42}}}

    await event.host.refused(422, "POST", f"{event.path}/saved-views", body)


async def test_a_shared_view_is_seen_and_not_changed_by_others(
    event: Happening, world: World
) -> None:
    viewer = await world.organizer("Vi Ewer")
    await world.sql(
        "INSERT INTO event_members (id, organization_id, event_id, user_id, role, status)"
        " SELECT gen_random_uuid(), organization_id, id, $2::uuid, 'viewer', 'active'"
        " FROM events WHERE id = $1::uuid",
        event.id,
        viewer.id,
    )
    path = f"{event.path}/saved-views"
    private = await event.host.post(path, VIEW)
    shared = await event.host.post(path, {**VIEW, "name": "For all", "is_shared": True})

    listed = await viewer.get(path)

    assert [(row["name"], row["is_own"]) for row in listed["items"]] == [("For all", False)]
    await viewer.refused(404, "GET", f"{path}/{private['id']}")
    await viewer.refused(403, "DELETE", f"{path}/{shared['id']}")
    await viewer.refused(403, "POST", path, {**VIEW, "is_shared": True})
    own = await viewer.post(path, VIEW)
    await viewer.refused(403, "PATCH", f"{path}/{own['id']}", {"is_shared": True})
