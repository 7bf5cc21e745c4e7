"""What a process says to PostgreSQL: a proxy on a Unix socket that counts statements and round trips.

Counted on the wire (PostgreSQL's frontend/backend protocol, version 3), so that nothing an application
or driver does behind its own counters is missed.
"""

import asyncio
import shutil
import struct
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

SOCKET = ".s.PGSQL.5432"
#: Frontend messages that run a statement: a simple query, or one execution of a prepared one.
STATEMENTS = b"QE"
#: Frontend messages after which the client waits for the server.
WAITS = b"QSH"


class Statements:
    """The prepared statements and portals of one connection, to know what an Execute runs."""

    def __init__(self) -> None:
        self.prepared: dict[bytes, str] = {}
        self.portals: dict[bytes, str] = {}

    def executed(self, kind: bytes, body: bytes) -> str | None:
        """Follows one frontend message; the statement's text if the message runs one."""
        first, _, rest = body.partition(b"\0")
        second = rest.partition(b"\0")[0]
        match kind:
            case b"P":
                self.prepared[first] = second.decode()
            case b"B":
                self.portals[first] = self.prepared.get(second, "")
            case b"Q":
                return first.decode()
            case b"E":
                return self.portals.get(first, "")
        return None


class CountingProxy:
    """Passes connections on to a server's Unix socket; counts and keeps what clients send."""

    def __init__(self, dsn: str) -> None:
        self.parts = urlsplit(dsn)
        self.server = Path(parse_qs(self.parts.query)["host"][0]) / SOCKET
        self.folder = Path(tempfile.mkdtemp(prefix="cvwire"))
        self.statements = 0
        self.round_trips = 0
        #: The text of every statement that ran, in order.
        self.texts: list[str] = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    @property
    def dsn(self) -> str:
        """The same role's DSN through this proxy."""
        where = urlencode({"host": str(self.folder), "port": "5432"}, safe="/")
        user, password = quote(self.parts.username or ""), self.parts.password or ""
        return f"postgresql://{user}:{password}@{self.parts.path}?{where}"

    def __enter__(self) -> Self:
        self.thread.start()
        listening = asyncio.start_unix_server(self.connect, self.folder / SOCKET)
        asyncio.run_coroutine_threadsafe(listening, self.loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self.close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    async def close(self) -> None:
        """Ends what still runs."""
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one client until either side closes."""
        answers, questions = await asyncio.open_unix_connection(self.server)
        back = asyncio.ensure_future(pass_on(answers, writer))
        try:
            await self.count(reader, questions)
        except (asyncio.IncompleteReadError, ConnectionError):
            questions.close()
        await back

    async def count(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Passes a client's messages on, one by one; the first has no type."""
        kind, seen = b"", Statements()
        while True:
            head = await reader.readexactly(4)
            body = await reader.readexactly(struct.unpack("!I", head)[0] - 4)
            writer.write(kind + head + body)
            if (text := seen.executed(kind, body)) is not None:
                self.texts.append(text)
            self.statements += kind != b"" and kind in STATEMENTS
            self.round_trips += kind != b"" and kind in WAITS
            kind = await reader.readexactly(1)


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Passes bytes on until the end."""
    while data := await reader.read(65536):
        writer.write(data)
    writer.close()
