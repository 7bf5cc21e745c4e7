"""`convite run` in a process of its own, whose children are killed."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx2
import psutil

from convite.core.config import Settings
from convite.core.dsns import read_dsns
from tests.support import until
from tests.wire import Got, Wire
from tests.world import Process, World, free_port


class Supervised(World):
    """`convite run` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.output = folder / "out"
        self.port = free_port()
        self.run: subprocess.Popen[bytes] | None = None
        self.processes = []

    async def launch(self) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CONVITE_")}
        environment = {
            **kept,
            "CONVITE_DATA_DIR": str(self.data_dir),
            "CONVITE_PORT": str(self.port),
            "CONVITE_LIMITS": "off",
            "CONVITE_DEMO": "0",
        }
        command = [sys.executable, "-m", "convite.entry.cli", "run"]
        with self.output.open("wb") as out:
            self.run = subprocess.Popen(  # noqa: ASYNC220 (nothing else runs meanwhile)
                command, env=environment, cwd="/", stdout=out, stderr=out
            )
        http = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=30)
        self.processes = [Process(self.port, self.run, http)]
        await until(self.processes[0].is_ready, limit=60)
        self.dsns = read_dsns(Settings(data_dir=self.data_dir, _env_file=None))

    def child(self, word: str) -> psutil.Process:
        """A living child of the supervisor by a word of its command line."""
        assert self.run is not None
        for child in psutil.Process(self.run.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # ended a moment ago, not yet reaped
                if word in " ".join(child.cmdline()):
                    return child
        raise AssertionError(f"no child runs {word}")

    async def end(self) -> None:
        assert self.run is not None
        await self.processes[0].http.aclose()
        self.run.terminate()
        self.run.wait(30)


async def asked(
    wire: Wire, failures: Counter[str], method: str, path: str, body: object, limit: float = 30
) -> Got:
    """The answer, asked for again through outages."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            got = await asyncio.wait_for(wire.ask(method, path, body), 8)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            failures[type(error).__name__] += 1
            wire.close()
            await asyncio.sleep(0.05)
            continue
        if got.status not in (500, 503):
            return got
        failures[str(got.status)] += 1
        await asyncio.sleep(0.05)
    raise AssertionError(f"no answer for {limit} s: {failures}")
