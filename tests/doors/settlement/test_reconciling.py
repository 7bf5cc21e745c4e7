"""How providers are doing, and asking them at once about payments whose webhook didn't come."""

from typing import Any

import pytest

from tests.doors.settlement.test_providers import NAMES, Stage, staged
from tests.providers.stripe import broken
from tests.world import World


async def status(stage: Stage) -> Any:
    [row] = (await stage.shop.event.host.get(f"{stage.shop.event.path}/payment-status"))["items"]
    return row


async def reconcile(stage: Stage) -> Any:
    path = f"{stage.shop.event.path}/payment-status/reconcile"
    return await stage.shop.event.host.post(path, {})


@pytest.mark.parametrize("name", NAMES)
async def test_asking_now_pays_what_no_webhook_told_of(world: World, name: str) -> None:
    async with staged(world, name, works=False) as stage:
        paid, open_ = await stage.order(), await stage.order()
        stage.server.complete(await stage.started(paid))
        await stage.started(open_)
        before = await status(stage)

        found = await reconcile(stage)

        assert (before["waiting"], before["last_answer_at"]) == (2, None)
        assert found == {"asked": 2, "paid": 1, "failed": 0, "waiting": 1, "errors": []}
        order = await stage.buyer(paid).get(f"/api/orders/{paid['id']}")
        assert (order["status"], len(order["tickets"])) == ("paid", 1)
        after = await status(stage)
        assert (after["waiting"], after["last_error"]) == (1, None)
        assert after["last_answer_at"] is not None
        assert (await reconcile(stage))["asked"] == 1


async def test_what_went_wrong_is_said_and_kept_until_it_works_again(world: World) -> None:
    async with staged(world, "stripe", works=False) as stage:
        await stage.started(await stage.order())
        stage.server.fail("/v1/checkout/sessions", broken())

        found = await reconcile(stage)

        assert (found["asked"], found["waiting"], len(found["errors"])) == (1, 1, 1)
        failed = await status(stage)
        assert failed["last_error"] == found["errors"][0]
        assert failed["last_error_at"] is not None
        assert (await reconcile(stage))["errors"] == []
        mended = await status(stage)
        assert mended["last_answer_at"] > mended["last_error_at"]


async def test_a_hasty_hand_does_not_hammer_the_provider(world: World) -> None:
    async with staged(world, "stripe", works=False, CONVITE_LIMITS="on") as stage:
        for _ in range(3):
            await reconcile(stage)
        path = f"{stage.shop.event.path}/payment-status/reconcile"

        await stage.shop.event.host.refused(429, "POST", path, {})


async def test_only_who_sees_money_asks(world: World) -> None:
    async with staged(world, "stripe", works=False) as stage:
        stranger = (await world.organizer("Max")).through(stage.at)
        path = f"{stage.shop.event.path}/payment-status"

        await stranger.refused(404, "GET", path)
        await stranger.refused(404, "POST", f"{path}/reconcile", {})
