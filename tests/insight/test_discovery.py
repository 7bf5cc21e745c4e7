"""Finding public events: who finds which, by what, and in which order."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.world import Happening, Person, World

MADRID, TOLEDO, LIMA = (40.4168, -3.7038), (39.8628, -4.0273), (-12.0464, -77.0428)


@pytest.fixture
def word() -> str:
    """A word that only one test's events have."""
    return f"zq{secrets.token_hex(5)}"


async def public(host: Person, title: str, place: Any = None, **values: Any) -> Happening:
    """A public event."""
    if place is not None:
        values |= {"latitude": place[0], "longitude": place[1]}
    return await host.event(title=title, **{"visibility": "public", **values})


async def found(who: Person, **params: Any) -> list[str]:
    """The titles that somebody finds."""
    return [one["title"] for one in (await who.get("/api/events/discover", **params))["items"]]


async def test_anybody_finds_public_events_with_all_that_a_card_shows(
    world: World, word: str
) -> None:
    host = await world.organizer("Ana Ruiz")
    event = await public(
        host,
        f"Jazz {word}",
        MADRID,
        capacity=5,
        mood="mellow",
        interests=["music"],
        venue_text="Café Central",
        approval="open",
        online_url="https://meet.example.com/room",
    )
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "declined")

    [item] = (await world.nobody().get("/api/events/discover", q=word))["items"]

    slug = (await event.row())["slug"]
    assert item == {
        "id": event.id,
        "slug": slug,
        "url": f"http://convite.test/e/{slug}",
        "title": f"Jazz {word}",
        "starts_at": "2030-05-01T16:00:00Z",
        "ends_at": None,
        "timezone": "Europe/Madrid",
        "venue_text": "Café Central",
        "distance_km": None,
        "mood": "mellow",
        "interests": [{"id": item["interests"][0]["id"], "slug": "music", "name": "Music"}],
        "host": {"id": host.id, "name": "Ana Ruiz"},
        "going_count": 1,
        "capacity": 5,
        "places_left": 4,
        "approval": "open",
        "online": True,
        "price": None,
        "currency": None,
        "accent_hue": 350,
        "cover": None,
    }


async def test_an_event_without_a_limit_is_never_full(world: World, word: str) -> None:
    await public(await world.organizer(), f"Jazz {word}")

    [item] = (await world.nobody().get("/api/events/discover", q=word))["items"]

    assert (item["capacity"], item["places_left"]) == (None, None)


async def test_only_what_everybody_may_see_is_found(world: World, word: str) -> None:
    host = await world.organizer()
    await public(host, f"Shown {word}")
    await public(host, f"Private {word}", visibility="private")
    await public(host, f"Unlisted {word}", visibility="unlisted")
    await public(host, f"Draft {word}", publish=False)
    gone = await public(host, f"Deleted {word}")
    off = await public(host, f"Canceled {word}")
    over = {"starts_at": "2020-01-01T10:00:00Z", "ends_at": "2020-01-01T12:00:00Z"}
    await public(host, f"Over {word}", **over)
    await host.delete(gone.path)
    await host.post(f"{off.path}/cancel")

    assert await found(world.nobody(), q=word) == [f"Shown {word}"]
    assert await found(host, q=word) == [f"Shown {word}"]


