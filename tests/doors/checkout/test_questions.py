"""What whoever orders is asked: the event's questions, and a tax number."""

from tests.shop import Shop, open_shop
from tests.world import World


async def asked(shop: Shop, label: str, **values: object) -> str:
    """The id of a question to whoever orders."""
    body = {"scope": "order", "kind": "text", "label": label, **values}
    made = await shop.event.host.post(f"{shop.event.path}/questions", body)
    return str(made["id"])


async def test_answers_are_kept_with_the_order(world: World) -> None:
    shop = await open_shop(world)
    club = await asked(shop, "Your club", required=True)
    size = await asked(shop, "Shirt", kind="choice", options=["S", "M"])

    problem = await shop.refused(422)
    assert [one["pointer"] for one in problem["errors"]] == [f"/answers/{club}"]
    problem = await shop.refused(422, answers={club: "Chess", size: "XL"})
    assert [one["pointer"] for one in problem["errors"]] == [f"/answers/{size}"]
    problem = await shop.refused(422, answers={club: "Chess", "nonsense": 1})
    assert "no such question" in str(problem["errors"])

    order = await shop.order(answers={club: "Chess", size: "M"})
    assert order["answers"] == {club: "Chess", size: "M"}


async def test_the_team_may_leave_them_open(world: World) -> None:
    shop = await open_shop(world)
    await asked(shop, "Your club", required=True)
    order = await shop.order(who=shop.event.host, channel="box_office")
    assert order["answers"] == {}


async def test_a_tax_number_fits_its_country(world: World) -> None:
    shop = await open_shop(world)
    wrong = {"country": "DE", "tax_number": "DE136695978"}
    problem = await shop.refused(422, billing=wrong)
    assert [one["pointer"] for one in problem["errors"]] == ["/billing/tax_number"]
    await shop.refused(422, billing={"country": "IN", "tax_number": "27AAPFU0939F1ZX"})
    for country, number in (("DE", "136695976"), ("DE", "DE 136 695 976"), ("US", "12-3456789")):
        await shop.order(billing={"country": country, "tax_number": number})


async def test_only_at_the_desk_a_buyer_needs_no_e_mail(world: World) -> None:
    shop = await open_shop(world)
    nameless = {"buyer": {"name": "Eva Stein"}}
    problem = await shop.refused(422, **nameless)
    assert [one["pointer"] for one in problem["errors"]] == ["/buyer/email"]
    order = await shop.order(2, who=shop.event.host, channel="box_office", **nameless)
    assert (order["status"], len(order["tickets"])) == ("paid", 2)
    assert await world.faults() == []
