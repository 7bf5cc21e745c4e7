"""A small ASGI application that tells how its process was prepared."""

import asyncio
import gc
import json
from collections.abc import Awaitable, Callable
from typing import Any

Sender = Callable[[dict[str, Any]], Awaitable[None]]
Receiver = Callable[[], Awaitable[Any]]


def create_app() -> Callable[..., Awaitable[None]]:
    return answer


async def answer(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Sender
) -> None:
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
        return
    loop = type(asyncio.get_running_loop()).__module__
    told = {"loop": loop, "frozen": gc.get_freeze_count() > 0, "client": scope["client"][0]}
    body = json.dumps(told).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


async def lifespan(receive: Receiver, send: Sender) -> None:
    while True:
        kind = (await receive())["type"]
        await send({"type": f"{kind}.complete"})
        if kind == "lifespan.shutdown":
            return
