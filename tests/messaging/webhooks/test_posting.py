"""Deliveries: each fact once to each endpoint, in order, signed, whatever the receiver or a crash does."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from convite.core.config import settings
from convite.core.ids import new_id
from convite.core.problems import Conflict
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.entry.reactions import REACTING
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.gateways.egress import Egress
from convite.messaging.posting import actions, jobs
from convite.messaging.webhooks import actions as endpoints
from convite.messaging.webhooks.models import WebhookEndpoint
from convite.messaging.webhooks.schemas import WebhookFields
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.messaging.webhooks.verifying import is_genuine
from tests.providers.receiver import Receiver, receiving

assert REACTING
FACTS = ["invitation_created", "attendee_added"]


class Stage:
    """An event, and a receiver that its organization's endpoints can name."""

    def __init__(self, database: Fresh, host: Host, event: Event, receiver: Receiver) -> None:
        self.database, self.host, self.event, self.receiver = database, host, event, receiver

    async def endpoint(
        self, path: str = "/ok", *, facts: list[str] = FACTS, url: str = ""
    ) -> tuple[WebhookEndpoint, str]:
        """A new endpoint and its secret."""
        body = WebhookFields(url=url or self.receiver.url(path), facts=facts)
        async with self.database.app.tx(self.host.principal) as tx:
            return await endpoints.add_endpoint(
                tx, self.host.actor, body, organization_id=self.host.organization_id
            )

    async def do(self, action: Any, *arguments: Any) -> Any:
        """Runs an action as the host."""
        async with self.database.app.tx(self.host.principal) as tx:
            return await action(tx, self.host.actor, *arguments)

    async def invite(self, *names: str) -> None:
        """A party each: two facts for each of them."""
        for name in names:
            async with self.database.app.tx(self.host.principal) as tx:
                event = await event_by_id(tx, self.event.id)
                assert event is not None
                party = InvitationFields(guests=[PartyGuest(name=name)])
                await invite(tx, self.host.actor, event, party)

    async def work(self) -> None:
        """What the worker does until nothing is due."""
        await jobs.read_log_for_webhooks(self.database.system)
        await jobs.post_webhooks(self.database.system)

    async def later(self) -> None:
        """As if the pause before the next try were over."""
        await self.sql("UPDATE webhook_deliveries SET run_after = now() WHERE status = 'queued'")
        await self.sql("UPDATE webhook_endpoints SET rest_until = NULL")

    async def sql(self, statement: str, *values: object) -> list[Any]:
        rows: list[Any] = await self.database.system.pool.fetch(statement, *values)
        return rows

    async def deliveries(self) -> list[Any]:
        return await self.sql("SELECT * FROM webhook_deliveries ORDER BY id")

    async def row(self, endpoint: WebhookEndpoint) -> Any:
        return (await self.sql("SELECT * FROM webhook_endpoints WHERE id = $1", endpoint.id))[0]

    def bodies(self) -> list[Any]:
        return [json.loads(call.body) for call in self.receiver.calls]

    def ids(self, path: str = "/ok") -> list[str]:
        calls = self.receiver.calls
        return [call.headers["webhook-id"] for call in calls if call.path == path]


