"""The WebSocket endpoint: one socket, many subscriptions, and a few commands.

Messages are written to the transport as frames that are encoded once for all listeners. A socket that
can't keep up is closed and told to reload everything. Plain ASGI on uvicorn.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import msgspec
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Receive, Scope, Send

from convite.core.access import EndedLogins, Token, Tokens
from convite.core.config import settings
from convite.core.db import DATABASE_FAULTS
from convite.core.language import Locale, accepted_locale
from convite.core.problems import NotKnown, Problem
from convite.core.request import token_text
from convite.live.channels import MAX_CHANNELS, Authorize, Listening, parse
from convite.live.follower import Follower, Frame, frame, resync

log = logging.getLogger("convite.live")

#: Bytes waiting in a socket's buffer above which it is closed.
MAX_WAITING = 256 * 1024
#: Seconds until a socket must have authenticated.
NAMELESS_SECONDS = 15
MAX_MESSAGE = 64 * 1024

CLOSED_LOGGED_OUT, CLOSED_SLOW, CLOSED_NAMELESS, CLOSED_ORIGIN = 4401, 4409, 4408, 4403

#: A socket command: gets the caller and the message, returns the content of the `ack`.
Command = Callable[[Listening, dict[str, Any]], Awaitable[dict[str, Any]]]


class SocketDoor:
    """Serves `/ws`."""

    def __init__(
        self, *, tokens: Tokens, authorize: Authorize, commands: dict[str, Command]
    ) -> None:
        self.tokens = tokens
        self.authorize = authorize
        self.commands = commands
        self.open: set[Socket] = set()
        self.follower: Follower | None = None
        self.ended: EndedLogins | None = None

    def start(self, follower: Follower, ended: EndedLogins) -> None:
        """Connects the endpoint to the running process."""
        self.follower, self.ended = follower, ended
        ended.listeners.append(self.close_session)

    def close_session(self, session_id: object) -> None:
        """Closes the sockets of a session that ended."""
        for socket in tuple(self.open):
            token = socket.who.token
            if token is not None and token.session_id == session_id:
                socket.close(CLOSED_LOGGED_OUT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one socket."""
        await receive()  # websocket.connect
        headers = Headers(scope=scope)
        if not is_own_origin(headers):
            await send({"type": "websocket.close", "code": CLOSED_ORIGIN})
            return
        try:
            who = await self.first_message(scope, headers)
        except Problem:
            await send({"type": "websocket.close", "code": CLOSED_LOGGED_OUT})
            return
        await send({"type": "websocket.accept"})
        socket = Socket(self, send, who, accepted_locale(scope["headers"]))
        self.open.add(socket)
        try:
            await socket.serve(receive)
        finally:
            self.open.discard(socket)
            socket.leave()

    async def first_message(self, scope: Scope, headers: Headers) -> Listening:
        """Authenticates the upgrade request by header, cookie or `?token=`, if it has one."""
        query = parse_qs(scope["query_string"].decode())
        text, _ = token_text(headers, cookie_parser(headers.get("cookie", "")))
        text = query.get("token", [text])[0]
        client = (scope.get("client") or ("unknown",))[0]
        if text:
            return Listening(token=await self.checked(text), client=client)
        code = query.get("code", [""])[0]
        return Listening(code=code or None, client=client)

    async def checked(self, text: str) -> Token:
        """Verifies a token and that its session hasn't ended."""
        token = self.tokens.read(text)
        if self.ended is None:
            raise NotKnown
        await self.ended.check(token)
        return token


def is_own_origin(headers: Headers) -> bool:
    """Whether a page of this origin may open a socket: ours, or one from the settings."""
    origin = headers.get("origin")
    if origin is None:
        return True
    allowed = {settings().address, *settings().frontend_url}
    return origin in allowed or urlsplit(origin).netloc == headers.get("host")


