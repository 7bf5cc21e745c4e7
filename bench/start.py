"""The second start of `convite run`, and what everything together holds in memory when idle."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.rig import free_port, wait_for
from bench.table import Row


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """`convite run` in a folder."""
    data = str(folder / "data")
    ours = {"CONVITE_DATA_DIR": data, "CONVITE_PORT": str(port), "CONVITE_DEMO": "1"}
    environment = {**os.environ, **ours}
    return subprocess.Popen([sys.executable, "-m", "convite.entry.cli", "run"], env=environment)


def stop(process: subprocess.Popen[bytes]) -> None:
    """A clean stop."""
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def footprint(process: subprocess.Popen[bytes]) -> float:
    """Proportional set size of the whole tree, in MB."""
    top = psutil.Process(process.pid)
    everybody = [top, *top.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in everybody) / 2**20


def measure() -> list[Row]:
    """The rows of the table."""
    folder = Path(tempfile.mkdtemp(prefix="cvstart"))
    folder.chmod(0o755)
    port = free_port()
    try:
        first = start(folder, port)
        wait_for(f"http://127.0.0.1:{port}/readyz", 120)
        time.sleep(15)
        stop(first)
        before = time.perf_counter()
        second = start(folder, port)
        wait_for(f"http://127.0.0.1:{port}/readyz", 60)
        seconds = time.perf_counter() - before
        time.sleep(10)
        size = footprint(second)
        stop(second)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        Row("second start of `convite run` to its first answer", f"{seconds:.1f} s", "≤ 4 s", seconds <= 4),
        Row("whole idle footprint, database included (PSS)", f"{size:.0f} MB", "≤ 450 MB", size <= 450),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
