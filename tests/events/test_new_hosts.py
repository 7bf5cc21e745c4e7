"""New hosts show only so many events to strangers at a time."""

from typing import Any

from tests.world import Person, World


async def shown(host: Person, process: Any, **values: Any) -> Any:
    """Publishes an event that strangers can see, at a server with limits; returns the answer."""
    event = await host.event(publish=False, **{"visibility": "public", **values})
    headers = host.headers
    return event, await process.http.post(f"{event.path}/publish", headers=headers)


async def test_one_too_many_stays_a_draft(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    async with world.with_settings(CONVITE_LIMITS="on", CONVITE_NEW_HOST_EVENTS="2") as process:
        for visibility in ("public", "unlisted", "private"):
            _, answer = await shown(ana, process, visibility=visibility)
            assert answer.status_code == 200, answer.text
        event, refused = await shown(ana, process)

        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/new-host")
        assert "2 events" in refused.json()["detail"]
        row = await event.row()
        assert row["status"] == "draft"

        row = await ana.patch(event.path, {"visibility": "private", "version": row["version"]})
        answer = await process.http.post(f"{event.path}/publish", headers=ana.headers)
        assert answer.status_code == 200
        body = {"visibility": "public", "version": answer.json()["version"]}
        refused = await process.http.patch(event.path, json=body, headers=ana.headers)
        assert refused.status_code == 403
        assert (await event.row())["visibility"] == "private"


async def test_who_has_held_one_or_isnt_new_shows_as_many_as_they_like(world: World) -> None:
    ana, old = await world.organizer("Ana Ruiz"), await world.organizer("Bo Lind")
    past = await ana.event(visibility="public")
    await world.sql("UPDATE events SET starts_at = now() - interval '1 day' WHERE id = $1", past.id)
    await world.sql(
        "UPDATE users SET created_at = now() - interval '15 days' WHERE id = $1", old.id
    )
    async with world.with_settings(CONVITE_LIMITS="on", CONVITE_NEW_HOST_EVENTS="1") as process:
        for host in (ana, old):
            for _ in range(3):
                _, answer = await shown(host, process)
                assert answer.status_code == 200, answer.text
