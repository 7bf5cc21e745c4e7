"""Webhooks over the API: who may, what is refused, what is shown once, and how a test arrives."""

import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.ids import new_id
from convite.messaging.webhooks.models import WebhookEndpoint
from tests.messaging.webhooks.verifying import is_genuine
from tests.providers.receiver import Receiver, receiving
from tests.support import until
from tests.world import Person, World

PATH = "/api/webhook-endpoints"
FACTS = ["event_created", "event_published"]
MEMBER = """
INSERT INTO organization_members (id, organization_id, user_id, role, status)
VALUES ($1, $2, $3, $4, 'active')
"""


@pytest.fixture
async def ana(world: World) -> Person:
    return await world.organizer("Ana Ruiz")


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


async def made(person: Person, url: str = "https://hooks.example.com/in", **values: Any) -> Any:
    return await person.post(PATH, {"url": url, "facts": FACTS, **values})


async def colleague(person: Person, role: str) -> Person:
    other = await person.world.organizer(f"A {role}")
    await person.world.sql(MEMBER, new_id(), person.organization_id, other.id, role)
    return other


async def test_secret_is_shown_once_and_kept_encrypted(world: World, ana: Person) -> None:
    endpoint = await made(ana, description="Our shop")
    path = f"{PATH}/{endpoint['id']}"
    rotated = await ana.post(f"{path}/rotate-secret")

    assert endpoint["secret"].startswith("whsec_")
    assert rotated["secret"] not in {endpoint["secret"], None}
    assert rotated["previous_until"] is not None
    [listed] = (await ana.get(PATH))["items"]
    assert (listed["url"], listed["facts"], listed["description"], listed["status"]) == (
        "https://hooks.example.com/in", FACTS, "Our shop", "enabled",
    )  # fmt: skip
    assert "secret" not in listed
    assert "secret" not in await ana.get(path)
    [row] = await world.sql("SELECT * FROM webhook_endpoints WHERE id = $1", endpoint["id"])
    kept = bytes(row["secret"]) + bytes(row["previous_secret"])
    for secret in (endpoint["secret"], rotated["secret"]):
        assert secret.encode() not in kept


LOGIN, INSIDE, SCHEME = "user name or password", "on the internet", "start with https://"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://user:pass@hooks.example.com/", LOGIN),
        ("https://169.254.169.254/latest", INSIDE),
        ("https://2130706433/", INSIDE),
        ("https://0177.0.0.1/", INSIDE),
        ("https://[::ffff:169.254.169.254]/", INSIDE),
        ("https://10.0.0.7/", INSIDE),
        ("ftp://hooks.example.com/", SCHEME),
        ("hooks.example.com", SCHEME),
        ("", SCHEME),
        (f"https://example.com/{'x' * 3000}", "too long"),
    ],
)
async def test_address_that_may_not_be_called_is_refused(ana: Person, url: str, why: str) -> None:
    """In the world of tests loopback is open, and `http`; `tests/gateways` has them closed."""
    problem = await ana.refused(422, "POST", PATH, {"url": url, "facts": FACTS})
    endpoint = await made(ana)
    await ana.refused(422, "PATCH", f"{PATH}/{endpoint['id']}", {"url": url})

    [error] = problem["errors"]
    assert error["pointer"] == "/url"
    assert why in error["detail"]
    assert (await ana.get(f"{PATH}/{endpoint['id']}"))["url"] == "https://hooks.example.com/in"


async def test_unknown_facts_and_none_are_refused(ana: Person) -> None:
    for facts in ([], ["logged_in"], ["event_created", "nonsense"]):
        await ana.refused(422, "POST", PATH, {"url": "https://a.example.com", "facts": facts})
    twice = await made(ana, facts=["event_published", "event_created", "event_created"])
    assert twice["facts"] == FACTS


async def test_an_organization_has_ten_at_most(ana: Person) -> None:
    for _ in range(10):
        await made(ana)
    problem = await ana.refused(409, "POST", PATH, {"url": "https://a.example.com", "facts": FACTS})
    assert problem["type"] == "/problems/too-many-webhooks"


async def test_only_who_manages_the_organization_knows_of_webhooks(
    world: World, ana: Person
) -> None:
    endpoint = await made(ana)
    path = f"{PATH}/{endpoint['id']}"
    tested = await ana.post(f"{path}/test")
    mine = {"organization_id": ana.organization_id}
    admin, manager = await colleague(ana, "admin"), await colleague(ana, "manager")
    stranger = await world.organizer("Somebody Else")
    own = await made(stranger)

    assert [one["id"] for one in (await admin.get(PATH, **mine))["items"]] == [endpoint["id"]]
    assert (await admin.get(path))["id"] == endpoint["id"]
    for other in (manager, stranger):
        await other.refused(404, "GET", PATH, params=mine)
        await other.refused(
            404, "POST", PATH, {"url": "https://x.example.com", "facts": FACTS}, params=mine
        )
        await other.refused(404, "GET", path)
        await other.refused(404, "PATCH", path, {"description": "Mine"})
        await other.refused(404, "DELETE", path)
        for verb in ("enable", "rotate-secret", "test"):
            await other.refused(404, "POST", f"{path}/{verb}")
        await other.refused(404, "GET", f"{path}/deliveries")
        await other.refused(404, "GET", f"{path}/deliveries/{tested['id']}")
        await other.refused(404, "POST", f"{path}/deliveries/{tested['id']}/replay")
    # a delivery is found below its own endpoint only
    through = f"{PATH}/{own['id']}/deliveries/{tested['id']}"
    await stranger.refused(404, "GET", through)
    await stranger.refused(404, "POST", f"{through}/replay")
    key = await ana.post("/api/api-keys", {"name": "Shop", "scopes": ["events:write"]})
    program = Person(world, {"authorization": f"Bearer {key['key']}"})
    await program.refused(403, "GET", PATH)


