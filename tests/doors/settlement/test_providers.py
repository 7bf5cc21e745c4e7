"""A payment at each provider, from its start to its webhook, its refunds and its disputes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from tests.payments import SERVERS
from tests.shop import Shop, buyer, ledger
from tests.support import until
from tests.world import Happening, Person, World

NAMES = ("stripe", "razorpay", "paypal")


@dataclass
class Stage:
    """An event whose organizer has an account at a provider on loopback."""

    shop: Shop
    server: Any
    at: int

    @property
    def name(self) -> str:
        return str(self.server.name)

    async def order(self, quantity: int = 1) -> Any:
        return await self.shop.order(quantity, Person(self.shop.world, {}, at=self.at))

    def buyer(self, order: Any) -> Person:
        return buyer(self.shop.world, order).through(self.at)

    async def started(self, order: Any) -> str:
        """The provider's id of the order's payment, which the buyer has begun."""
        path = f"/api/orders/{order['id']}"
        answer = await self.buyer(order).post(f"{path}/pay", {"provider": self.name})
        assert answer["redirect_url"].startswith(self.server.address)
        [row] = (await self.buyer(order).get(f"{path}/payments"))["items"]
        return str(row["provider_payment_id"])

    async def becomes(self, order: Any, status: str) -> Any:
        """The order once it has a status."""

        async def has_moved() -> bool:
            found = await self.buyer(order).get(f"/api/orders/{order['id']}")
            return bool(found["status"] == status)

        await until(has_moved, limit=60)
        return await self.buyer(order).get(f"/api/orders/{order['id']}")

    async def deliver(self, **how: Any) -> list[int]:
        """Delivers the events that wait; how each was answered."""
        told = await asyncio.to_thread(self.server.deliver, **how)
        return [status for _, status in told]


@contextlib.asynccontextmanager
async def staged(
    world: World, name: str, *, works: bool = True, quota: int = 100, **more: str
) -> AsyncIterator[Stage]:
    """A provider and its event; without a worker nothing is asked by itself."""
    server: Any = SERVERS[name]()
    with server.running():
        settings = server.environment() | more
        async with world.with_settings(**settings) as process:
            world.processes.append(process)
            at = len(world.processes) - 1
            try:
                with world.worker(**settings) if works else contextlib.nullcontext():
                    yield await set_up(world, server, at, quota)
            finally:
                world.processes.remove(process)


async def set_up(world: World, server: Any, at: int, quota: int) -> Stage:
    host = (await world.organizer("Ana Ruiz")).through(at)
    body = {
        "provider": server.name,
        "mode": "test",
        "secrets": dict(server.secrets),
        "webhook_secrets": list(server.webhook_secrets),
    }
    path = f"/api/organizations/{host.organization_id}/payment-accounts"
    account = await host.put(path, body)
    assert "secrets" not in account
    url = account["webhook_url"].replace("http://convite.test", world.processes[at].url)
    server.webhook_url = url
    event: Happening = await host.event(visibility="public", approval="open", tax_percent=19)
    kind = await host.post(
        f"{event.path}/ticket-types", {"name": "Standard", "price": 2500, "quota": quota}
    )
    return Stage(Shop(event, kind), server, at)


@pytest.mark.parametrize("name", NAMES)
async def test_a_webhook_pays_the_order_however_often_it_comes(world: World, name: str) -> None:
    async with staged(world, name) as stage:
        order = await stage.order(2)
        key = await stage.started(order)
        stage.server.complete(key)

        statuses = await stage.deliver(copies=3, random=Random(7), forged=0.5)

        paid = await stage.becomes(order, "paid")
        assert set(statuses) == {200, 401}
        assert len(paid["tickets"]) == 2
        kept = await world.one(
            "SELECT count(*) FROM provider_events e JOIN payment_accounts a ON a.id = e.account_id"
            " WHERE a.organization_id = $1",
            stage.shop.event.host.organization_id,
        )
        assert 1 <= kept <= len(stage.server.events)
        found = await ledger(stage.shop)
        assert (found["sales"], found["tax"]) == (-4202, -798)
        assert sum(found.values()) == 0
        assert await world.faults() == []


@pytest.mark.parametrize("name", NAMES)
async def test_without_a_webhook_it_is_paid_within_ten_seconds(world: World, name: str) -> None:
    async with staged(world, name) as stage:
        warm = await stage.order()
        stage.server.complete(await stage.started(warm))
        await stage.becomes(warm, "paid")  # the worker is up
        order = await stage.order()
        key = await stage.started(order)
        stage.server.complete(key)
        begun = asyncio.get_running_loop().time()

        await stage.becomes(order, "paid")

        assert asyncio.get_running_loop().time() - begun <= 10


@pytest.mark.parametrize("name", NAMES)
async def test_refunds_go_through_the_provider_and_from_its_dashboard(
    world: World, name: str
) -> None:
    async with staged(world, name) as stage:
        order = await stage.order(2)
        key = await stage.started(order)
        stage.server.complete(key)
        await stage.deliver()
        await stage.becomes(order, "paid")
        path = f"/api/orders/{order['id']}"
        host = stage.shop.event.host

        await host.post(f"{path}/refund", {"amount": 1000})
        await stage.becomes(order, "partially_refunded")

        async def is_made() -> bool:
            rows = (await host.get(f"{path}/refunds"))["items"]
            return all(row["status"] == "succeeded" for row in rows)

        await until(is_made, limit=60)
        stage.server.refund(key, 4000)
        await stage.deliver()

        refunded = await stage.becomes(order, "refunded")
        await until(is_made, limit=60)
        sources = [row["source"] for row in (await host.get(f"{path}/refunds"))["items"]]
        assert sources == ["team", "dashboard"]
        # a refund by itself cancels no ticket
        assert len(refunded["tickets"]) == 2
        found = await ledger(stage.shop)
        assert {name for name in found if name != "provider_fee"} <= {"balance"}
        assert await world.faults() == []


async def test_a_refund_whose_job_was_given_up_is_made_once_the_provider_is_back(
    world: World,
) -> None:
    async with staged(world, "stripe", works=False) as stage:
        settings = stage.server.environment()
        order = await stage.order()
        key = await stage.started(order)
        stage.server.complete(key)
        await stage.deliver()
        with world.worker(**settings):
            await stage.becomes(order, "paid")
        host, path = stage.shop.event.host, f"/api/orders/{order['id']}"
        await host.post(f"{path}/refund", {})
        await world.sql(
            "DELETE FROM activity_outbox WHERE action = 'refund_queued' AND organization_id = $1",
            host.organization_id,
        )
        await world.sql(
            "UPDATE refunds SET updated_at = now() - interval '2 days' WHERE order_id = $1",
            order["id"],
        )

        with world.worker(**settings):
            await stage.becomes(order, "refunded")

            async def is_made() -> bool:
                [row] = (await host.get(f"{path}/refunds"))["items"]
                return bool(row["status"] == "succeeded")

            await until(is_made, limit=60)
        assert len(stage.server.refunds) == 1
        assert await world.faults() == []


@pytest.mark.parametrize("name", NAMES)
async def test_a_dispute_has_a_date_and_its_entries(world: World, name: str) -> None:
    async with staged(world, name) as stage:
        order = await stage.order()
        key = await stage.started(order)
        stage.server.complete(key)
        await stage.deliver()
        await stage.becomes(order, "paid")
        host, path = stage.shop.event.host, f"/api/orders/{order['id']}/disputes"
        dispute = stage.server.dispute(key)
        await stage.deliver()

        async def is_open() -> bool:
            return bool((await host.get(path))["items"])

        await until(is_open, limit=60)
        [row] = (await host.get(path))["items"]
        assert (row["status"], row["amount"], bool(row["due_at"])) == ("needs_response", 2500, True)
        assert (await ledger(stage.shop))["disputed"] == 2500
        listed = await host.get(f"{stage.shop.event.path}/disputes")
        assert [one["order_id"] for one in listed["items"]] == [order["id"]]

        stage.server.close_dispute(dispute, is_won=True)
        await stage.deliver()

        async def is_won() -> bool:
            return bool((await host.get(path))["items"][0]["status"] == "won")

        await until(is_won, limit=60)
        assert "disputed" not in await ledger(stage.shop)


async def test_wrong_keys_and_those_of_the_other_mode_are_refused(world: World) -> None:
    async with staged(world, "stripe") as stage:
        host = stage.shop.event.host
        path = f"/api/organizations/{host.organization_id}/payment-accounts"
        body = {"provider": "stripe", "mode": "test", "secrets": {"secret_key": "sk_test_wrong"}}

        wrong = await host.refused(422, "PUT", path, body)
        missing = await host.refused(422, "PUT", path, {**body, "secrets": {"other": "x"}})

        assert wrong["errors"][0]["pointer"] == "/secrets"
        assert missing["errors"][0]["pointer"] == "/secrets/secret_key"
        member = await world.organizer("Mia Sol")
        await member.refused(404, "GET", path)
        kept = await world.one("SELECT keys FROM payment_accounts LIMIT 1")
        assert b"sk_test" not in kept
