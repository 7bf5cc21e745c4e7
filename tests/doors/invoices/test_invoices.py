"""Invoices and receipts of paid orders, credit notes of refunds, and their numbers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from convite.core.database import Database, open_database
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.doors.invoices.actions import invoice_order
from convite.doors.orders.queries import lock_order
from convite.doors.payments.queries import payments_of
from convite.doors.refunds.actions import fail_refund
from convite.doors.refunds.queries import refunds_of
from tests.shop import Shop, buyer, open_shop, sold
from tests.support import until
from tests.world import World

GSTIN = "27AAPFU0939F1ZV"


@pytest.fixture
async def app(world: World) -> AsyncIterator[Database]:
    """The database as the program has it, several transactions at once."""
    database = await open_database(world.dsns.app, pool_size=8, raw_pool_size=1)
    yield database
    await database.close()


async def documents(shop: Shop, order: Any) -> list[Any]:
    rows: list[Any] = (await buyer(shop.world, order).get(f"/api/orders/{order['id']}/invoices"))[
        "items"
    ]
    return rows


async def issued(shop: Shop, order: Any, count: int = 1) -> list[Any]:
    """The order's documents once a worker has issued so many."""

    async def are_there() -> bool:
        return len(await documents(shop, order)) >= count

    with shop.world.worker():
        await until(are_there, limit=60)
    return await documents(shop, order)


async def receive(shop: Shop, order: Any) -> None:
    """The team got the money of an order."""
    host, money = shop.event.host, {"amount": order["total"], "currency": order["currency"]}
    paying = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    await host.post(f"/api/payments/{paying['payment_id']}/confirm", money)


async def test_a_paid_order_gets_an_invoice_with_its_tax(world: World) -> None:
    terms = {"tax_number": "DE136695976", "tax_percent": 19}
    shop = await open_shop(world, event=terms, price=2500)
    order = await sold(shop, 2)

    [invoice] = await issued(shop, order)

    assert (invoice["kind"], invoice["refund_id"], invoice["is_test"]) == ("invoice", None, True)
    assert invoice["number"] == f"TIN-{invoice['issued_on'][:4]}-000001"
    assert (invoice["net"], invoice["tax"], invoice["total"]) == (4202, 798, 5000)
    vat = {"name": "VAT", "percent": "19", "tax": 798}
    assert invoice["taxes"] == [{"percent": "19", "net": 4202, "tax": 798, "parts": [vat]}]
    assert await world.faults() == []


async def test_without_a_tax_number_it_is_a_receipt(world: World) -> None:
    shop = await open_shop(world, price=2500)

    [receipt] = await issued(shop, await sold(shop))

    assert (receipt["kind"], receipt["number"][:4], receipt["tax"]) == ("receipt", "TRC-", 0)


async def test_money_that_was_taken_is_in_the_real_series(world: World) -> None:
    shop = await open_shop(world, price=2500)
    order = await shop.order()
    await receive(shop, order)

    [receipt] = await issued(shop, order)

    assert (receipt["is_test"], receipt["number"][:4]) == (False, "RCT-")


async def test_a_seller_in_india_shows_both_halves(world: World) -> None:
    terms = {
        "tax_number": GSTIN,
        "tax_percent": 18,
        "tax_included": False,
        "currency": "INR",
        "venue_text": "Mumbai, Maharashtra",
    }
    shop = await open_shop(world, event=terms, price=50_000)
    near = await sold(shop, billing={"tax_number": GSTIN})
    far = await sold(shop, billing={"tax_number": "29AAPFU0939F1ZR"})

    [split], [whole] = await issued(shop, near), await issued(shop, far)

    assert [part["tax"] for part in split["taxes"][0]["parts"]] == [4500, 4500]
    assert [part["name"] for part in whole["taxes"][0]["parts"]] == ["IGST"]
    assert split["total"] == 59_000


async def test_twenty_orders_paid_at_once_have_numbers_without_gaps(
    world: World, app: Database
) -> None:
    shop = await open_shop(world, price=1000)
    orders = [await sold(shop) for _ in range(20)]
    principal = Principal(organization_id=UUID(shop.event.host.organization_id))

    async def issue(order: Any) -> None:
        async with app.tx(principal) as tx:
            await invoice_order(tx, UUID(order["id"]))

    # the jobs of a worker and these are about the same orders: each is issued once
    with world.worker():
        await asyncio.gather(*(issue(order) for order in orders))
        for order in orders:
            assert len(await documents(shop, order)) == 1

    rows = await world.sql(
        "SELECT position FROM invoices WHERE organization_id = $1 ORDER BY position",
        principal.organization_id,
    )
    assert [row["position"] for row in rows] == list(range(1, 21))


