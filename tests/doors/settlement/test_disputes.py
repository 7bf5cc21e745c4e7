"""Disputes answered by the team: evidence is handed in at the provider, or the claim accepted."""

from typing import Any

import pytest

from tests.doors.settlement.test_providers import NAMES, Stage, staged
from tests.providers.stripe import broken
from tests.shop import ledger
from tests.support import until
from tests.world import World

TEXT = "Leo was checked in at the main door at 19:42."


async def disputed(stage: Stage) -> tuple[Any, str, str]:
    """An order whose payment is disputed, the dispute's path, and the provider's id of it."""
    order = await stage.order()
    key = await stage.started(order)
    stage.server.complete(key)
    await stage.deliver()
    await stage.becomes(order, "paid")
    own = stage.server.dispute(key)
    await stage.deliver()
    host, path = stage.shop.event.host, f"/api/orders/{order['id']}/disputes"

    async def is_open() -> bool:
        return bool((await host.get(path))["items"])

    await until(is_open, limit=60)
    [row] = (await host.get(path))["items"]
    return order, f"{path}/{row['id']}", own


async def told_of(stage: Stage, order: Any) -> set[str]:
    query = {"event": stage.shop.event.id, "order": order["id"], "limit": 200}
    found = await stage.shop.event.host.get("/api/activity", **query)
    return {one["action"] for one in found["items"]}


@pytest.mark.parametrize("name", ["stripe", "paypal"])
async def test_evidence_reaches_the_provider_once(world: World, name: str) -> None:
    async with staged(world, name) as stage:
        order, path, own = await disputed(stage)
        host = stage.shop.event.host

        sent = await host.post(f"{path}/evidence", {"text": TEXT})

        assert (sent["status"], sent["evidence"]) == ("under_review", {"text": TEXT})
        assert sent["evidence_sent_at"] is not None
        given = str(stage.server.disputes[own])
        assert TEXT in given
        assert order["reference"] in given
        again = await host.refused(409, "POST", f"{path}/evidence", {"text": TEXT})
        assert again["current_status"] == "under_review"
        known = {"dispute_opened", "dispute_answered", "dispute_moved"}
        assert known <= await told_of(stage, order)


async def test_evidence_that_did_not_arrive_can_be_sent_again(world: World) -> None:
    async with staged(world, "stripe") as stage:
        order, path, _ = await disputed(stage)
        host = stage.shop.event.host
        stage.server.fail("/v1/disputes/", broken(), method="POST")

        await host.refused(503, "POST", f"{path}/evidence", {"text": TEXT})
        assert "dispute_answered" not in await told_of(stage, order)
        sent = await host.post(f"{path}/evidence", {"text": TEXT})

        assert sent["status"] == "under_review"


@pytest.mark.parametrize("name", NAMES)
async def test_an_accepted_dispute_is_lost_for_good(world: World, name: str) -> None:
    async with staged(world, name) as stage:
        order, path, _ = await disputed(stage)
        host = stage.shop.event.host
        if name == "razorpay":  # takes evidence only as files, on its own pages
            refused = await host.refused(409, "POST", f"{path}/evidence", {"text": TEXT})
            assert refused["type"].endswith("dashboard-only")

        accepted = await host.post(f"{path}/accept", {})

        assert accepted["status"] == "lost"
        assert accepted["closed_at"] is not None
        assert (await ledger(stage.shop))["disputed"] == 2500
        await host.refused(409, "POST", f"{path}/accept", {})
        await host.refused(409, "POST", f"{path}/evidence", {"text": TEXT})
        assert "dispute_accepted" in await told_of(stage, order)


async def test_only_who_manages_the_event_answers(world: World) -> None:
    async with staged(world, "stripe") as stage:
        order, path, _ = await disputed(stage)
        stranger = (await world.organizer("Max")).through(stage.at)

        await stranger.refused(404, "POST", f"{path}/evidence", {"text": TEXT})
        await stage.buyer(order).refused(401, "POST", f"{path}/accept", {})
        await stage.shop.event.host.refused(422, "POST", f"{path}/evidence", {"text": " "})


async def test_a_disputed_order_does_not_keep_others_from_their_refunds(world: World) -> None:
    async with staged(world, "stripe") as stage:
        await disputed(stage)
        other = await stage.order()
        stage.server.complete(await stage.started(other))
        await stage.deliver()
        await stage.becomes(other, "paid")
        host = stage.shop.event.host

        task = await host.post(f"{stage.shop.event.path}/refunds", {"of": "all"})

        async def is_done() -> bool:
            return bool((await host.get(f"/api/tasks/{task['task_id']}"))["status"] == "done")

        await until(is_done, limit=60)
        result = (await host.get(f"/api/tasks/{task['task_id']}"))["result"]
        assert result == {"orders": 1, "amount": 2500, "disputed": 1}
        await stage.becomes(other, "refunded")
