"""One API process: uvicorn on a socket that the supervisor opened, or on its own."""

import asyncio
import gc
import os
import socket

import uvicorn
import uvloop

from convite.core.config import Settings
from convite.entry.http.address import BACKLOG, listen
from convite.entry.http.hot_protocol import HotProtocol

#: Seconds that running requests get to finish during shutdown.
GRACE = 5
# Longer than the 60 s idle timeout of common proxies and load balancers: if the server closed the
# connection first while a request is being sent, that request (perhaps a scan) would be lost.
IDLE = 75
APP = "convite.entry.http.api:create_app"


class QuietServer(uvicorn.Server):
    """Freezes objects created at startup, so that the garbage collector skips them.

    They live as long as the process; scanning them repeatedly caused most of the tail latency.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then freezes."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()


def load(config: uvicorn.Config) -> None:
    """Imports the application with the garbage collector off: its objects are permanent."""
    gc.disable()
    try:
        config.load()
    finally:
        gc.freeze()
        gc.enable()


def serve(
    settings: Settings, inherited: int | None = None, app: str = APP, *, wait_fd: int | None = None
) -> None:
    """Serves until it gets a stop signal; starts once the other end of `wait_fd` is closed."""
    listener = socket.socket(fileno=inherited) if inherited is not None else listen(settings)
    config = uvicorn.Config(
        app,
        factory=True,
        http=HotProtocol,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=64 * 1024,
        access_log=False,
        log_level="warning",
        lifespan="on",
        backlog=BACKLOG,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=IDLE,
        forwarded_allow_ips=settings.trusted_proxies,
    )
    load(config)
    if wait_fd is not None:
        os.read(wait_fd, 1)
    server = QuietServer(config)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve([listener]))
    if not server.started:
        raise SystemExit("The API didn't start; the lines above say why")
