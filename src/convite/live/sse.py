"""The SSE endpoint: the same messages as on the socket, one way."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from convite.live.channels import Authorize, Listening, parse
from convite.live.follower import Follower, Frame, resync

#: Messages waiting for a slow reader above which its stream ends with `resync`.
MAX_WAITING = 256
#: A comment at this interval keeps proxies from closing the connection.
SILENCE_SECONDS = 15


class StreamListener:
    """The reader of one SSE response."""

    def __init__(self, user_id: UUID | None) -> None:
        self.user_id = user_id
        self.queue: asyncio.Queue[Frame | None] = asyncio.Queue()

    def deliver(self, message: Frame) -> None:
        """Queues a message; ends a reader that is too slow."""
        if self.queue.qsize() >= MAX_WAITING:
            self.queue.put_nowait(None)
        else:
            self.queue.put_nowait(message)

    def reauthorize(self, channel: str) -> None:
        """Ends the stream if permissions changed: the reader reconnects and is authorized again."""
        self.queue.put_nowait(resync(channel, "the right has changed"))
        self.queue.put_nowait(None)


async def messages(
    follower: Follower,
    authorize: Authorize,
    who: Listening,
    channels: list[str],
    position: str | None,
) -> AsyncIterator[bytes]:
    """The lines of one SSE response.

    Raises:
        Problem: a channel doesn't exist or isn't permitted.
    """
    listener = StreamListener(who.token.user_id if who.token else None)
    grants = [(name, await authorize(who, parse(name))) for name in channels]
    for name, grant in grants:
        await follower.subscribe(listener, name, grant, position)

    async def lines() -> AsyncIterator[bytes]:
        try:
            while True:
                try:
                    async with asyncio.timeout(SILENCE_SECONDS):
                        message = await listener.queue.get()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if message is None:
                    return
                yield b"data: " + message.text + b"\n\n"
        finally:
            for name in channels:
                follower.unsubscribe(listener, name)

    return lines()
