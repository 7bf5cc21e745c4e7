"""A receiver of webhooks that misbehaves as it is told. By hand: `python -m tests.providers.receiver 9100`.

The path says what it does: `/ok`, `/500`, `/410`, `/slow`, `/large`, `/redirect`, `/drop`, `/garbage`,
`/later` (429 with Retry-After), `/flaky` (500 twice, then 200). Anything else answers 200.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SAYS = b"HTTP/1.1 %d %s\r\ncontent-length: %d\r\n%s\r\n%s"
#: Longer than anybody waits.
SLOW_SECONDS = 7
#: Path → status, further headers, body.
ANSWERS = {
    "/500": (500, b"", b"It's broken"),
    "/410": (410, b"", b""),
    "/large": (200, b"", b"x" * 1024 * 1024),
    "/redirect": (302, b"location: /ok\r\n", b""),
    "/later": (429, b"retry-after: 120\r\n", b""),
}


@dataclass(frozen=True)
class Call:
    """One request that arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What arrived so far, and what waits for it."""

    port: int = 0
    calls: list[Call] = field(default_factory=list)
    #: Connections that were opened.
    opened: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/ok") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def wait_for(self, count: int, seconds: float = 10) -> list[Call]:
        """The calls, once there are so many."""
        async with asyncio.timeout(seconds):
            while len(self.calls) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return self.calls

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers the requests of one connection."""
        self.opened += 1
        try:
            while await self.answer(reader, writer):
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass  # the caller hung up
        finally:
            writer.close()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answers one request; returns whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.calls.append(Call(path, headers, body))
        self.arrived.set()
        return await self.behave(path, writer)

    async def behave(self, path: str, writer: asyncio.StreamWriter) -> bool:
        if path == "/garbage":
            writer.write(b"\x00\xffthis is no HTTP\r\n\r\n")
            await writer.drain()
        if path in {"/garbage", "/drop"}:
            return False
        if path == "/slow":
            await asyncio.sleep(SLOW_SECONDS)
        status, extra, body = ANSWERS.get(path, (200, b"", b"Thanks"))
        if path == "/flaky":
            tries = sum(call.path == path for call in self.calls)
            status = 500 if tries <= 2 else 200
        writer.write(SAYS % (status, b"Said", len(body), extra, body))
        return True


@asynccontextmanager
async def receiving(port: int = 0) -> AsyncIterator[Receiver]:
    """A receiver on loopback."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", port)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()


async def main(port: int) -> None:
    async with receiving(port) as receiver:
        print(f"Listening on {receiver.url()}", flush=True)
        seen = 0
        while True:
            for call in (await receiver.wait_for(seen + 1, 1e9))[seen:]:
                seen += 1
                print(call.path, call.headers, call.body.decode(errors="replace"), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
