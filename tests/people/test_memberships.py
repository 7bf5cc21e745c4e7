"""Invitations to an organization by mail: accepted, sent again, withdrawn, and what refuses them."""

import re
from typing import Any

import pytest

from tests.support import until
from tests.world import Person, World

MAILS = (
    "SELECT subject, text FROM messages WHERE lower(address) = lower($1)"
    " AND dedup_key LIKE 'organization.%' ORDER BY created_at, id"
)
PAST = "UPDATE challenges SET created_at = created_at - interval '1 h' WHERE object_id = $1"
pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
async def ana(world: World) -> Person:
    return await world.organizer("Ana Ruiz")


async def agency(owner: Person, **values: Any) -> str:
    """The path of a new organization's members."""
    made = await owner.post("/api/organizations", {"name": "Fiestas SL", **values})
    return f"/api/organizations/{made['id']}/members"


async def mails(world: World, email: str, count: int = 1) -> list[Any]:
    async def are_there() -> bool:
        return len(await world.sql(MAILS, email)) >= count

    await until(are_there, limit=60)
    return list(await world.sql(MAILS, email))


async def token_for(world: World, email: str, count: int = 1) -> str:
    text = (await mails(world, email, count))[-1]["text"]
    return re.findall(r"/join-organization/(\S+)", text)[0]


async def accept(person: Person, token: str) -> Any:
    return await person.post("/api/organizations/accept", {"token": token})


async def standing(person: Person, path: str) -> dict[str, tuple[str, str]]:
    items = (await person.get(path))["items"]
    return {one["name"]: (one["role"], one["status"]) for one in items}


async def test_somebody_without_an_account_is_invited_and_joins(world: World, ana: Person) -> None:
    path = await agency(ana, locale="es")
    bo = await world.organizer("Bo Lee")  # their address isn't proven

    made = await ana.post(path, {"email": bo.email, "role": "manager"})

    assert (made["status"], made["user_id"], made["email"]) == ("invited", None, bo.email)
    assert made["expires_at"] is not None
    await bo.refused(404, "GET", path)
    assert "Fiestas SL" in (await mails(world, bo.email))[0]["text"]
    token = await token_for(world, bo.email)
    joined = await accept(bo, token)
    assert (joined["user_id"], joined["role"], joined["status"]) == (bo.id, "manager", "active")
    assert await standing(bo, path) == {
        "Ana Ruiz": ("owner", "active"),
        "Bo Lee": ("manager", "active"),
    }
    problem = await bo.refused(409, "POST", "/api/organizations/accept", {"token": token})
    assert problem["type"] == "/problems/organization-invite-used"


async def test_mail_to_an_unknown_address_speaks_the_organizations_language(
    world: World, ana: Person
) -> None:
    path = await agency(ana, locale="es")

    await ana.post(path, {"email": "nadie.es@example.com", "role": "agent"})

    [mail] = await mails(world, "nadie.es@example.com")
    assert mail["subject"] == "Únete a Fiestas SL"


async def test_other_address_or_wrong_token_joins_nothing(world: World, ana: Person) -> None:
    path = await agency(ana)
    bo, eve = await world.organizer("Bo Lee"), await world.organizer("Eve Lind")
    await ana.post(path, {"email": bo.email, "role": "manager"})
    token = await token_for(world, bo.email)

    problem = await eve.refused(403, "POST", "/api/organizations/accept", {"token": token})
    assert problem["type"] == "/problems/member-invite-foreign"
    await bo.refused(404, "POST", "/api/organizations/accept", {"token": "guess"})
    # the invitation to an organization opens no event's team
    await bo.refused(404, "POST", "/api/members/accept", {"token": token})
    await world.nobody().refused(401, "POST", "/api/organizations/accept", {"token": token})
    assert (await accept(bo, token))["status"] == "active"


