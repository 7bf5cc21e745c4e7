"""The API with a sampling profiler in its process: `POST /profile` starts it, `GET /profile` ends it.

A CPU timer interrupts the process, and the handler notes the running Python function. Sampling was
chosen over cProfile because cProfile charges every Python call: on these routes it makes the server
several times slower and small functions look expensive. Time in C code (asyncpg's protocol,
pydantic-core, uvloop) counts for the Python function that called it, or is called next.
"""

import re
import signal
from collections import Counter
from pathlib import PurePath
from types import CodeType, FrameType

import greenlet
import msgspec
from starlette.types import ASGIApp, Receive, Scope, Send

from convite.entry.http import api

#: Seconds of CPU between samples; many kernels only manage their own tick, usually 4 ms.
INTERVAL = 0.001
PACKAGE = re.compile(r".*/site-packages/([^/]+)")


class Sampler:
    """Counts which functions run, alone and with what they call."""

    def __init__(self) -> None:
        self.own: Counter[CodeType] = Counter()
        self.whole: Counter[CodeType] = Counter()

    def start(self) -> None:
        """Forgets everything and starts."""
        self.own.clear()
        self.whole.clear()
        signal.signal(signal.SIGPROF, self.sample)
        signal.siginterrupt(signal.SIGPROF, False)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)

    def stop(self) -> None:
        """Stops; the counts stay."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    def sample(self, _: int, frame: FrameType | None) -> None:
        """Notes the running function and its callers."""
        if frame is None:
            return
        self.own[frame.f_code] += 1
        self.whole.update(callers(frame))

    def report(self) -> dict[str, list[tuple[str, str, int]]]:
        """Package, function and count of each function, in both ways of counting."""
        return {
            name: [(package_of(code), place_of(code), count) for code, count in counts.items()]
            for name, counts in (("own", self.own), ("whole", self.whole))
        }


def callers(frame: FrameType | None) -> set[CodeType]:
    """Every function on the stack once, across SQLAlchemy's greenlets."""
    found, current = set(), greenlet.getcurrent()
    while frame is not None:
        found.add(frame.f_code)
        frame = frame.f_back
        if frame is None and current.parent is not None:
            current = current.parent
            frame = current.gr_frame
    return found


def package_of(code: CodeType) -> str:
    """The package a function belongs to."""
    path = code.co_filename
    if match := PACKAGE.match(path):
        return match[1].removesuffix(".py")
    if "/convite/" in path:
        return "convite"
    # the frame that runs the event loop: what counts here is the loop's own work
    return "uvloop" if path.endswith("asyncio/runners.py") else "standard library"


def place_of(code: CodeType) -> str:
    """A function and where it is."""
    if "/" not in code.co_filename:  # compiled from text, such as a template
        return f"{code.co_qualname} ({code.co_filename})"
    where = "/".join(PurePath(code.co_filename).parts[-3:])
    return f"{code.co_qualname} ({where}:{code.co_firstlineno})"


def create_app() -> ASGIApp:
    """The application, and `/profile` in front of it."""
    inner, sampler = api.create_app(), Sampler()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/profile":
            await inner(scope, receive, send)
            return
        if scope["method"] == "POST":
            sampler.start()
            body = b"{}"
        else:
            sampler.stop()
            body = msgspec.json.encode(sampler.report())
        length = str(len(body)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app
