"""What listeners are promised: nothing missed, nothing foreign, and an end when the right ends."""

import asyncio
import json
import time
from typing import Any

import httpx2
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.listening import Ear, ear
from tests.support import until
from tests.world import PASSWORD, Happening, Person, World

SECRET = "Zqperson"


@pytest.fixture
async def event(world: World) -> Happening:
    event = await (await world.organizer()).event()
    await event.seats(12)
    return event


def seats_of(event: Happening) -> str:
    return f"events/{event.id}/seats"


async def numbers(event: Happening) -> list[str]:
    return list(await event.map())


async def test_change_at_one_process_is_heard_at_the_other(world: World, event: Happening) -> None:
    seats = await numbers(event)
    async with ear(event.host, seats_of(event), process=1) as far:
        for seat in seats[:5]:
            began = time.monotonic()
            await event.hold(seat)
            await far.hears("seat_locked", seat_id=seat)
            assert time.monotonic() - began < 1


async def test_after_names_the_message_before(world: World, event: Happening) -> None:
    """The chain has no gap, whatever else happened on the stream in between."""
    seats = await numbers(event)
    party = await event.party("Jo Smith")
    async with ear(event.host, seats_of(event)) as live:
        position = (await live.hears("watermark"))["position"]
        for seat in seats[:6]:
            await event.hold(seat)
            await event.host.put(f"{event.path}/guests/{party.guests[0]}", {"side": seat[:8]})
        await live.hears("seat_locked", seat_id=seats[5])

    chain = live.news()
    assert [message["seat_id"] for message in chain] == seats[:6]
    for message in chain:
        assert message["after"] == position
        position = message["position"]


async def test_catch_up_gives_what_was_missed_and_a_watermark(
    world: World, event: Happening
) -> None:
    seats = await numbers(event)
    await event.hold(seats[0])
    known = (await event.host.get(f"{event.path}/seats"))["position"]
    for seat in seats[1:5]:
        await event.hold(seat)

    async with ear(event.host, seats_of(event), position=known) as late:
        end = await late.hears("watermark")
        await event.hold(seats[5])
        await late.hears("seat_locked", seat_id=seats[5])

    assert [message["seat_id"] for message in late.news()] == seats[1:6]
    assert late.news()[0]["after"] == known
    assert end["position"] == (late.news()[3])["position"]
    assert late.news()[4]["after"] == end["position"]


async def test_watermark_moves_past_what_the_channel_does_not_show(
    world: World, event: Happening
) -> None:
    """Nothing of it is a seat's, and yet the cursor ends at the stream's end."""
    known = (await event.host.get(f"{event.path}/seats"))["position"]
    await event.parties([1] * 5)

    async with ear(event.host, seats_of(event), position=known) as late:
        end = await late.hears("watermark")

    assert late.news() == []
    assert int(end["position"].split(".")[1]) == await event.position()


@pytest.mark.parametrize("position", ["1.1", "x", "99999999.5", "", ".", "1." + "9" * 30])
async def test_foreign_position_is_answered_by_resync(
    world: World, event: Happening, position: str
) -> None:
    async with ear(event.host) as listener:
        await listener.say("subscribe", channel=seats_of(event), position=position)
        resync = await listener.hears("resync")

    assert resync["channel"] == seats_of(event)


async def test_position_too_old_is_answered_by_resync(world: World, event: Happening) -> None:
    """Further back than a client may catch up: read the whole again."""
    generation = await world.one("SELECT number FROM generation")
    await world.sql("UPDATE streams SET position = position + 60000 WHERE id = $1", event.id)
    try:
        async with ear(event.host, seats_of(event), position=f"{generation}.0") as listener:
            assert await listener.hears("resync")
            assert await listener.hears("watermark")
    finally:
        await world.sql("UPDATE streams SET position = position - 60000 WHERE id = $1", event.id)


