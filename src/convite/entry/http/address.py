"""The socket the API listens on; apart from `serve`, so that the supervisor needs no web server."""

import socket

from convite.core.config import Settings

BACKLOG = 2048


class AddressTaken(SystemExit):
    """Another program is listening on our address."""


def listen(settings: Settings) -> socket.socket:
    """The listening socket of the settings' address.

    Raises:
        AddressTaken: another program is listening there.
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
