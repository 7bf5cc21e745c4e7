"""Accounts: what is stored about them as a file, and how they are closed."""

import io
import json
import zipfile
from typing import Any

import pytest

from convite.core.database import open_database
from convite.doors.accounts.jobs import forget_closed_accounts
from tests.doors.test_profiles import PROFILE, picture
from tests.support import until
from tests.world import PASSWORD, Person, World


async def exported(who: Person) -> tuple[dict[str, Any], list[str]]:
    """The tables of an export, and the names of all its files."""
    answer = await who.ask("GET", "/api/me/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        tables = {
            name.removesuffix(".json"): json.loads(archive.read(name))
            for name in names
            if name.endswith(".json")
        }
    return tables, names


async def test_export_has_what_is_stored_about_the_account_and_nobody_else(world: World) -> None:
    ana, other = await world.organizer("Ana Ruiz"), await world.organizer("Somebody Else")
    event = await ana.event(title="Ours")
    shown = await picture(ana)
    await ana.patch(PROFILE, {"bio": "Climbs", "birth_date": "1990-05-01", "pictures": [shown]})

    tables, names = await exported(ana)

    [user], [profile] = tables["users"], tables["profiles"]
    assert (user["id"], user["name"], user["email"]) == (ana.id, "Ana Ruiz", ana.email)
    assert (profile["bio"], profile["birth_date"], profile["pictures"]) == (
        "Climbs", "1990-05-01", [shown],
    )  # fmt: skip
    assert [member["role"] for member in tables["event_members"]] == ["admin"]
    assert f"pictures/{shown}.webp" in names
    assert "password_hash" not in user
    assert other.email not in json.dumps(tables)
    assert event.id


@pytest.mark.usefixtures("worker")
async def test_closed_account_leaves_no_trace_of_who_it_was(world: World) -> None:
    ana, boss = await world.organizer("Ana Ruiz"), await world.organizer("Bo Lind")
    party = await boss.event(title="The party")
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", ana.id)
    member = {"email": ana.email, "role": "editor", "display_name": "Ana R."}
    await boss.post(f"{party.path}/invite-member", member)
    shown, unused = await picture(ana), await picture(ana)
    await ana.patch(PROFILE, {"bio": "Climbs", "pictures": [shown]})
    keys = [
        row["key"].hex for row in await world.sql("SELECT key FROM files WHERE user_id=$1", ana.id)
    ]

    answer = await ana.ask("DELETE", "/api/me")

    assert answer.status_code == 204, answer.text
    await ana.refused(401, "GET", "/api/me")
    body = {"email": ana.email, "password": PASSWORD}
    await world.nobody().refused(401, "POST", "/api/auth/login", body)
    assert {shown, unused}

    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)
    await forget_closed_accounts(system)
    await system.close()

    async def is_forgotten() -> bool:
        rows = await world.sql(
            "SELECT p.data FROM activity_private p JOIN activity_log l ON l.id = p.log_id"
            " WHERE l.stream_id = $1 AND p.data <> '{}'",
            ana.id,
        )
        gone = [not (world.files / "files" / key[-2:] / key).exists() for key in keys]
        return not rows and all(gone)

    await until(is_forgotten, limit=60)
    told = [
        *(await world.sql("SELECT * FROM users WHERE id = $1", ana.id)),
        *(await world.sql("SELECT * FROM profiles WHERE user_id = $1", ana.id)),
        *(await world.sql("SELECT * FROM user_sessions WHERE user_id = $1", ana.id)),
        *(await world.sql("SELECT * FROM event_members WHERE user_id = $1", ana.id)),
        *(await world.sql("SELECT * FROM organizations WHERE id = $1", ana.organization_id)),
    ]
    text = repr(told)
    assert "Closed account" in text
    assert not any(word in text for word in ("Ana", ana.email, "Climbs"))
    [left] = await world.sql("SELECT status FROM event_members WHERE user_id = $1", ana.id)
    assert left["status"] == "removed"
    again = {"name": "New", "email": ana.email, "password": PASSWORD}
    assert (await world.nobody().post("/api/auth/register", again))["user"]["id"] != ana.id


@pytest.mark.usefixtures("worker")
async def test_closed_account_asks_and_waits_for_nothing_any_more(world: World) -> None:
    ana, boss = await world.organizer("Ana Ruiz"), await world.organizer("Bo Lind")
    settings = {"needs_picture": False, "waitlist": "automatic"}
    dinner, full = [
        await boss.event(
            visibility="public", approval=approval, capacity=1, settings=settings, title=title
        )
        for approval, title in (("request", "Dinner"), ("open", "Full"))
    ]
    await ana.post(f"{dinner.path}/requests", {"message": "I climb."})
    await (await world.organizer("Leo Paz")).post(f"{full.path}/requests", {})
    await ana.post(f"{full.path}/waitlist", {"message": "I climb."})

    await ana.delete("/api/me")
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)
    await forget_closed_accounts(system)
    await system.close()

    assert (await dinner.row())["requests_count"] == 0
    [pool] = await world.sql("SELECT waiting FROM capacity_pools WHERE event_id = $1", full.id)
    assert pool["waiting"] == 0
    rows = [
        *(await world.sql("SELECT * FROM join_requests WHERE user_id = $1", ana.id)),
        *(await world.sql("SELECT * FROM waitlist_entries WHERE user_id = $1", ana.id)),
    ]
    assert [row["status"] for row in rows] == ["canceled", "canceled"]
    assert not any(word in repr(rows) for word in ("Ana", "climb"))


async def test_only_admin_of_an_event_is_told_what_to_do_first(world: World) -> None:
    ana = await world.organizer()
    event = await ana.event(title="Wedding of Ana")

    problem = await ana.refused(409, "DELETE", "/api/me")
    await ana.delete(event.path)
    done = await ana.ask("DELETE", "/api/me")

    assert problem["type"] == "/problems/only-admin"
    assert problem["events"] == ["Wedding of Ana"]
    assert "Wedding of Ana" in problem["detail"]
    assert done.status_code == 204


async def test_only_owner_of_an_organization_is_told_what_to_do_first(world: World) -> None:
    ana = await world.organizer()
    made = await ana.post("/api/organizations", {"name": "Bodas Ruiz"})

    problem = await ana.refused(409, "DELETE", "/api/me")
    await ana.delete(f"/api/organizations/{made['id']}")
    done = await ana.ask("DELETE", "/api/me")

    assert (problem["type"], problem["organizations"]) == ("/problems/only-owner", ["Bodas Ruiz"])
    assert done.status_code == 204


async def test_account_is_closed_once(world: World) -> None:
    ana = await world.organizer()

    assert (await ana.ask("DELETE", "/api/me")).status_code == 204
    assert (await ana.ask("DELETE", "/api/me")).status_code == 401
