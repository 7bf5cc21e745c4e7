"""Hot requests over one kept connection: the second one with the same head takes the short way."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.wire import Got, Wire
from tests.world import Happening, World


@pytest_asyncio.fixture(loop_scope="session")
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event()


@pytest_asyncio.fixture(loop_scope="session")
async def wire(world: World, event: Happening) -> AsyncIterator[Wire]:
    made = Wire(world.processes[0].port, {"authorization": f"Bearer {event.host.token}"})
    await made.open()
    yield made
    made.close()


def request(wire: Wire, event: Happening, seat: str, **headers: str) -> tuple[bytes, bytes]:
    body = json.dumps({"seat_ids": [seat]}).encode()
    lines = [f"POST {event.path}/holds HTTP/1.1", "host: convite.test"]
    lines += [f"{name}: {value}" for name, value in (wire.headers | headers).items()]
    return "\r\n".join([*lines, f"content-length: {len(body)}", "", ""]).encode(), body


async def told(wire: Wire, *parts: bytes) -> None:
    assert wire.writer is not None
    for part in parts:
        wire.writer.write(part)
        await wire.writer.drain()
        await asyncio.sleep(0.05)  # so that the parts arrive as segments of their own


def held_seat(got: Got) -> Any:
    return got.status, [seat["id"] for seat in got.json["seats"]]


async def test_requests_with_one_head_are_answered_each_with_its_own_body(
    event: Happening, wire: Wire
) -> None:
    seats = await event.seats(4)

    for seat in seats:
        await told(wire, b"".join(request(wire, event, seat)))
        assert held_seat(await wire.read()) == (201, [seat])


async def test_request_in_parts_is_put_together(event: Happening, wire: Wire) -> None:
    seats = await event.seats(3)
    for seat in seats:
        head, body = request(wire, event, seat)
        await told(wire, head[:20], head[20:], body[:7], body[7:])
        assert held_seat(await wire.read()) == (201, [seat])
    head, body = request(wire, event, seats[0])

    await told(wire, head + body[:7], body[7:])

    assert held_seat(await wire.read()) == (201, [seats[0]])


async def test_pipelined_requests_are_answered_in_order(event: Happening, wire: Wire) -> None:
    seats = await event.seats(9)
    texts = [b"".join(request(wire, event, seat)) for seat in seats]
    assert wire.writer is not None

    wire.writer.write(texts[0])
    assert held_seat(await wire.read()) == (201, seats[:1])
    wire.writer.write(b"".join(texts[1:5]))
    await wire.writer.drain()
    for text in texts[5:]:
        wire.writer.write(text)

    for seat in seats[1:]:
        assert held_seat(await wire.read()) == (201, [seat])


async def test_wrong_body_is_refused_and_the_next_request_answered(
    event: Happening, wire: Wire
) -> None:
    seats = await event.seats(2)
    head, body = request(wire, event, seats[0])
    await told(wire, head + body)
    await wire.read()

    await told(wire, head + body.replace(b"[", b"{"))
    refused = await wire.read()
    await told(wire, b"".join(request(wire, event, seats[1])))

    assert (refused.status, refused.json["type"]) == (422, "/problems/invalid")
    assert held_seat(await wire.read()) == (201, [seats[1]])


async def test_who_has_logged_out_is_refused_on_a_kept_connection(
    event: Happening, wire: Wire
) -> None:
    seats = await event.seats(2)
    for _ in range(2):
        await told(wire, b"".join(request(wire, event, seats[0])))
        assert (await wire.read()).status == 201

    await event.host.post("/api/auth/logout", {"refresh_token": event.host.refresh_token})
    await told(wire, b"".join(request(wire, event, seats[1])))

    assert (await wire.read()).status == 401


async def test_connection_is_closed_when_asked_to(event: Happening, wire: Wire) -> None:
    seats = await event.seats(2)
    for seat in seats:
        await wire.open()
        await told(wire, b"".join(request(wire, event, seat, connection="close")))
        assert held_seat(await wire.read()) == (201, [seat])
        assert wire.reader is not None
        assert await wire.reader.read() == b""
        wire.close()


@pytest.mark.parametrize("value", ["chunked", "Chunked"])
async def test_chunked_body_is_read_by_the_parser(event: Happening, wire: Wire, value: str) -> None:
    seats = await event.seats(2)
    for seat in seats:
        head, body = request(wire, event, seat)
        lines = [line for line in head.split(b"\r\n") if not line.startswith(b"content-length")]
        lines.insert(1, b"transfer-encoding: " + value.encode())
        chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        await told(wire, b"\r\n".join(lines) + chunk)
        assert held_seat(await wire.read()) == (201, [seat])


async def test_empty_lines_before_a_request_are_no_head(event: Happening, wire: Wire) -> None:
    """Empty lines that preceded a hot request aren't taken for that request on another connection."""
    party = await event.party("Jo Smith")
    empty, hot = b"\r\n\r\n", f"PUT {party.rsvp} HTTP/1.1\r\n\r\n".encode()
    await told(wire, empty + hot)
    assert (await wire.read()).status == 422
    await told(wire, hot)
    await wire.read()

    await told(wire, empty, b"GET /readyz HTTP/1.1\r\nhost: convite.test\r\n\r\n")
    assert (await wire.read()).status == 200
