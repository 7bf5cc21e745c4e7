"""Somebody who listens: a socket with all that it has heard."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.support import until
from tests.world import Person

#: What carries no news of the event.
FRAME = {"subscribed", "watermark", "ack", "problem", "resync"}


class Ear:
    """One open socket. Everything it gets is kept in order."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []
        self.numbers = iter(range(1, 10_000))
        self.closed: int | None = None
        self.reading = asyncio.create_task(self.read())

    async def read(self) -> None:
        try:
            async for text in self.socket:
                self.heard.append(json.loads(text))
        except ConnectionClosed:
            pass
        self.closed = self.socket.close_code

    async def say(self, action: str, **more: Any) -> dict[str, Any]:
        """Says something; what is answered to it."""
        ref = f"r{next(self.numbers)}"
        await self.socket.send(json.dumps({"action": action, "ref": ref, **more}))
        return await self.told(lambda message: message.get("ref") == ref)

    async def told(
        self, condition: Callable[[dict[str, Any]], bool], limit: float = 5.0
    ) -> dict[str, Any]:
        """The first message that fits, as soon as it is there."""

        async def is_there() -> bool:
            return any(condition(message) for message in self.heard)

        await until(is_there, limit, step=0.005)
        return next(message for message in self.heard if condition(message))

    async def hears(self, action: str, limit: float = 5.0, **values: Any) -> dict[str, Any]:
        """The first message of this name with these values."""
        wanted = {"action": action, **values}
        return await self.told(lambda message: wanted.items() <= message.items(), limit)

    async def subscribe(self, channel: str, position: str | None = None) -> dict[str, Any]:
        """Listens to a channel; the `subscribed` it gets."""
        more = {"position": position} if position else {}
        answer = await self.say("subscribe", channel=channel, **more)
        assert answer["action"] == "ack", answer
        return await self.hears("subscribed", channel=channel)

    async def is_closed(self) -> bool:
        return self.closed is not None

    def news(self, channel: str | None = None) -> list[dict[str, Any]]:
        """What happened, as heard on a channel or on all."""
        return [
            message
            for message in self.heard
            if message["action"] not in FRAME and channel in (None, message["channel"])
        ]


@contextlib.asynccontextmanager
async def ear(
    person: Person, *channels: str, process: int = 0, position: str | None = None
) -> AsyncIterator[Ear]:
    """A socket of this person, subscribed to the channels."""
    port = person.world.processes[process].port
    async with connect(f"ws://127.0.0.1:{port}/ws", max_queue=None) as socket:
        made = Ear(socket)
        if "authorization" in person.headers:
            await made.say("auth", token=person.token)
        elif person.headers:
            await made.say("auth", code=person.headers["x-invitation-code"])
        for channel in channels:
            await made.subscribe(channel, position)
        yield made
        await socket.close()
        await made.reading