async def test_expired_invitation_is_sent_again(world: World, ana: Person) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    made = await ana.post(path, {"email": bo.email, "role": "agent"})
    first = await token_for(world, bo.email)
    await ana.refused(429, "POST", f"{path}/{made['id']}/send")
    await world.sql(
        "UPDATE challenges SET expires_at = now() - interval '1 s' WHERE object_id = $1", made["id"]
    )

    problem = await bo.refused(410, "POST", "/api/organizations/accept", {"token": first})
    await world.sql(PAST, made["id"])
    await ana.post(f"{path}/{made['id']}/send")

    assert problem["type"] == "/problems/member-invite-expired"
    await accept(bo, await token_for(world, bo.email, 2))
    problem = await ana.refused(409, "POST", f"{path}/{made['id']}/send")
    assert problem["type"] == "/problems/wrong-state"


async def test_withdrawn_invitation_opens_nothing_and_can_be_made_anew(
    world: World, ana: Person
) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    made = await ana.post(path, {"email": bo.email, "role": "agent"})
    token = await token_for(world, bo.email)
    problem = await ana.refused(409, "POST", path, {"email": bo.email.upper(), "role": "admin"})
    assert problem["type"] == "/problems/already-invited"

    await ana.delete(f"{path}/{made['id']}")

    problem = await bo.refused(410, "POST", "/api/organizations/accept", {"token": token})
    assert problem["type"] == "/problems/member-invite-withdrawn"
    assert await standing(ana, path) == {"Ana Ruiz": ("owner", "active")}
    assert (await ana.post(path, {"email": bo.email, "role": "agent"}))["status"] == "invited"


async def test_role_of_an_invitation_is_changed_and_owners_are_made_by_owners(
    world: World, ana: Person
) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    made = await ana.post(path, {"email": bo.email, "role": "agent"})
    await ana.patch(f"{path}/{made['id']}", {"role": "admin"})
    joined = await accept(bo, await token_for(world, bo.email))

    assert joined["role"] == "admin"
    await bo.refused(403, "POST", path, {"email": "x.owner@example.com", "role": "owner"})
    # an invitation to own it doesn't let the last owner leave
    await ana.post(path, {"email": "y.owner@example.com", "role": "owner"})
    await ana.refused(409, "DELETE", f"{path}/{ana.id}")


async def test_proven_address_joins_by_itself(world: World, ana: Person) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    await ana.post(path, {"email": bo.email, "role": "agent"})
    await bo.post("/api/auth/email/request")
    proof = "SELECT text FROM messages WHERE address = $1 AND dedup_key LIKE 'proof.%'"

    async def is_mailed() -> bool:
        return bool(await world.sql(proof, bo.email))

    await until(is_mailed, limit=60)
    token = re.findall(r"/verify/(\S+)", (await world.sql(proof, bo.email))[0]["text"])[0]
    await bo.post("/api/auth/email/verify", {"token": token})

    async def has_joined() -> bool:
        return (await standing(ana, path)).get("Bo Lee") == ("agent", "active")

    await until(has_joined, limit=60)


async def test_former_member_is_one_again(world: World, ana: Person) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    await ana.post(path, {"user_id": bo.id, "role": "manager"})
    await ana.delete(f"{path}/{bo.id}")

    await ana.post(path, {"email": bo.email, "role": "agent"})
    await accept(bo, await token_for(world, bo.email))

    assert await standing(ana, path) == {
        "Ana Ruiz": ("owner", "active"),
        "Bo Lee": ("agent", "active"),
    }


async def test_other_organizations_see_and_touch_nothing(world: World, ana: Person) -> None:
    path, stranger = await agency(ana), await world.organizer("Str Anger")
    theirs = await agency(stranger)
    made = await ana.post(path, {"email": "secret.agent@example.com", "role": "agent"})

    for where in (path, theirs):
        await stranger.refused(404, "POST", f"{where}/{made['id']}/send")
        await stranger.refused(404, "PATCH", f"{where}/{made['id']}", {"role": "admin"})
        await stranger.refused(404, "DELETE", f"{where}/{made['id']}")
    assert "secret.agent" not in str(await stranger.get(theirs))