@pytest.fixture
async def stage(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(settings(), "egress", "loopback")
    async with fresh() as database, receiving() as receiver:
        host = await make_host(database.app)
        yield Stage(database, host, await make_event(database.app, host), receiver)


async def test_chosen_facts_arrive_once_signed_and_in_order(stage: Stage) -> None:
    await stage.invite("Before Anybody Listened")
    _, secret = await stage.endpoint()
    await stage.invite("Jo Smith", "Al Smith")
    await stage.work()
    await stage.work()

    assert [body["type"] for body in stage.bodies()] == [*FACTS, *FACTS]
    for call in stage.receiver.calls:
        assert is_genuine(secret, call.headers, call.body, at=time.time())
        assert call.headers["content-type"] == "application/json"
    first = stage.bodies()[0]["data"]
    assert (first["event_id"], first["object_type"]) == (str(stage.event.id), "invitation")
    assert first["object_id"] == first["invitation_id"]
    log = await stage.sql("SELECT id FROM activity_log WHERE action = ANY ($1) ORDER BY id", FACTS)
    made = await stage.deliveries()
    assert {row["fact_id"] for row in made} == {row["id"] for row in log[2:]}
    assert [str(row["id"]) for row in made] == stage.ids()
    assert {row["status"] for row in made} == {"delivered"}


async def test_nothing_personal_is_sent(stage: Stage) -> None:
    await stage.endpoint(facts=["guest_added", *FACTS, "attendee_updated", "invitation_updated"])
    await stage.invite("Zqperson Zqname")
    await stage.work()

    assert len(stage.receiver.calls) == 3
    assert not any(b"Zq" in call.body for call in stage.receiver.calls)


async def test_other_organizations_facts_are_not_sent(stage: Stage) -> None:
    await stage.endpoint(facts=["event_created", "event_published"])
    stranger = await make_host(stage.database.app)
    await make_event(stage.database.app, stranger)
    await stage.work()
    assert stage.receiver.calls == []

    await make_event(stage.database.app, stage.host)
    await stage.work()
    assert [body["type"] for body in stage.bodies()] == ["event_created", "event_published"]


async def test_failed_try_is_repeated_with_the_same_id_and_body(stage: Stage) -> None:
    endpoint, secret = await stage.endpoint("/flaky", facts=["invitation_created"])
    await stage.invite("Jo Smith")
    for tries in (1, 2, 3):
        await stage.work()
        await stage.work()  # not before its pause is over
        assert len(stage.receiver.calls) == tries
        await stage.later()

    [row] = await stage.deliveries()
    assert (row["status"], row["tries"], row["answer_status"]) == ("delivered", 3, 200)
    attempts = json.loads(row["attempts"])
    assert [one["status"] for one in attempts] == [500, 500, 200]
    assert attempts[0]["error"] == "The receiver answered 500."
    assert set(stage.ids("/flaky")) == {str(row["id"])}
    assert len({call.body for call in stage.receiver.calls}) == 1
    for call in stage.receiver.calls:
        assert is_genuine(secret, call.headers, call.body, at=time.time())
    health = await stage.row(endpoint)
    assert (health["failures"], health["failing_since"]) == (0, None)
    assert health["last_delivered_at"] is not None


@pytest.mark.parametrize(
    ("path", "status", "why", "answer"),
    [
        ("/500", 500, "The receiver answered 500.", "It's broken"),
        ("/redirect", 302, "The receiver answered 302. Redirects aren't followed.", ""),
        ("/drop", None, "broke off", ""),
        ("/garbage", None, "broke off", ""),
        ("/slow", None, "No answer within 5 seconds.", ""),
    ],
)
async def test_log_says_what_went_wrong(
    stage: Stage, path: str, status: int | None, why: str, answer: str
) -> None:
    await stage.endpoint(path, facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await stage.work()

    [row] = await stage.deliveries()
    assert (row["status"], row["answer_status"], row["answer"]) == ("queued", status, answer)
    assert why in row["error"]
    assert {call.path for call in stage.receiver.calls} == {path}


async def test_of_a_huge_answer_the_beginning_is_kept(stage: Stage) -> None:
    await stage.endpoint("/large", facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await stage.work()

    [row] = await stage.deliveries()
    assert (row["status"], row["answer"]) == ("delivered", "x" * 1024)


async def test_receiver_is_given_the_time_that_it_asks_for(stage: Stage) -> None:
    await stage.endpoint("/later", facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await stage.work()

    [row] = await stage.deliveries()
    [attempt] = json.loads(row["attempts"])
    assert attempt["status"] == 429
    pause = await stage.sql(
        "SELECT extract(epoch FROM run_after - updated_at)::float AS s FROM webhook_deliveries"
    )
    assert 110 < pause[0]["s"] <= 121


async def test_410_disables_at_once_and_the_admins_are_told(stage: Stage) -> None:
    endpoint, _ = await stage.endpoint("/410")
    await stage.invite("Jo Smith")
    await stage.work()

    row = await stage.row(endpoint)
    assert (row["status"], row["disabled_reason"]) == ("disabled", "gone")
    assert len(stage.receiver.calls) == 1
    logged = await stage.sql(
        "SELECT actor_kind, data FROM activity_log WHERE action = 'webhook_endpoint_disabled'"
    )
    assert [(one["actor_kind"], json.loads(one["data"])["why"]) for one in logged] == [
        ("system", "gone")
    ]


async def test_three_days_of_failures_disable_and_one_success_starts_anew(stage: Stage) -> None:
    endpoint, _ = await stage.endpoint("/500", facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await stage.work()
    await stage.sql(
        "UPDATE webhook_endpoints SET failing_since = now() - interval '2 days 23 hours'"
    )
    await stage.later()
    await stage.work()
    assert (await stage.row(endpoint))["status"] == "enabled"

    await stage.sql("UPDATE webhook_endpoints SET failing_since = now() - interval '3 days'")
    await stage.sql("UPDATE webhook_deliveries SET give_up_at = now()")
    await stage.later()
    await stage.work()

    row = await stage.row(endpoint)
    assert (row["status"], row["disabled_reason"]) == ("disabled", "failing")
    [delivery] = await stage.deliveries()
    assert (delivery["status"], delivery["tries"]) == ("failed", 3)


async def test_disabled_endpoint_gets_nothing_until_it_is_enabled_again(stage: Stage) -> None:
    endpoint, _ = await stage.endpoint(facts=["invitation_created"])
    await stage.invite("While It Worked")
    await jobs.read_log_for_webhooks(stage.database.system)
    await stage.do(endpoints.change_endpoint, endpoint, {"is_enabled": False})
    await stage.invite("While It Was Paused")
    await stage.work()
    assert stage.receiver.calls == []
    with pytest.raises(Conflict):
        await stage.do(endpoints.replay, endpoint, (await stage.deliveries())[0]["id"])

    await stage.do(endpoints.enable_endpoint, endpoint)
    await stage.invite("After It")
    await stage.work()

    assert len(stage.receiver.calls) == 2


async def test_both_secrets_sign_for_a_day(stage: Stage) -> None:
    endpoint, old = await stage.endpoint(facts=["invitation_created"])
    _, new = await stage.do(endpoints.rotate_secret, endpoint)
    await stage.invite("During It")
    await stage.work()
    await stage.sql("UPDATE webhook_endpoints SET previous_until = now()")
    await stage.invite("After It")
    await stage.work()

    genuine = [
        [is_genuine(one, call.headers, call.body, at=time.time()) for one in (old, new)]
        for call in stage.receiver.calls
    ]
    assert genuine == [[True, True], [False, True]]


async def test_replay_sends_the_same_again(stage: Stage) -> None:
    endpoint, secret = await stage.endpoint(facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await stage.work()
    [row] = await stage.deliveries()
    await stage.do(endpoints.replay, endpoint, row["id"])
    await stage.work()

    first, second = stage.receiver.calls
    assert stage.ids() == [str(row["id"])] * 2
    assert first.body == second.body
    assert is_genuine(secret, second.headers, second.body, at=time.time())
    [row] = await stage.deliveries()
    assert (row["status"], len(json.loads(row["attempts"]))) == ("delivered", 2)


async def test_slow_receiver_does_not_delay_the_others(stage: Stage) -> None:
    await stage.endpoint("/slow", facts=["invitation_created"])
    await stage.endpoint("/ok", facts=["invitation_created"])
    await stage.invite(*(f"Guest {number}" for number in range(5)))
    await jobs.read_log_for_webhooks(stage.database.system)
    posting = asyncio.create_task(jobs.post_webhooks(stage.database.system))
    await stage.receiver.wait_for(1)
    start = time.monotonic()
    while len(stage.ids("/ok")) < 5:
        await stage.receiver.wait_for(len(stage.receiver.calls) + 1, seconds=4)
    took = time.monotonic() - start
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)

    assert took < 4
    assert len(stage.ids("/slow")) == 1


async def test_worker_that_dies_during_a_call_posts_it_again_with_the_same_id(
    stage: Stage,
) -> None:
    await stage.endpoint("/slow", facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await jobs.read_log_for_webhooks(stage.database.system)
    dying = asyncio.create_task(jobs.post_webhooks(stage.database.system))
    await stage.receiver.wait_for(1)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    [left] = await stage.deliveries()
    await stage.sql("UPDATE webhook_endpoints SET url = $1", stage.receiver.url("/ok"))
    await stage.work()
    assert len(stage.receiver.calls) == 1  # it is still the dead worker's

    await stage.sql("UPDATE webhook_deliveries SET lease_until = now() - interval '1 second'")
    await stage.work()

    assert left["status"] == "sending"
    assert [*stage.ids("/slow"), *stage.ids("/ok")] == [str(left["id"])] * 2
    assert [row["status"] for row in await stage.deliveries()] == ["delivered"]


async def test_worker_that_dies_while_it_reads_the_log_loses_and_doubles_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "READ_SIZE", 3)
    await stage.endpoint()
    await stage.invite(*(f"Guest {number}" for number in range(6)))
    with monkeypatch.context() as dying:
        dying.setattr(actions, "REACHED", "SELECT 1 / 0, $1::text, $2::text, $3::text")
        with pytest.raises(Exception):  # noqa: B017, PT011 (as a kill: between deliveries and cursor)
            await actions.read_log(stage.database.system)
    assert await stage.deliveries() == []
    # two workers that both believe to be the one
    await asyncio.gather(*(actions.read_log(stage.database.system) for _ in range(2)))
    await stage.work()

    log = await stage.sql("SELECT id FROM activity_log WHERE action = ANY ($1)", FACTS)
    assert len(log) == 12
    assert sorted(row["fact_id"] for row in await stage.deliveries()) == sorted(
        row["id"] for row in log
    )
    assert len(set(stage.ids())) == len(stage.ids()) == 12


async def test_fact_that_commits_late_is_not_skipped(stage: Stage) -> None:
    """The cursor is a position, which is given at the commit; a time would have passed it."""
    await stage.endpoint(facts=["invitation_created"])
    async with stage.database.app.tx(stage.host.principal) as slow:
        event = await event_by_id(slow, stage.event.id)
        assert event is not None
        other = await make_event(stage.database.app, stage.host)
        party = InvitationFields(guests=[PartyGuest(name="Late")])
        await invite(slow, stage.host.actor, event, party)
        async with stage.database.app.tx(stage.host.principal) as quick:
            found = await event_by_id(quick, other.id)
            assert found is not None
            await invite(quick, stage.host.actor, found, party)
        await stage.work()
        assert len(stage.receiver.calls) == 1
    await stage.work()

    assert [body["data"]["event_id"] for body in stage.bodies()] == [
        str(other.id),
        str(stage.event.id),
    ]


async def test_name_that_turns_inside_after_it_was_stored_is_not_called(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "127.0.0.1,10.0.0.1"]

    async def resolve(*_: object) -> list[str]:
        return answers.pop(0).split(",")

    port = stage.receiver.port
    await stage.endpoint(
        url=f"http://rebinds.example.com:{port}/flaky", facts=["invitation_created"]
    )
    await stage.invite("Jo Smith")
    await jobs.read_log_for_webhooks(stage.database.system)
    for _ in range(4):
        async with Egress(loopback=True, resolve=resolve) as egress:
            await jobs.Poster(stage.database.system, egress).run()
        await stage.later()

    [row] = await stage.deliveries()
    errors = [one["error"] for one in json.loads(row["attempts"])]
    assert errors[0] == "The receiver answered 500."
    assert set(errors[1:]) == {"rebinds.example.com has an address that isn't on the internet."}
    assert (len(stage.receiver.calls), answers) == (1, [])


async def test_address_that_is_only_for_development_is_not_called_in_production(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.endpoint(facts=["invitation_created"])
    await stage.invite("Jo Smith")
    monkeypatch.setattr(settings(), "egress", "internet")
    await stage.work()

    [row] = await stage.deliveries()
    assert row["error"] == "This address can't be called."
    assert stage.receiver.opened == 0


async def test_endpoint_removed_meanwhile_ends_quietly(stage: Stage) -> None:
    endpoint, _ = await stage.endpoint("/slow", facts=["invitation_created"])
    await stage.invite("Jo Smith", "Al Smith")
    await jobs.read_log_for_webhooks(stage.database.system)
    posting = asyncio.create_task(jobs.post_webhooks(stage.database.system))
    await stage.receiver.wait_for(1)
    await stage.do(endpoints.remove_endpoint, endpoint)
    await posting

    assert await stage.deliveries() == []
    assert len(stage.receiver.calls) == 1


async def test_old_deliveries_are_tidied_away(stage: Stage) -> None:
    from convite.messaging.webhooks.jobs import remove_old_deliveries

    await stage.endpoint(facts=["invitation_created"])
    await stage.invite("Jo Smith", "Al Smith")
    await stage.work()
    first, second = await stage.deliveries()
    await stage.sql(
        "UPDATE webhook_deliveries SET created_at = now() - interval '31 days' WHERE id = $1",
        first["id"],
    )
    await remove_old_deliveries(stage.database.system)

    assert [row["id"] for row in await stage.deliveries()] == [second["id"]]


async def test_delivery_that_kills_every_worker_is_given_up(stage: Stage) -> None:
    await stage.endpoint(facts=["invitation_created"])
    await stage.invite("Jo Smith")
    await jobs.read_log_for_webhooks(stage.database.system)
    await stage.sql("UPDATE webhook_deliveries SET starts = 5")
    endpoint_id: UUID = (await stage.deliveries())[0]["endpoint_id"]
    assert await actions.claim_next(stage.database.system, new_id(), endpoint_id, 30) is None

    assert [row["status"] for row in await stage.deliveries()] == ["failed"]
