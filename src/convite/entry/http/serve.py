"""One API process: uvicorn on a socket that the supervisor opened, or on its own."""

import asyncio
import gc
import socket

import uvicorn
import uvloop

from convite.core.config import Settings

#: How long answers under way may take once the process is told to stop.
GRACE = 5
# Longer than the 60 s after which common proxies and balancers let an idle line go: whoever closes
# first while the other writes loses a request, and a door's scan must not be it.
IDLE = 75
BACKLOG = 2048
APP = "convite.entry.http.api:create_app"


class AddressTaken(SystemExit):
    """Another program listens on our address."""


class QuietServer(uvicorn.Server):
    """Puts what the start made out of the garbage collector's sight.

    Those objects live as long as the process; walking them again and again cost most of the
    slowest answers.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then freezes."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()


def listen(settings: Settings) -> socket.socket:
    """The listening socket of the settings' address.

    Raises:
        AddressTaken: another program listens there.
    """
    family, kind, proto, _, address = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, proto)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise AddressTaken(
            f"Can't listen on {settings.host} port {settings.port} ({error.strerror}); "
            "set CONVITE_PORT or CONVITE_HOST"
        ) from None
    listener.listen(BACKLOG)
    return listener


def load(config: uvicorn.Config) -> None:
    """Imports the application with the collector at rest: what it brings stays for good."""
    gc.disable()
    try:
        config.load()
    finally:
        gc.freeze()
        gc.enable()


def serve(settings: Settings, inherited: int | None = None, app: str = APP) -> None:
    """Serves until a signal says stop."""
    listener = socket.socket(fileno=inherited) if inherited is not None else listen(settings)
    config = uvicorn.Config(
        app,
        factory=True,
        http="httptools",
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
        forwarded_allow_ips="127.0.0.1,::1",
    )
    load(config)
    server = QuietServer(config)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve([listener]))
    if not server.started:
        raise SystemExit("The API didn't start; the lines above say why")
