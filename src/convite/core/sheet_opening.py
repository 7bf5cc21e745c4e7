"""Has workbooks opened by another process, and says what became of it."""

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from typing import Any

#: How long opening may take, in seconds; a list of 200,000 rows takes two.
SECONDS = 30.0
#: How many are opened at the same time; more wait.
AT_ONCE = threading.BoundedSemaphore(2)
#: How many processes are tried that had ended for want of work.
MAX_TRIES = 5
#: What the process gets of the environment; it has no use for addresses and secrets.
NEEDED = ("PATH", "PYTHONPATH", "HOME", "LANG", "LD_LIBRARY_PATH")
#: Processes that wait for the next workbook.
WAITING: deque[subprocess.Popen[bytes]] = deque()
#: How a process ends that asked for too much memory, or took too long.
TOO_MUCH = (-signal.SIGABRT, -signal.SIGKILL)


class ReaderHasEnded(Exception):
    """The process had just ended because it wasn't needed."""


def open_sheet(content: bytes, sheet: str | None, hidden: set[int]) -> tuple[dict[str, Any], bytes]:
    """Opens a workbook: its `names`, those `shown`, the `chosen` one, a `fault`, and an Arrow stream.

    The fault is `no-sheet`, `damaged`, `vast` (more than a list could be), or None. Slow: call it in
    a thread.

    Raises:
        RuntimeError: the process can't run.
    """
    with AT_ONCE:
        for _ in range(MAX_TRIES):
            process = next_process()
            is_ready = False
            try:
                answer = asked(process, content, sheet, hidden)
                is_ready = process.poll() is None
            except ReaderHasEnded:
                continue
            finally:
                if is_ready:
                    WAITING.append(process)
                else:
                    end(process)
            return answer
    raise RuntimeError("the process that opens workbooks ends before it has opened one")


def next_process() -> subprocess.Popen[bytes]:
    """A process that waits, or a new one."""
    while WAITING:
        with contextlib.suppress(IndexError):  # another thread took it
            process = WAITING.pop()
            if process.poll() is None:
                return process
            end(process)
    # few threads and heaps: both count as memory, although they are hardly used
    few = {"POLARS_MAX_THREADS": "1", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
    return subprocess.Popen(
        (sys.executable, "-m", "convite.core.sheet_child"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**{name: os.environ[name] for name in NEEDED if name in os.environ}, **few},
        process_group=0,
    )


def asked(
    process: subprocess.Popen[bytes], content: bytes, sheet: str | None, hidden: set[int]
) -> tuple[dict[str, Any], bytes]:
    """The answer of a process, or why it died."""
    order = {"size": len(content), "sheet": sheet, "hidden": sorted(hidden)}
    assert process.stdin is not None
    assert process.stdout is not None
    too_long = threading.Timer(SECONDS, process.kill)
    too_long.start()
    try:
        with contextlib.suppress(BrokenPipeError):  # it has ended; why is said below
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.write(content)
            process.stdin.flush()
        import polars as pl  # noqa: F401  # the reader of its answer is loaded while it works

        line = process.stdout.readline()
        about: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"size": 0}
        stream = process.stdout.read(about["size"])
        if line.endswith(b"\n") and len(stream) == about["size"]:
            return about, stream
        ended = process.wait()
    finally:
        too_long.cancel()
    if ended == 0:
        raise ReaderHasEnded
    if ended > 0:
        raise RuntimeError(f"the process that opens workbooks ended with {ended}")
    return {"fault": "vast" if ended in TOO_MUCH else "damaged"}, b""


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process and closes what leads to it."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(BrokenPipeError):  # what it didn't read
            if pipe is not None:
                pipe.close()
    process.wait()


@atexit.register
def end_all() -> None:
    """Ends the processes that wait."""
    while WAITING:
        end(WAITING.pop())
