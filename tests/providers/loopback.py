"""What the providers on loopback share: a small HTTP server in a thread."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Page(str):
    """An answer that isn't JSON but HTML."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer; without a status, the connection is cut."""

    status: int | None
    content: Any = None
    #: Bytes instead of JSON.
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Said]


def handler_for(answer: Answer) -> type[BaseHTTPRequestHandler]:
    """A handler that answers every request by one function."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        #: Headers and body would else be two packets, and the second waits for the first's receipt.
        wbufsize = -1

        def respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(method=self.command, path=self.path, headers=headers, body=body)
            said = answer(asked)
            if said.status is None:
                self.close_connection = True
                return
            is_page = isinstance(said.content, Page)
            content = (said.content if is_page else json.dumps(said.content)).encode()
            content = content if said.raw is None else said.raw
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            kind = "text/html; charset=utf-8" if is_page else "application/json"
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = respond  # noqa: N815 (the library's names)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Says nothing."""

    return Handler


class Server(ThreadingHTTPServer):
    """Threads that end with the tests, and room for many callers at once."""

    daemon_threads = True
    request_queue_size = 128


@contextmanager
def serving(answer: Answer, port: int = 0) -> Iterator[str]:
    """Serves on loopback until the end; gives the address."""
    server = Server(("127.0.0.1", port), handler_for(answer))
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def run(answer: Answer, port: int, words: str) -> None:
    """Runs a provider until it is stopped, and prints its address and what it is asked."""

    def shown(asked: Asked) -> Said:
        said = answer(asked)
        print(said.status, asked.body.decode(), flush=True)
        return said

    with serving(shown, port) as address:
        print(address, words, flush=True)
        while True:
            time.sleep(3600)
