"""Calls to addresses that users choose: the only way out for them, and only in the worker.

A name is resolved once for each connection, every address it has must be on the internet, and the first of
those is dialed: a second look-up, which could say something else, never happens. TLS and the `Host` header
keep the name. Redirects aren't followed, proxies of the environment aren't used.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from ipaddress import ip_address
from types import TracebackType
from typing import Any, Self

import httpcore2
import httpx2

from convite.gateways.addresses import fault_of, is_reachable
from convite.gateways.certificates import trusted

SECONDS = 5.0
MAX_BODY = 64 * 1024

#: Host and port → the addresses that it has.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class EgressError(Exception):
    """There is no answer; the text says why, in English."""


class NotReachable(EgressError):
    """It may not be called: its URL or an address of its name isn't allowed."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the other side said: the beginning of it, if it said more than the limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool


@cache
def resolvers() -> ThreadPoolExecutor:
    """Threads of their own: names of slow servers mustn't take those that other work needs."""
    return ThreadPoolExecutor(64, thread_name_prefix="resolver")


async def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(resolvers(), ask)
    return [str(one[4][0]) for one in found]


class Dialer(httpcore2.AsyncNetworkBackend):
    """Opens connections to addresses that were checked."""

    def __init__(self, resolve: Resolve, *, loopback: bool) -> None:
        self.resolve = resolve
        self.loopback = loopback
        self.plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, *arguments: Any, **options: Any
    ) -> httpcore2.AsyncNetworkStream:
        """Connects to the first of the host's addresses, if all of them may be reached."""
        try:
            addresses = await self.resolve(host, port)
        except OSError as error:
            raise EgressError(f"The name {host} can't be resolved.") from error
        inside = [
            one
            for one in addresses
            # an IPv6 address may name its interface after a percent sign
            if not is_reachable(ip_address(one.partition("%")[0]), loopback=self.loopback)
        ]
        if inside or not addresses:
            raise NotReachable(f"{host} has an address that isn't on the internet.")
        return await self.plain.connect_tcp(addresses[0], port, *arguments, **options)

    async def sleep(self, seconds: float) -> None:
        """Waits, between tries to connect."""
        await asyncio.sleep(seconds)


class Transport(httpx2.AsyncHTTPTransport):
    """HTTP/1.1 over connections of a dialer."""

    def __init__(self, dialer: Dialer, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=context,
            # callers limit how much they do at once; nobody waits for another's slow connection
            max_connections=None,
            max_keepalive_connections=50,
            keepalive_expiry=5,
            network_backend=dialer,
        )


class Egress:
    """A client for calls to the outside; keeps connections open between them."""

    def __init__(
        self,
        *,
        loopback: bool = False,
        resolve: Resolve = look_up,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.loopback = loopback
        transport = Transport(Dialer(resolve, loopback=loopback), context or trusted())
        self.client = httpx2.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=False, timeout=SECONDS
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.client.aclose()

    async def send(
        self, method: str, url: str, *, headers: Mapping[str, str], content: bytes = b""
    ) -> Answer:
        """Calls a URL once, within five seconds in all.

        Raises:
            NotReachable: it may not be called.
            EgressError: it didn't answer, or not in time, or not in HTTP.
        """
        if fault_of(url, loopback=self.loopback):
            raise NotReachable("This address can't be called.")
        # compressed answers could be far larger than what is read
        sent = {"user-agent": "Convite", "accept-encoding": "identity", **headers}
        try:
            async with (
                asyncio.timeout(SECONDS),
                self.client.stream(method, url, headers=sent, content=content) as answer,
            ):
                return await read(answer)
        except (TimeoutError, httpx2.TimeoutException) as error:
            raise EgressError(f"No answer within {SECONDS:.0f} seconds.") from error
        except httpx2.ConnectError as error:
            raise EgressError(f"No connection: {said(error)}") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            raise EgressError(f"The connection broke off: {said(error)}") from error


def said(error: Exception) -> str:
    """What an error says, or else its name."""
    return str(error)[:300] or type(error).__name__


async def read(answer: httpx2.Response) -> Answer:
    """Reads an answer up to the limit; the connection of a longer one is closed."""
    body, is_cut = bytearray(), False
    async for piece in answer.aiter_raw():
        body += piece
        if len(body) > MAX_BODY:
            is_cut = True
            break
    return Answer(
        status=answer.status_code,
        headers=dict(answer.headers),
        body=bytes(body[:MAX_BODY]),
        is_cut=is_cut,
    )
