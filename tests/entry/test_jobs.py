"""Jobs that gave up: an admin sees them, lets them begin anew, or lets them go."""

from typing import Any
from uuid import UUID

from convite.core.ids import new_id
from tests.world import Person, World

GIVEN_UP = """
INSERT INTO jobs (id, log_id, organization_id, name, lane, status, tries, starts, error)
VALUES ($1, $2, $3, 'mail_invitation', 'normal', $4, 8, 1, 'the server said no')
"""


async def admin_of(world: World) -> Person:
    person = await world.organizer("An Admin")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", UUID(person.id))
    body = {"email": person.email, "password": "a long pass phrase"}
    answer = await world.http.post("/api/auth/login", json=body)
    world.http.cookies.clear()
    return world.logged_in(answer.json(), person.email)


async def given_up(world: World, host: Person, status: str) -> str:
    job = new_id()
    await world.sql(GIVEN_UP, job, new_id(), UUID(str(host.organization_id)), status)
    return str(job)


async def seen(admin: Person, **wanted: Any) -> dict[str, Any]:
    return {one["id"]: one for one in (await admin.get("/api/jobs", **wanted))["items"]}


async def test_admin_sees_what_gave_up_and_why(world: World) -> None:
    host, admin = await world.organizer(), await admin_of(world)
    dead, parked = await given_up(world, host, "dead"), await given_up(world, host, "parked")

    assert {dead, parked} <= (await seen(admin)).keys()
    only = await seen(admin, status="parked")
    assert parked in only
    assert dead not in only
    assert only[parked]["error"] == "the server said no"
    await host.refused(403, "GET", "/api/jobs")
    await host.refused(403, "POST", f"/api/jobs/{dead}/retry")


async def test_job_begins_anew_or_is_let_go(world: World) -> None:
    host, admin = await world.organizer(), await admin_of(world)
    again, gone = await given_up(world, host, "dead"), await given_up(world, host, "dead")

    await admin.good("POST", f"/api/jobs/{again}/retry")
    await admin.delete(f"/api/jobs/{gone}")

    assert not {again, gone} & (await seen(admin)).keys()
    row = await world.one("SELECT status FROM jobs WHERE id = $1", UUID(again))
    assert row == "queued"
    for action, job in (("job_retried", again), ("job_forgotten", gone)):
        told = await world.one(
            "SELECT actor_id FROM activity_log WHERE action = $1 AND object_id = $2",
            action,
            UUID(job),
        )
        assert str(told) == admin.id
    for key in (again, gone):
        await admin.refused(404, "POST", f"/api/jobs/{key}/retry")
    await world.sql("DELETE FROM jobs WHERE id = $1", UUID(again))
