"""A bank statement pays orders: by itself where it fits, by a person where it nearly does."""

from typing import Any

from tests.doors.statements.test_reading import CSV
from tests.shop import Shop, buyer, ledger, open_shop
from tests.support import until
from tests.world import World

BANK = {"settings": {"payment": {"iban": "DE89370400440532013000", "bank_name": "Ana Ruiz"}}}


async def loaded(shop: Shop, content: str, status: int = 200) -> Any:
    host = shop.event.host
    path = f"/api/organizations/{host.organization_id}/bank-statements"
    answer = await host.ask("POST", path, files={"file": ("a.csv", content.encode())})
    assert answer.status_code == status, answer.text
    return answer.json()


async def transfers(shop: Shop) -> list[Any]:
    host = shop.event.host
    path = f"/api/organizations/{host.organization_id}/bank-transactions"
    rows: list[Any] = (await host.get(path))["items"]
    return rows


async def becomes(shop: Shop, order: Any, status: str) -> None:
    async def has_moved() -> bool:
        found = await buyer(shop.world, order).get(f"/api/orders/{order['id']}")
        return bool(found["status"] == status)

    with shop.world.worker():
        await until(has_moved, limit=60)


async def test_a_transfer_with_reference_and_amount_pays_its_order_once(world: World) -> None:
    shop = await open_shop(world, event=BANK, price=4500)
    order = await shop.order()
    await buyer(world, order).post(f"/api/orders/{order['id']}/pay", {"provider": "bank"})
    file = CSV.replace("3J667HAN", order["reference"])

    first = await loaded(shop, file)
    await becomes(shop, order, "paid")
    again = await loaded(shop, file)

    assert (first["transactions"], first["found"]) == (1, 1)
    assert (again["transactions"], again["known"]) == (0, 1)
    [row] = await transfers(shop)
    assert (row["status"], row["order_id"]) == ("matched", order["id"])
    assert await ledger(shop) == {"balance": 4500, "sales": -4500}
    assert await world.faults() == []


async def test_a_person_decides_what_only_nearly_fits(world: World) -> None:
    shop = await open_shop(world, event=BANK, price=4600)
    order = await shop.order()
    host = shop.event.host
    await loaded(shop, CSV.replace("3J667HAN", order["reference"]))
    [row] = await transfers(shop)
    assert (row["status"], row["order_id"]) == ("near", order["id"])
    path = f"/api/organizations/{host.organization_id}/bank-transactions/{row['id']}"

    await host.post(f"{path}/match", {"order_id": order["id"]})

    async def is_counted() -> bool:
        return bool((await transfers(shop))[0]["status"] == "matched")

    with world.worker():
        await until(is_counted, limit=60)
    [payment] = (await host.get(f"/api/orders/{order['id']}/payments"))["items"]
    assert (payment["captured"], payment["attention"]) == (4500, "partial")
    await host.refused(409, "POST", f"{path}/ignore")


async def test_a_broken_file_changes_nothing(world: World) -> None:
    shop = await open_shop(world, event=BANK, price=4500)

    problem = await loaded(shop, CSV.replace("45,00", "fourty"), 422)

    assert problem["errors"][0]["detail"] == "Line 2 can't be read."
    assert await transfers(shop) == []
    stranger = await world.organizer("Mia Sol")
    path = f"/api/organizations/{shop.event.host.organization_id}/bank-transactions"
    await stranger.refused(404, "GET", path)