async def test_a_number_that_is_rolled_back_is_taken_by_the_next(
    world: World, app: Database
) -> None:
    shop = await open_shop(world, price=1000)
    first, second = await sold(shop), await sold(shop)
    principal = Principal(organization_id=UUID(shop.event.host.organization_id))
    waits = asyncio.Event()

    async def fail() -> None:
        async with app.tx(principal) as tx:
            await invoice_order(tx, UUID(first["id"]))
            waits.set()
            raise RuntimeError("the power is out")

    async def issue() -> None:
        await waits.wait()
        async with app.tx(principal) as tx:
            await invoice_order(tx, UUID(second["id"]))

    lost, _ = await asyncio.gather(fail(), issue(), return_exceptions=True)

    assert isinstance(lost, RuntimeError)
    rows = await world.sql(
        "SELECT order_id, position FROM invoices WHERE organization_id = $1",
        principal.organization_id,
    )
    assert [(str(row["order_id"]), row["position"]) for row in rows] == [(second["id"], 1)]


async def test_refunds_have_credit_notes_that_add_up_to_the_invoice(world: World) -> None:
    shop = await open_shop(
        world, event={"tax_number": GSTIN, "tax_percent": 18, "currency": "INR"}, price=3333
    )
    order = await sold(shop, 3)
    path = f"/api/orders/{order['id']}/refund"
    await shop.event.host.post(path, {"amount": 1000})
    await shop.event.host.post(path, {"lines": [order["lines"][2]["id"]]})
    await shop.event.host.post(path)

    invoice, *notes = await issued(shop, order, 4)

    assert [one["kind"] for one in notes] == ["credit_note"] * 3
    assert {one["refers_to"] for one in notes} == {invoice["id"]}
    for name in ("net", "tax", "total"):
        assert sum(one[name] for one in notes) == invoice[name]
    halves = [
        [one["taxes"][0]["parts"][half]["tax"] for one in (invoice, *notes)] for half in (0, 1)
    ]
    assert all(sum(back) == whole for whole, *back in halves)
    assert await world.faults() == []


async def test_a_refund_that_fails_after_all_is_invoiced_again(world: World, app: Database) -> None:
    shop = await open_shop(world, event={"tax_number": GSTIN, "tax_percent": 18}, price=1180)
    order = await sold(shop)
    await shop.event.host.post(f"/api/orders/{order['id']}/refund", {"amount": 590})
    invoice, credit = await issued(shop, order, 2)
    principal = Principal(organization_id=UUID(shop.event.host.organization_id))
    async with app.tx(principal) as tx:
        whole = await lock_order(tx, UUID(order["id"]))
        assert whole is not None
        [payment] = await payments_of(tx, whole.order.id, lock=True)
        [refund] = await refunds_of(tx, whole.order.id)
        await fail_refund(tx, whole, payment, refund, "account closed")

    again = (await issued(shop, order, 3))[2]

    assert (again["kind"], again["refers_to"]) == ("invoice", credit["id"])
    assert (again["taxes"], again["total"]) == (credit["taxes"], 590)
    await shop.event.host.post(f"/api/orders/{order['id']}/refund")
    last = (await issued(shop, order, 4))[3]
    assert (last["total"], last["taxes"]) == (1180, invoice["taxes"])


async def test_free_orders_have_no_document(world: World) -> None:
    shop = await open_shop(world)
    free, other = await shop.order(), await open_shop(world, price=100)

    await issued(other, await sold(other))

    assert await documents(shop, free) == []
    path = f"/api/orders/{free['id']}/invoice.pdf"
    refusal = await buyer(world, free).refused(409, "GET", path)
    assert refusal["type"].endswith("free-order")


async def test_nobody_changes_a_document(world: World, app: Database) -> None:
    shop = await open_shop(world, price=1000)
    await issued(shop, await sold(shop))
    principal = Principal(organization_id=UUID(shop.event.host.organization_id))

    for statement in ("UPDATE invoices SET total = 1", "DELETE FROM invoices"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with app.tx(principal) as tx:
                await tx.driver.execute(statement)


async def test_a_stranger_sees_no_documents(world: World) -> None:
    shop = await open_shop(world, price=1000)
    order = await sold(shop)
    path = f"/api/orders/{order['id']}"
    stranger = await world.organizer("Mia Sol")

    await stranger.refused(404, "GET", f"{path}/invoices")
    await stranger.refused(404, "GET", f"{path}/invoice.pdf")
    await buyer(world, order).refused(
        404, "GET", f"{path}/invoice.pdf", params={"document": str(new_id())}
    )