async def test_stale_change_is_refused_and_a_pause_is_not_news(world: World, ana: Person) -> None:
    endpoint = await made(ana)
    path = f"{PATH}/{endpoint['id']}"
    changed = await ana.patch(path, {"facts": ["guest_added"], "version": endpoint["version"]})
    stale = await ana.refused(409, "PATCH", path, {"description": "x", "version": 1})
    paused = await ana.patch(path, {"is_enabled": False})
    again = await ana.patch(path, {"is_enabled": False})
    await ana.refused(409, "POST", f"{path}/test")
    enabled = await ana.post(f"{path}/enable")
    await ana.refused(409, "POST", f"{path}/enable")

    assert (changed["facts"], stale["current"]["facts"]) == (["guest_added"], ["guest_added"])
    assert (paused["status"], paused["disabled_reason"], again["status"]) == (
        "disabled", "paused", "disabled",
    )  # fmt: skip
    assert (enabled["status"], enabled["disabled_reason"]) == ("enabled", None)
    logged = await world.sql(
        "SELECT action, data FROM activity_log WHERE object_id = $1 ORDER BY position",
        endpoint["id"],
    )
    assert [row["action"] for row in logged] == [
        "webhook_endpoint_added",
        "webhook_endpoint_changed",
        "webhook_endpoint_disabled",
        "webhook_endpoint_enabled",
    ]
    assert {json.loads(row["data"])["host"] for row in logged} == {"hooks.example.com"}


@pytest.mark.usefixtures("worker")
async def test_test_and_facts_arrive_and_the_log_can_be_read_and_replayed(
    world: World, ana: Person, receiver: Receiver
) -> None:
    endpoint = await made(ana, receiver.url())
    broken = await made(ana, receiver.url("/500"))
    path = f"{PATH}/{endpoint['id']}/deliveries"
    sent = await ana.post(f"{PATH}/{endpoint['id']}/test")
    await receiver.wait_for(1, 30)
    event = await ana.event()

    async def all_sent() -> bool:
        return len((await ana.get(path, status="delivered"))["items"]) == 3

    await until(all_sent, limit=60)
    listed = (await ana.get(path))["items"]
    newest = await ana.get(f"{path}/{listed[0]['id']}")
    page = await ana.get(path, limit=2)
    rest = await ana.get(path, limit=2, cursor=page["next_cursor"])

    assert [one["type"] for one in listed] == ["event_published", "event_created", "test"]
    assert listed[2]["id"] == sent["id"]
    assert [one["id"] for one in page["items"] + rest["items"]] == [one["id"] for one in listed]
    assert newest["payload"]["data"]["event_id"] == event.id
    assert (newest["answer_status"], newest["answer"]) == (200, "Thanks")
    assert [one["status"] for one in newest["attempts"]] == [200]
    for call in receiver.calls:
        if call.path == "/ok":
            secret = endpoint["secret"]
            assert is_genuine(secret, call.headers, call.body, at=time.time())

    before = sum(call.headers["webhook-id"] == newest["id"] for call in receiver.calls)
    again = await ana.post(f"{path}/{newest['id']}/replay")

    async def arrived() -> bool:
        calls = [call for call in receiver.calls if call.headers["webhook-id"] == newest["id"]]
        return len(calls) == before + 1

    await until(arrived, limit=60)
    failing = await ana.get(f"{PATH}/{broken['id']}/deliveries", status="queued")
    assert again["status"] == "queued"
    assert failing["items"][-1]["error"] == "The receiver answered 500."
    assert failing["items"][-1]["next_try_at"] is not None
    assert (await ana.get(f"{PATH}/{broken['id']}"))["failing_since"] is not None


@pytest.mark.usefixtures("worker")
async def test_admins_are_told_when_a_receiver_is_gone(
    world: World, ana: Person, receiver: Receiver
) -> None:
    admin, manager = await colleague(ana, "admin"), await colleague(ana, "manager")
    endpoint = await made(ana, receiver.url("/410"))
    await ana.post(f"{PATH}/{endpoint['id']}/test")

    async def are_told() -> bool:
        lists = [await one.get("/api/notifications") for one in (ana, admin)]
        return all(len(found["items"]) == 1 for found in lists)

    await until(are_told, limit=60)
    [told] = (await admin.get("/api/notifications"))["items"]
    mails = await world.sql(
        "SELECT user_id::text, subject, text FROM messages WHERE dedup_key LIKE 'webhook.%'"
        " AND user_id = ANY ($1)",
        [ana.id, admin.id, manager.id],
    )

    assert told["title"] == "Webhook turned off: 127.0.0.1"
    assert told["reference_type"] == "webhook_endpoint"
    assert told["metadata"]["endpoint_id"] == endpoint["id"]
    assert {row["user_id"] for row in mails} == {ana.id, admin.id}
    assert "410" in mails[0]["text"]
    assert f"/organization/webhooks?id={ana.organization_id}" in mails[0]["text"]
    assert (await manager.get("/api/notifications"))["items"] == []


def test_table_has_no_column_for_a_secret_in_clear() -> None:
    columns = WebhookEndpoint.__table__.columns
    kinds = {name: columns[name].type.python_type for name in ("secret", "previous_secret")}
    assert kinds == {"secret": bytes, "previous_secret": bytes}