async def login(person: Person) -> Person:
    """The same account, logged in once more."""
    world = person.world
    body = {"email": person.email, "password": PASSWORD}
    return world.logged_in(await world.nobody().post("/api/auth/login", body), person.email)


async def test_log_out_closes_sockets_and_refuses_on_both_processes(
    world: World, event: Happening
) -> None:
    again = await login(event.host)
    async with (
        ear(again, seats_of(event), process=0) as near,
        ear(again, seats_of(event), process=1) as far,
        ear(event.host, seats_of(event), process=1) as other,
    ):
        await again.good("POST", "/api/auth/logout")
        await until(near.is_closed, limit=1)
        await until(far.is_closed, limit=1)

        assert (near.closed, far.closed, other.closed) == (4401, 4401, None)
    for process in (0, 1):
        await again.through(process).refused(401, "GET", "/api/me")
        await again.through(process).refused(401, "GET", f"{event.path}/seats/status")
        port = world.processes[process].port
        with pytest.raises((ConnectionClosed, InvalidStatus)):
            async with connect(f"ws://127.0.0.1:{port}/ws?token={again.token}") as socket:
                await socket.recv()
    await event.host.get("/api/me")


async def test_code_hears_no_names_on_the_map(world: World, event: Happening) -> None:
    """A guest's socket: the seats without names, the own invitation with them, and nothing else."""
    seats = await numbers(event)
    other = await event.party(f"Jo {SECRET}", label=SECRET)
    own = await event.party("Al Own", label="Own")
    channels = (seats_of(event), f"invitations/{own.id}")
    async with ear(own.bearer, *channels, process=1) as guest:
        refused = [
            await guest.say("subscribe", channel=channel)
            for channel in (
                f"events/{event.id}/attendance",
                f"events/{event.id}/invitations",
                f"invitations/{other.id}",
                f"users/{event.host.id}",
            )
        ]
        await other.answer("accepted")
        await other.take(seats[0])
        await own.answer("accepted")
        await own.take(seats[1])
        await guest.hears("seat_assigned", channel=f"invitations/{own.id}", seat_id=seats[1])
        await guest.hears("seat_assigned", channel=seats_of(event), seat_id=seats[1])

    assert [answer["status"] for answer in refused] == [403, 403, 404, 404]
    assert SECRET not in json.dumps(guest.heard)
    assert "guest" not in await guest.hears("seat_assigned", channel=seats_of(event))
    told = [message for message in guest.news(f"invitations/{own.id}") if "guest" in message]
    assert [message["guest"]["name"] for message in told] == ["Al Own"]


async def test_staff_hears_names(world: World, event: Happening) -> None:
    seats = await numbers(event)
    party = await event.party("Jo Smith")
    channels = [f"events/{event.id}/{topic}" for topic in ("seats", "attendance", "invitations")]
    async with ear(event.host, *channels) as staff:
        await party.answer("accepted")
        await party.take(seats[0])
        await event.scan(attendee_id=party.guests[0])
        seat = await staff.hears("seat_assigned")
        answer = await staff.hears("guest_responded")
        came = await staff.hears("guest_checked_in", channel=channels[1])
        also = await staff.hears("guest_checked_in", channel=channels[2])

    assert (
        seat["guest"]["name"] == answer["name"] == came["name"] == came["guest_name"] == "Jo Smith"
    )
    assert (came["seat_number"], answer["status"], answer["own_status"]) == (
        "A1",
        "accepted",
        "going",
    )
    assert also["position"] == came["position"]


async def test_stranger_hears_nothing(world: World, event: Happening) -> None:
    stranger = await world.organizer()
    async with ear(stranger) as listener:
        answer = await listener.say("subscribe", channel=seats_of(event))
        unknown = await listener.say("subscribe", channel="events/x/seats")
        odd = await listener.say("dance")
        pong = await listener.say("ping")
    async with ear(world.nobody()) as nameless:
        nobody = await nameless.say("subscribe", channel=seats_of(event))

    assert (answer["status"], unknown["status"], odd["status"]) == (404, 404, 400)
    assert (nobody["status"], pong["pong"]) == (401, True)


