"""The HTTP protocol of the API: the server's own, with a shorter way for hot requests.

A client that asks again over a kept connection sends the head it sent before, byte for byte. The head is
parsed once, by the server's parser; further requests with it are recognized by a look-up and go to the
hot door without a parser, a scope or the application's layers. Everything else takes the ordinary way:
new heads, pipelined and large requests, callers whose access isn't cached.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from convite.core.hot import HotAccess, HotDoor, HotHead, problem_of, refused
from convite.core.hot_reading import Sent
from convite.core.ids import new_id
from convite.core.problems import Problem
from convite.entry.http.shield import API_HEADERS

#: Where the lifespan's state holds the hot door.
HOT_DOOR = "hot_door"
#: The largest body that takes the short way, in bytes.
MAX_BODY = 64 << 10
#: Most heads remembered; the oldest is forgotten first.
MAX_HEADS = 10_000
#: Headers that ask for something of the connection itself.
CONNECTING = frozenset({b"transfer-encoding", b"expect", b"upgrade", b"http2-settings"})

Headers = list[tuple[bytes, bytes]]


class KnownHead:
    """A head that the parser has read: what it says, and how long the body is."""

    __slots__ = ("head", "headers", "length")

    def __init__(self, head: HotHead, headers: Headers, length: int) -> None:
        self.head = head
        self.headers = headers
        self.length = length


#: This process's heads; one door serves all connections.
HEADS: dict[bytes, KnownHead] = {}


class HotProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.door: HotDoor | None = self.app_state.get(HOT_DOOR)
        #: Whether a hot request is being answered.
        self.is_answering = False
        #: What arrived meanwhile, or the beginning of a hot request.
        self.held = b""
        #: Whether the parser is between two requests.
        self.is_between = True
        #: The head of the request being parsed, if it may be remembered.
        self.new_head = b""
        self.is_stopping = False
        self.quiet_since = 0.0

    def data_received(self, data: bytes) -> None:
        """Takes the short way if this is exactly one request with a known head."""
        if self.held:
            data, self.held = self.held + data, b""
        if self.is_answering:
            self.held = data
            self.flow.pause_reading()
            return
        if self.is_between and self.door is not None and self.is_free():
            end = data.find(b"\r\n\r\n") + 4
            known = HEADS.get(data[:end])
            if known is None:
                self.new_head = data[:end]
            elif len(data) < end + known.length:
                self.held, self.quiet_since = data, self.loop.time()
                return
            elif len(data) == end + known.length:
                access = self.door.cached_access(known.head)
                if access is not None:
                    self.start(self.door, known, access, data[end:])
                    return
        super().data_received(data)

    def is_free(self) -> bool:
        """Whether no other request is on its way over this connection."""
        cycle: Any = self.cycle  # None before the first request
        is_done = cycle is None or cycle.response_complete
        return is_done and not self.pipeline and not self.flow.write_paused

    def on_message_begin(self) -> None:
        """A request begins."""
        self.is_between = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request is complete: its head is remembered if it was a plain hot one."""
        super().on_message_complete()
        self.is_between = True
        if self.new_head:
            self.remember(self.new_head)
            self.new_head = b""

    def remember(self, text: bytes) -> None:
        """Remembers a head, unless it says more than a plain hot request does."""
        assert self.door is not None
        is_whole = text.startswith(self.scope["method"].encode() + b" ")
        if (
            not is_whole or self.parser.should_upgrade()
        ):  # empty lines before it were not part of it
            return
        found = self.door.match(self.scope["method"], self.scope["path"])
        if found is None or not self.cycle.keep_alive or text.count(b"\n") != len(self.headers) + 2:
            return
        length = 0
        for name, value in self.headers:
            if name in CONNECTING or (name == b"connection" and value.lower() != b"keep-alive"):
                return
            if name == b"content-length":
                length = int(value)
        if length > MAX_BODY:
            return
        try:
            head = HotHead.of(dict(self.scope), *found)
        except Problem:
            return
        if len(HEADS) >= MAX_HEADS:
            del HEADS[next(iter(HEADS))]
        HEADS[text] = KnownHead(head, self.headers, length)

    def start(self, door: HotDoor, known: KnownHead, access: HotAccess, body: bytes) -> None:
        """Starts to answer a hot request."""
        self.is_answering = True
        task = self.loop.create_task(self.answer(door, known, access, body))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def answer(self, door: HotDoor, known: KnownHead, access: HotAccess, body: bytes) -> None:
        """Answers a hot request."""
        request_id, verb = new_id(), known.head.verb
        try:
            client = self.client[0] if self.client else "?"
            sent = Sent(body=body, headers=known.headers, key=known.head.key, client=client)
            answer = await door.run(verb, access, sent, request_id)
            head = head_of_success(verb.status)
        except Exception as error:
            status, answer, headers = refused(problem_of(error, request_id), known.headers)
            head = head_text(status, headers)
        self.write(head, answer, request_id)
        self.answered()

    def write(self, head: bytes, answer: bytes, request_id: UUID) -> None:
        """Writes a whole response, unless the client has left."""
        if self.transport.is_closing():
            return
        dated = header_lines(self.server_state.default_headers)
        number, closing = str(request_id).encode(), b"connection: close\r\n" * self.is_stopping
        self.transport.write(
            b"%b%b%bcontent-length: %d\r\nx-request-id: %b\r\n\r\n%b"
            % (head, dated, closing, len(answer), number, answer)
        )

    def answered(self) -> None:
        """Goes on with what arrived meanwhile, or waits for the next request."""
        self.is_answering = False
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        if self.is_stopping:
            self.transport.close()
            return
        self.quiet_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.wait_for_more(self.timeout_keep_alive)
        if self.held:
            data, self.held = self.held, b""
            self.flow.resume_reading()
            self.data_received(data)

    def wait_for_more(self, seconds: float) -> None:
        """Looks after so many seconds whether the connection is idle; one timer for many requests."""
        self.timeout_keep_alive_task = self.loop.call_later(
            seconds, self.timeout_keep_alive_handler
        )

    def timeout_keep_alive_handler(self) -> None:
        """Closes the connection if nothing has come for long enough."""
        self.timeout_keep_alive_task = None
        if self.transport.is_closing():
            return
        left = self.timeout_keep_alive - (self.loop.time() - self.quiet_since)
        if self.is_answering or left > 0:
            self.wait_for_more(max(left, 1))
        else:
            super().timeout_keep_alive_handler()

    def shutdown(self) -> None:
        """Closes the connection, after the answer that is being made."""
        if self.is_answering:
            self.is_stopping = True
        else:
            super().shutdown()


def header_lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they are sent."""
    return b"".join(b"%b: %b\r\n" % header for header in headers)


def head_text(status: int, headers: Headers) -> bytes:
    """The beginning of a response, with the headers that all of ours have."""
    return STATUS_LINE[status] + header_lines((*headers, *API_HEADERS))


@cache
def head_of_success(status: int) -> bytes:
    """The beginning of a response with a verb's answer."""
    return head_text(status, [(b"content-type", b"application/json")])
