"""Seats are chosen where tickets are ordered: on the map, or by the server where there are no scripts."""

import re
from typing import Any

from tests.doors.shoppage.test_shop_page import BUYER, opened, sent, slug_of
from tests.shop import Shop, open_shop
from tests.world import World

SEATS = 6


async def ready(world: World, **values: Any) -> tuple[Shop, list[str], str]:
    """A shop whose event has seats, the seats, and the page's address."""
    shop = await open_shop(world, price=1000, **values)
    seats = await shop.event.seats(SEATS)
    return shop, seats, f"/e/{await slug_of(shop)}/tickets"


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


async def states(shop: Shop, seats: list[str]) -> list[str]:
    found = await shop.event.map()
    return [found[seat]["status"] for seat in seats]


async def test_without_scripts_the_best_seats_are_held_together(world: World) -> None:
    shop, seats, path = await ready(world)
    key = shop.kind["id"]
    form = (await opened(shop, path)).text
    assert "Best available seats" in form
    assert "6 free seats" in form

    ordered = await sent(shop, path, **{f"quantity-{key}": "3", "order": "yes"}, **BUYER)

    assert ordered.status_code == 303
    assert (await states(shop, seats)).count("held") == 3
    assert "<bdi>Seat A" in (await opened(shop, ordered.headers["location"])).text
    await sent(shop, ordered.headers["location"], pay="test")
    await sent(shop, ordered.headers["location"], outcome="paid")
    assert (await states(shop, seats)).count("assigned") == 3
    assert await world.faults() == []


async def test_the_same_form_sent_twice_holds_no_further_seats(world: World) -> None:
    shop, seats, path = await ready(world)
    mark = hidden((await opened(shop, path)).text, "mark")[0]
    data = {"mark": mark, f"quantity-{shop.kind['id']}": "2", "order": "yes", **BUYER}
    data["cart"] = "of-one-buyer"

    first = await world.http.post(path, data=data)
    again = await world.http.post(path, data=data)

    assert first.headers["location"] == again.headers["location"]
    assert (await states(shop, seats)).count("held") == 2


async def test_seats_from_the_map_are_ordered_with_their_key(world: World) -> None:
    shop, seats, path = await ready(world)
    key = shop.kind["id"]
    held = await world.nobody().post(f"{shop.event.path}/holds", {"seat_ids": seats[3:5]})
    fields = {
        f"quantity-{key}": "2",
        f"seat-{key}": [seats[3], seats[4]],
        "hold_key": held["key"],
    }

    quoted = await sent(shop, path, **fields, quote="yes")
    assert hidden(quoted.text, f"seat-{key}") == [seats[3], seats[4]]
    assert hidden(quoted.text, "hold_key") == [held["key"]]
    ordered = await sent(shop, path, **fields, order="yes", **BUYER)

    assert ordered.status_code == 303
    assert await states(shop, seats) == ["free"] * 3 + ["held"] * 2 + ["free"]


async def test_what_was_typed_stays_when_a_hold_ran_out_and_others_have_the_seat(
    world: World,
) -> None:
    shop, seats, path = await ready(world)
    key = shop.kind["id"]
    held = await world.nobody().post(f"{shop.event.path}/holds", {"seat_ids": seats[:2]})
    await world.nobody().delete(f"/api/holds/{held['key']}")
    await world.nobody().post(f"{shop.event.path}/holds", {"seat_ids": seats[:1]})
    fields = {f"quantity-{key}": "2", f"seat-{key}": seats[:2], "hold_key": held["key"]}

    answer = await sent(shop, path, **fields, order="yes", **BUYER)

    assert answer.status_code == 423
    assert "Someone else is choosing A1 right now." in answer.text
    assert 'value="Leo Paz"' in answer.text
    # the seat that is lost is left out, and the next try finds another
    assert hidden(answer.text, f"seat-{key}") == [seats[1]]
    fields[f"seat-{key}"] = seats[1:2]
    ordered = await sent(shop, path, **fields, order="yes", **BUYER)
    assert ordered.status_code == 303
    assert (await states(shop, seats)).count("held") == 3


async def test_each_type_has_seats_of_its_category(world: World) -> None:
    shop = await open_shop(world, price=1000, seat_category="regular")
    seats = await shop.event.seats(4)
    best = {"seat_number": "V1", "row": "V", "category": "vip"}
    made = await shop.event.host.post(f"{shop.event.path}/seats", {"seats": [best]})
    front = await shop.add("Front", price=3000, seat_category="vip")
    path = f"/e/{await slug_of(shop)}/tickets"
    both = {f"quantity-{shop.kind['id']}": "1", f"quantity-{front['id']}": "1"}

    ordered = await sent(shop, path, **both, order="yes", **BUYER)
    refused = await sent(shop, path, **both, order="yes", **BUYER)

    assert ordered.status_code == 303
    assert await states(shop, [made["seats"][0]["id"]]) == ["held"]
    assert (await states(shop, seats)).count("held") >= 1
    assert refused.status_code == 409
    assert "free seats" in refused.text
    assert 'value="leo.paz@example.com"' in refused.text


async def test_an_event_whose_seats_are_assigned_offers_none(world: World) -> None:
    shop = await open_shop(world, event={"seat_selection": "organizer"}, price=1000)
    await shop.event.seats(2)
    path = f"/e/{await slug_of(shop)}/tickets"

    page = (await opened(shop, path)).text
    ordered = await sent(shop, path, **{f"quantity-{shop.kind['id']}": "1"}, order="yes", **BUYER)

    assert "shop-map" not in page
    assert "Best available seats" not in page
    assert ordered.status_code == 303


async def test_where_single_gaps_are_refused_an_order_leaves_none(world: World) -> None:
    """They are looked for when the order is placed, since it is too late once it was paid."""
    settings = {"settings": {"orphan_rule": "refuse"}}
    shop = await open_shop(world, event=settings, price=1000)
    seats = await shop.event.seats(4)
    line = {"ticket_type_id": shop.kind["id"], "quantity": 2, "seat_ids": [seats[0], seats[2]]}
    body = {"lines": [line], "buyer": {"name": "Leo Paz", "email": "leo.paz@example.com"}}

    problem = await world.nobody().refused(409, "POST", shop.path, body)

    assert problem["type"] == "/problems/orphan-seat"
    assert await states(shop, seats) == ["free"] * 4