async def test_canceled_invitation_loses_its_channel(world: World, event: Happening) -> None:
    party = await event.party("Jo Smith")
    async with ear(party.bearer, f"invitations/{party.id}", process=1) as guest:
        await event.host.delete(party.path)
        resync = await guest.hears("resync")
        problem = await guest.hears("problem")

    assert (resync["channel"], problem["status"]) == (f"invitations/{party.id}", 404)


async def test_deleted_event_is_silent(world: World, event: Happening) -> None:
    async with ear(event.host, seats_of(event)) as listener:
        await event.host.delete(event.path)
        assert (await listener.hears("problem"))["status"] == 404


async def test_commands_do_what_routes_do(world: World, event: Happening) -> None:
    """A socket holds, frees, confirms and checks in; each is answered by its `ref`."""
    seats = await numbers(event)
    party = await event.party("Jo Smith")
    async with ear(party.bearer, seats_of(event)) as guest, ear(event.host) as staff:
        held = await guest.say("lock_seat", seat_id=seats[0])
        taken = await staff.say("lock_seat", seat_id=seats[0])
        freed = await guest.say("unlock_seat", seat_id=seats[0])
        again = await guest.say("lock_seat", seat_id=seats[1])
        seated = await guest.say("assign_seat", invitation_id=party.id, seat_id=seats[1])
        came = await staff.say(
            "checkin_guest", event_id=event.id, attendee_id=party.guests[0], nonce="socket"
        )
        refused = await guest.say("checkin_guest", event_id=event.id, attendee_id=party.guests[0])

    assert [one["action"] for one in (held, freed, again, seated, came)] == ["ack"] * 5
    assert (taken["status"], taken["blocking"][0]["id"]) == (423, seats[0])
    assert (came["results"][0]["result"], refused["status"]) == ("ok", 403)
    assert (await event.map())[seats[1]]["guest"]["name"] == "Jo Smith"


async def lines(answer: httpx2.Response, count: int) -> list[dict[str, Any]]:
    """So many messages of an SSE answer."""
    found: list[dict[str, Any]] = []
    async for line in answer.aiter_lines():
        if line.startswith("data: "):
            found.append(json.loads(line[6:]))
        if len(found) == count:
            return found
    return found


async def test_sse_tells_the_same(world: World, event: Happening) -> None:
    seats = await numbers(event)
    party = await event.party(f"Jo {SECRET}")
    position = (await event.host.get(f"{event.path}/seats"))["position"]
    await event.host.put(f"{event.path}/guests/{party.guests[0]}", {"seat_id": seats[0]})
    found = {}
    for name, person in (("staff", event.host), ("guest", party.bearer)):
        async with world.processes[1].http.stream(
            "GET",
            "/api/stream",
            params={"channel": seats_of(event), "position": position},
            headers=person.headers,
        ) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            reading = asyncio.create_task(lines(answer, 4))
            await event.hold(seats[1 if name == "staff" else 2])
            found[name] = await asyncio.wait_for(reading, 5)

    staff, guest = found["staff"], found["guest"]
    assert [one["action"] for one in staff][:2] == ["subscribed", "seat_assigned"]
    assert "seat_locked" in [one["action"] for one in staff]
    assert staff[1]["guest"]["name"] == f"Jo {SECRET}"
    assert guest[1]["action"] == "seat_assigned"
    assert SECRET not in json.dumps(guest)


async def test_sse_is_refused_like_the_socket(world: World, event: Happening) -> None:
    party, stranger = await event.party("Jo Smith"), await world.organizer()
    attendance = {"channel": f"events/{event.id}/attendance"}

    await party.bearer.refused(403, "GET", "/api/stream", params=attendance)
    await stranger.refused(404, "GET", "/api/stream", params=attendance)
    await world.nobody().refused(401, "GET", "/api/stream", params=attendance)