class Socket:
    """One connected socket."""

    def __init__(self, door: SocketDoor, send: Send, who: Listening, locale: Locale) -> None:
        self.door = door
        self.send = send
        self.who = who
        self.locale = locale
        self.transport = send.__self__.transport  # type: ignore[attr-defined]
        self.channels: set[str] = set()
        self.working: set[asyncio.Task[None]] = set()
        self.since = time.monotonic()

    @property
    def user_id(self) -> UUID | None:
        """Who is logged in on it."""
        return self.who.token.user_id if self.who.token else None

    def deliver(self, message: Frame) -> None:
        """Writes a message; closes a socket whose buffer is full."""
        transport = self.transport
        if transport.is_closing():
            return
        if transport.get_write_buffer_size() > MAX_WAITING:
            self.close(CLOSED_SLOW)
            return
        transport.write(message.wire)

    def say(self, message: dict[str, Any]) -> None:
        """Writes a message to this socket only."""
        self.deliver(frame(msgspec.json.encode(message)))

    def close(self, code: int) -> None:
        """Closes it with a reason; a slow socket is aborted, because it wouldn't read a close frame."""
        if code == CLOSED_SLOW:
            self.transport.abort()
            return
        self.spawn(self.send_close(code))

    async def send_close(self, code: int) -> None:
        """The closing handshake."""
        await self.send({"type": "websocket.close", "code": code})

    def spawn(self, work: Any) -> None:
        """Runs a task alongside reading."""
        task = asyncio.get_running_loop().create_task(work)
        self.working.add(task)
        task.add_done_callback(self.working.discard)

    def reauthorize(self, channel: str) -> None:
        """Starts a new permission check for a channel."""
        self.spawn(self.ask_again(channel))

    async def ask_again(self, channel: str) -> None:
        """Unsubscribes a channel that is no longer permitted; if that can't be told, ends the socket."""
        try:
            await self.door.authorize(self.who, parse(channel))
        except Problem as problem:
            self.drop(channel)
            self.deliver(resync(channel, "the right has changed"))
            self.say(
                {"action": "problem", "ref": None, "channel": channel, **problem.body(self.locale)}
            )
        except DATABASE_FAULTS as error:
            log.warning("a socket is closed, since its right can't be checked: %s", error)
            self.drop(channel)
            self.close(CLOSED_SLOW)

    def drop(self, channel: str) -> None:
        """Unsubscribes."""
        self.channels.discard(channel)
        if self.door.follower is not None:
            self.door.follower.unsubscribe(self, channel)

    def leave(self) -> None:
        """Removes the subscriptions of a closed socket."""
        for channel in tuple(self.channels):
            self.drop(channel)
        for task in tuple(self.working):
            task.cancel()

    async def serve(self, receive: Receive) -> None:
        """Reads until the socket closes; constant reading detects dead sockets."""
        watch = asyncio.create_task(self.expect_name())
        self.working.add(watch)
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            await self.hear(message.get("text") or "")

    async def expect_name(self) -> None:
        """Closes a socket that neither authenticates nor follows something public in time."""
        await asyncio.sleep(NAMELESS_SECONDS)
        if not self.who.is_known and not self.channels:
            self.close(CLOSED_NAMELESS)

    async def hear(self, text: str) -> None:
        """Handles one client message; each gets a reply."""
        ref = None
        try:
            message = msgspec.json.decode(text) if len(text) <= MAX_MESSAGE else None
            if not isinstance(message, dict):
                raise Problem("A message must be a JSON object with an action.", name="bad-message")
            ref = message.get("ref")
            answer = await self.act(message)
            self.say({"action": "ack", "ref": ref, **answer})
        except Problem as problem:
            self.say({"action": "problem", "ref": ref, **problem.body(self.locale)})
        except (msgspec.MsgspecError, UnicodeError):
            self.say({"action": "problem", "ref": ref, "status": 400, "detail": "This isn't JSON."})

    async def act(self, message: dict[str, Any]) -> dict[str, Any]:
        """Runs a message's action; returns the content of its `ack`."""
        action = message.get("action")
        if action == "ping":
            return {"pong": True}
        if action == "auth":
            return await self.authenticate(message)
        if action == "subscribe":
            return await self.subscribe(message)
        if action == "unsubscribe":
            self.drop(str(message.get("channel")))
            return {"channel": message.get("channel")}
        command = self.door.commands.get(str(action))
        if command is None:
            raise Problem(f"Unknown action {str(action)[:50]!r}.", name="bad-message")
        return await command(self.who, message)

    async def authenticate(self, message: dict[str, Any]) -> dict[str, Any]:
        """Authenticates the socket with its first message; the identity can't change later."""
        if self.who.is_known:
            raise Problem("This socket is already authenticated.", name="bad-message")
        if isinstance(message.get("token"), str):
            self.who = replace(self.who, token=await self.door.checked(message["token"]))
        elif isinstance(message.get("code"), str):
            self.who = replace(self.who, code=message["code"])
        else:
            raise NotKnown("Authenticate with a token or code.")
        return {}

    async def subscribe(self, message: dict[str, Any]) -> dict[str, Any]:
        """Subscribes to a channel, optionally from a position."""
        channel = parse(str(message.get("channel")))
        if len(self.channels) >= MAX_CHANNELS:
            raise Problem(f"A socket can have at most {MAX_CHANNELS} channels.")
        grant = await self.door.authorize(self.who, channel)
        if self.door.follower is None:
            raise NotKnown
        since = message.get("position")
        self.channels.add(channel.name)
        await self.door.follower.subscribe(
            self, channel.name, grant, since if isinstance(since, str) else None
        )
        return {"channel": channel.name}