async def test_what_its_host_does_shows_at_once(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    event = await public(host, f"Old {word}")

    await host.patch(event.path, {"title": f"New {word}"})
    assert await found(nobody, q=word) == [f"New {word}"]
    await host.patch(event.path, {"visibility": "private"})
    assert await found(nobody, q=word) == []
    await host.patch(event.path, {"visibility": "public"})
    assert await found(nobody, q=word) == [f"New {word}"]
    await host.delete(event.path)
    assert await found(nobody, q=word) == []
    await host.post(f"{event.path}/restore")
    assert await found(nobody, q=word) == [f"New {word}"]


async def test_an_event_going_on_is_found_until_it_ends(world: World, word: str) -> None:
    now = datetime.now(UTC)
    host = await world.organizer()
    span = {"starts_at": (now - timedelta(hours=1)).isoformat()}
    await public(host, f"Going on {word}", ends_at=(now + timedelta(hours=1)).isoformat(), **span)
    await public(host, f"Begun, without an end {word}", **span)

    assert await found(world.nobody(), q=word) == [f"Going on {word}"]


async def test_words_are_looked_for_in_all_its_texts(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    await public(host, f"Cena {word}", venue_text="Café Núñez", mood="Tranquilo")
    await public(host, f"Other {word}", description="With a concert of الموسيقى")

    for text, title in (
        ("nunez", "Cena"),
        ("CAFE", "Cena"),
        ("tranquil", "Cena"),
        ("موسيقى", "Other"),
    ):
        assert await found(nobody, q=f"{word} {text}") == [f"{title} {word}"], text
    assert await found(nobody, q=f"{word} nowhere") == []


async def test_filters_narrow_together(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    await public(host, f"A {word}", interests=["music", "dance"], mood="Wild")
    await public(host, f"B {word}", interests=["art"], mood="Wild night")
    await public(host, f"C {word}", online_url="https://meet.example.com/c", mood="calm")
    [art] = [one for one in (await nobody.get("/api/interests"))["items"] if one["slug"] == "art"]

    assert await found(nobody, q=word, interest="music") == [f"A {word}"]
    assert await found(nobody, q=word, interest=art["id"]) == [f"B {word}"]
    assert await found(nobody, q=word, interest=["art", "dance"]) == [f"A {word}", f"B {word}"]
    assert await found(nobody, q=word, mood="wild") == [f"A {word}", f"B {word}"]
    assert await found(nobody, q=word, mood="wild", interest="art") == [f"B {word}"]
    assert await found(nobody, q=word, online=True) == [f"C {word}"]
    assert await found(nobody, q=word, online=False) == [f"A {word}", f"B {word}"]


async def test_events_are_found_by_what_their_tickets_cost(world: World, word: str) -> None:
    host = await world.organizer()
    await public(host, f"A {word}", approval="open")
    paid = await public(host, f"B {word}", approval="open", currency="EUR")
    steps = [{"price": 2000, "first": 1}]
    kind = {"name": "Standard", "price": 2500, "price_steps": steps}
    made = await host.post(f"{paid.path}/ticket-types", kind)
    await host.post(f"{paid.path}/ticket-types", {"name": "Meal", "price": 900, "is_addon": True})
    nobody = world.nobody()

    for price in ("free", "0-0", "-1999", "0-900"):
        assert await found(nobody, q=word, price=price) == [f"A {word}"], price
    for price in ("paid", "1-2500", "100-", "2500-2500"):
        assert await found(nobody, q=word, price=price) == [f"B {word}"], price
    both = [f"A {word}", f"B {word}"]
    assert await found(nobody, q=word, price="0-2500") == both
    shown = (await nobody.get("/api/events/discover", q=word))["items"]
    assert [(one["price"], one["currency"]) for one in shown] == [(None, None), (2000, "EUR")]
    page = await world.http.get("/discover", params={"q": word})
    assert "From €20.00" in page.text
    page = await world.http.get("/discover", params={"q": word, "price": "paid"})
    assert '<option value="paid" selected>' in page.text
    assert f"A {word}" not in page.text

    # the step is used up; then it is taken off sale
    buyer = {"name": "Leo Paz", "email": "leo@example.com"}
    await nobody.post(
        f"{paid.path}/orders", {"lines": [{"ticket_type_id": made["id"]}], "buyer": buyer}
    )
    shown = (await nobody.get("/api/events/discover", q=word))["items"]
    assert shown[1]["price"] == 2500
    await host.patch(f"{paid.path}/ticket-types/{made['id']}", {"is_on_sale": False})
    assert await found(nobody, q=word, price="paid") == []


async def test_a_day_is_the_day_at_the_event(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    # the evening of the first of May in Lima is the second one in UTC
    late = {"starts_at": "2030-05-01T22:00:00-05:00", "timezone": "America/Lima"}
    early = {"starts_at": "2030-05-01T00:30:00+12:00", "timezone": "Pacific/Auckland"}
    await public(host, f"Lima {word}", **late)
    await public(host, f"Auckland {word}", **early)
    both = [f"Auckland {word}", f"Lima {word}"]

    day = {"from": "2030-05-01", "to": "2030-05-01"}
    assert await found(nobody, q=word, **day) == both
    assert await found(nobody, **day) != []
    assert await found(nobody, q=word, to="2030-04-30") == []
    assert await found(nobody, q=word, **{"from": "2030-05-02"}) == []
    exact = {"from": "2030-05-02T00:00:00+00:00"}
    assert await found(nobody, q=word, **exact) == [f"Lima {word}"]
    assert await found(nobody, q=word, to="2030-05-02T00:00:00Z") == [f"Auckland {word}"]


async def test_near_a_place_by_distance_or_start(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    await public(host, f"Toledo {word}", TOLEDO, starts_at="2030-05-01T10:00:00Z")
    await public(host, f"Madrid {word}", MADRID, starts_at="2030-05-02T10:00:00Z")
    await public(host, f"Lima {word}", LIMA, starts_at="2030-05-03T10:00:00Z")
    await public(host, f"Nowhere {word}")
    near = {"q": word, "near": "40.4168,-3.7038"}

    rows = (await nobody.get("/api/events/discover", radius=100, sort="distance", **near))["items"]

    assert [(one["title"], one["distance_km"]) for one in rows] == [
        (f"Madrid {word}", 0.0),
        (f"Toledo {word}", pytest.approx(67.4, abs=0.5)),
    ]
    assert await found(nobody, **near) == [f"Madrid {word}"]
    assert await found(nobody, radius=100, **near) == [f"Toledo {word}", f"Madrid {word}"]
    assert await found(nobody, radius=20_000, sort="distance", **near) == [
        f"Madrid {word}",
        f"Toledo {word}",
        f"Lima {word}",
    ]


async def test_distance_is_right_across_the_date_line_and_at_the_poles(
    world: World, word: str
) -> None:
    host, nobody = await world.organizer(), world.nobody()
    await public(host, f"Fiji {word}", (-17.0, 179.9))
    await public(host, f"East {word}", (-17.0, -179.9))
    await public(host, f"North {word}", (89.9, 10.0))
    await public(host, f"Over the pole {word}", (89.9, -170.0))
    await public(host, f"South {word}", (-90.0, 0.0))

    async def near(place: str, radius: float) -> list[tuple[str, float]]:
        rows = await nobody.get(
            "/api/events/discover", q=word, near=place, radius=radius, sort="distance"
        )
        return [
            (one["title"].removesuffix(f" {word}"), one["distance_km"]) for one in rows["items"]
        ]

    across = pytest.approx(21.27, abs=0.05)
    assert await near("-17,179.9", 30) == [("Fiji", 0.0), ("East", across)]
    assert await near("-17,-179.9", 30) == [("East", 0.0), ("Fiji", across)]
    assert sorted(await near("-17,180", 30)) == sorted(await near("-17,-180", 30))
    assert {title for title, _ in await near("-17,180", 11)} == {"East", "Fiji"}
    pole = pytest.approx(22.24, abs=0.05)
    assert await near("89.9,10", 30) == [("North", 0.0), ("Over the pole", pole)]
    assert {title for title, _ in await near("90,0", 12)} == {"North", "Over the pole"}
    assert await near("-89.95,123", 6) == [("South", pytest.approx(5.56, abs=0.05))]


async def test_pages_hold_still_while_events_are_added(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    starts = [f"2030-05-{day:02d}T10:00:00Z" for day in range(1, 8)]
    for number, start in enumerate(starts):
        place = (10 + number / 100, 20.0)
        await public(host, f"{number} {word}", place, starts_at=start)

    for order in ({}, {"near": "10,20", "sort": "distance"}):
        first = await nobody.get("/api/events/discover", q=word, limit=3, total=True, **order)
        await public(host, f"new {word}", (10.0, 20.0), starts_at="2030-04-01T10:00:00Z")
        rows, cursor = first["items"], first["next_cursor"]
        while cursor:
            more = await nobody.get("/api/events/discover", q=word, limit=3, cursor=cursor, **order)
            rows, cursor = rows + more["items"], more["next_cursor"]
        old = [one["title"] for one in rows if not one["title"].startswith("new")]
        assert old == [f"{number} {word}" for number in range(7)]
        assert len({one["id"] for one in rows}) == len(rows)


async def test_a_cursor_of_another_order_is_refused(world: World, word: str) -> None:
    host, nobody = await world.organizer(), world.nobody()
    for number in range(2):
        await public(host, f"{number} {word}", MADRID)
    first = await nobody.get("/api/events/discover", q=word, limit=1)
    params = {"q": word, "cursor": first["next_cursor"], "near": "40,-3", "sort": "distance"}

    problem = await nobody.refused(422, "GET", "/api/events/discover", params=params)

    assert problem["errors"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"radius": "-1", "near": "40,-3"}, "radius"),
        ({"radius": "0", "near": "40,-3"}, "radius"),
        ({"radius": "nan", "near": "40,-3"}, "radius"),
        ({"radius": "99999", "near": "40,-3"}, "radius"),
        ({"near": "999,999"}, "near"),
        ({"near": "Madrid"}, "near"),
        ({"near": "40"}, "near"),
        ({"near": "1e400,2"}, "near"),
        ({"radius": "5"}, "near"),
        ({"sort": "distance"}, "near"),
        ({"sort": "price"}, "sort"),
        ({"from": "tomorrow"}, "from"),
        ({"from": "2030-05-01T10:00:00"}, "from"),
        ({"to": "2030-02-31"}, "to"),
        ({"to": "0001-01-01"}, "to"),
        ({"price": "cheap"}, "price"),
        ({"price": "9-1"}, "price"),
        ({"interest": "no-such-thing"}, "interest"),
        ({"online": "perhaps"}, "online"),
        ({"limit": "201"}, "limit"),
    ],
)
async def test_what_cannot_be_searched_for_is_refused_clearly(
    world: World, params: dict[str, str], pointer: str
) -> None:
    problem = await world.nobody().refused(422, "GET", "/api/events/discover", params=params)

    [error] = problem["errors"]
    assert (error.get("parameter") or error["pointer"].strip("/")) == pointer
    assert len(error["detail"]) > 10


async def test_blocked_people_see_neither_s_events(world: World, word: str) -> None:
    ana, ben, nobody = await world.organizer("Ana"), await world.organizer("Ben"), world.nobody()
    await public(ana, f"Ana's {word}")
    await public(ben, f"Ben's {word}")
    both = [f"Ana's {word}", f"Ben's {word}"]

    await ana.post(f"/api/users/{ben.id}/block")
    await ana.post(f"/api/users/{ben.id}/block")

    assert await found(ana, q=word) == [f"Ana's {word}"]
    assert await found(ben, q=word) == [f"Ben's {word}"]
    assert sorted(await found(nobody, q=word)) == both
    assert [one["name"] for one in (await ana.get("/api/me/blocks"))["items"]] == ["Ben"]
    assert (await ben.get("/api/me/blocks"))["items"] == []
    await ben.delete(f"/api/users/{ana.id}/block")
    assert await found(ben, q=word) == [f"Ben's {word}"]
    await ana.delete(f"/api/users/{ben.id}/block")
    assert sorted(await found(ana, q=word)) == sorted(await found(ben, q=word)) == both


async def test_one_blocks_neither_oneself_nor_nobody(world: World) -> None:
    ana = await world.organizer()

    await ana.refused(422, "POST", f"/api/users/{ana.id}/block")
    await ana.refused(404, "POST", f"/api/users/{UUID(int=7)}/block")
    await world.nobody().refused(401, "POST", f"/api/users/{ana.id}/block")


async def test_names_are_in_the_readers_language(world: World, word: str) -> None:
    event = await public(await world.organizer(), f"Jazz {word}", interests=["music"])
    names = '{"es": {"title": "Noche de jazz"}}'
    await world.sql("UPDATE events SET translations = $2::jsonb WHERE id = $1", event.id, names)

    spanish = {"accept-language": "es-MX"}
    found = await world.nobody().good("GET", f"/api/events/discover?q={word}", headers=spanish)

    [item] = found["items"]
    assert (item["title"], item["interests"][0]["name"]) == ("Noche de jazz", "Música")


async def test_many_searches_from_one_address_have_to_wait(world: World) -> None:
    async with world.limited() as process:
        for _ in range(240):
            assert (await process.http.get("/api/events/discover?limit=1")).status_code == 200
        answer = await process.http.get("/api/events/discover?limit=1")

    assert (answer.status_code, "retry-after" in answer.headers) == (429, True)


async def test_the_application_cannot_write_what_is_public(world: World) -> None:
    async with world.database("app") as connection:
        for statement in ("DELETE FROM public_events", "UPDATE public_events SET title = ''"):
            with pytest.raises(Exception, match="permission denied"):
                await connection.execute(statement)