async def test_foreign_page_opens_no_socket(world: World, event: Happening) -> None:
    port = world.processes[0].port
    with pytest.raises((ConnectionClosed, InvalidStatus)):
        async with connect(f"ws://127.0.0.1:{port}/ws", origin="https://evil.example") as socket:  # type: ignore[arg-type]
            await socket.recv()
    async with connect(f"ws://127.0.0.1:{port}/ws", origin="http://convite.test") as own:  # type: ignore[arg-type]
        await own.send('{"action":"ping","ref":1}')
        assert json.loads(await own.recv())["pong"]


async def figure(world: World, process: int, name: str) -> float:
    text = (await world.processes[process].http.get("/metrics")).text
    return float(next(line.split()[1] for line in text.splitlines() if line.startswith(f"{name} ")))


async def test_registry_is_empty_when_all_are_gone(world: World, event: Happening) -> None:
    async def counted() -> tuple[float, float]:
        return (
            await figure(world, 1, "convite_live_sockets"),
            await figure(world, 1, "convite_live_subscriptions"),
        )

    sockets: list[Ear] = []
    port = world.processes[1].port
    for _ in range(20):
        socket = await connect(f"ws://127.0.0.1:{port}/ws?token={event.host.token}")
        listener = Ear(socket)
        await listener.subscribe(seats_of(event))
        sockets.append(listener)
    assert await counted() == (20, 20)

    for number, listener in enumerate(sockets):
        if number % 2:
            listener.socket.transport.abort()  # cut, without a word
        else:
            await listener.socket.close()

    async def is_empty() -> bool:
        return await counted() == (0, 0)

    await until(is_empty, limit=5)


def masked(message: dict[str, Any]) -> bytes:
    """A client's text frame, as RFC 6455 says."""
    said = json.dumps(message).encode()
    size = len(said)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + said


async def test_reader_who_does_not_read_is_cut(world: World, event: Happening) -> None:
    """Somebody asks for much and reads nothing: cut, while the others go on hearing everything."""
    seats = await event.seats(100)
    for _ in range(5):  # a thousand messages to catch up with
        key = (await event.hold(*seats[12:]))["key"]
        await event.host.delete(f"/api/holds/{key}")
    start = f"{await world.one('SELECT number FROM generation')}.0"
    reader, writer = await asyncio.open_connection("127.0.0.1", world.processes[0].port, limit=1024)
    head = (
        f"GET /ws?token={event.host.token} HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\n"
        "connection: upgrade\r\nsec-websocket-version: 13\r\n"
        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    writer.write(head.encode())
    await reader.readuntil(b"\r\n\r\n")
    writer.transport.pause_reading()  # type: ignore[attr-defined]

    async def is_cut() -> bool:
        return await figure(world, 0, "convite_live_sockets") == 1

    async with ear(event.host, seats_of(event)) as other:
        assert not await is_cut()
        for _ in range(80):
            for action in ("subscribe", "unsubscribe"):
                said = {"action": action, "channel": seats_of(event), "position": start}
                writer.write(masked(said))
        await until(is_cut, limit=20)
        await event.hold(seats[0])
        await other.hears("seat_locked", seat_id=seats[0])
    writer.close()


async def test_guesses_of_codes_over_sockets_are_limited(world: World, event: Happening) -> None:
    """Twenty unknown typed codes a minute from one address, however many sockets try them."""
    answers = []
    async with world.limited() as limited:
        for number in range(22):
            async with connect(
                f"ws://127.0.0.1:{limited.port}/ws?code=AAAA-BBBB-{number}"
            ) as socket:
                wish = {"action": "subscribe", "channel": seats_of(event)}
                await socket.send(json.dumps(wish))
                answers.append(json.loads(await socket.recv())["status"])

    assert answers == [404] * 20 + [429] * 2
