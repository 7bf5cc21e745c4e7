"""A thousand sockets on one event, ten changes a second: missed, late, and what a delivery costs."""

import asyncio
import base64
import os
import re
import time

from bench.rig import Line, Rig, Work, encoded, make_event, make_seats, register, rig
from bench.table import Row

SOCKETS = 1000
CHANGES = 200
PER_SECOND = 10
NUMBER = re.compile(rb'"action":"seat_locked".*?"seat_id":\s*"([0-9a-f-]+)"')


class Listener(asyncio.Protocol):
    """One WebSocket client that only counts what it hears."""

    def __init__(self, port: int, token: str, event_id: str, heard: dict[str, list[float]]) -> None:
        self.port, self.token, self.event_id, self.heard = port, token, event_id, heard
        self.ready = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asks for the upgrade."""
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(  # type: ignore[attr-defined]
            f"GET /ws?token={self.token} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Counts seat changes; the first answer is the upgrade, the watermark means subscribed."""
        if data.startswith(b"HTTP/1.1 101"):
            self.say(encoded({"action": "subscribe", "channel": f"events/{self.event_id}/seats"}))
        if b'"watermark"' in data and not self.ready.done():
            self.ready.set_result(None)
        now = time.perf_counter()
        for seat in NUMBER.findall(data):
            self.heard.setdefault(seat.decode(), []).append(now)

    def say(self, text: bytes) -> None:
        """A masked text frame."""
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(text))
        head = bytes((0x81, 0x80 | 126)) + len(text).to_bytes(2, "big")
        self.transport.write(head + mask + masked)  # type: ignore[attr-defined]


async def run(
    made: Rig, headers: dict[str, str], event_id: str, seats: list[str]
) -> tuple[int, float, float]:
    """Connects everybody, makes the changes; missed, p95 in ms, and CPU a delivery in µs."""
    loop = asyncio.get_running_loop()
    token, heard = headers["authorization"][7:], {}
    listeners = []
    for _ in range(SOCKETS):
        _, one = await loop.create_connection(
            lambda: Listener(made.ports[0], token, event_id, heard), "127.0.0.1", made.ports[0]
        )
        listeners.append(one)
    await asyncio.wait_for(asyncio.gather(*(one.ready for one in listeners)), 60)
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    path = f"/api/events/{event_id}/holds"
    before, sent = made.cpu_seconds(), {}
    for number, seat in enumerate(seats[:CHANGES]):
        due = number / PER_SECOND
        if number == 0:
            started = time.perf_counter()
        await asyncio.sleep(max(0.0, started + due - time.perf_counter()))
        body = encoded({"seat_ids": [seat]})
        top = f"POST {path} HTTP/1.1\r\nhost: x\r\n{head}content-length: {len(body)}\r\n\r\n"
        message = top.encode() + body
        work = Work([message], 1, None)
        _, line = await loop.create_connection(
            lambda work=work: Line(work), "127.0.0.1", made.ports[0]
        )
        sent[seat] = time.perf_counter()
        line.ask()
        await work.done
        line.transport.close()
    deadline = time.perf_counter() + 5
    while sum(map(len, heard.values())) < SOCKETS * CHANGES and time.perf_counter() < deadline:
        await asyncio.sleep(0.05)
    cpu = made.cpu_seconds() - before
    delivered = sum(map(len, heard.values()))
    late = sorted(at - sent[seat] for seat, ats in heard.items() for at in ats)
    for one in listeners:
        one.transport.close()  # type: ignore[attr-defined]
    return SOCKETS * CHANGES - delivered, late[int(len(late) * 0.95)] * 1000, cpu / delivered * 1e6


def measure() -> list[Row]:
    """The rows of the table."""
    import uvloop

    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        seats = make_seats(made, headers, event_id, 1000)
        missed, p95, cost = uvloop.run(run(made, headers, event_id, seats))
    what = f"{SOCKETS} sockets, {PER_SECOND} changes/s"
    return [
        Row(f"{what}: missed", f"{missed} of {SOCKETS * CHANGES}", "0", missed == 0),
        Row(f"{what}: request sent → received, p95", f"{p95:.0f} ms", "≤ 100 ms", p95 <= 100),
        Row(f"{what}: server CPU a delivery", f"{cost:.1f} µs", "≤ 12 µs", cost <= 12),
    ]


if __name__ == "__main__":
    for row in measure():
        print(row)
