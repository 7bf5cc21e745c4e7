"""The second start, by `convite run` and by `make run`, and the memory of everything when idle."""

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

ROOT = Path(__file__).parents[1]
CONVITE_RUN = (sys.executable, "-m", "convite.entry.cli", "run")
MAKE_RUN = ("make", "--no-print-directory", "run")


def start(folder: Path, port: int, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Starts everything on the data in a folder."""
    data = str(folder / "data")
    ours = {"CONVITE_DATA_DIR": data, "CONVITE_PORT": str(port), "CONVITE_DEMO": "1"}
    environment = {**os.environ, **ours}
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def answered(
    folder: Path, port: int, command: tuple[str, ...]
) -> tuple[subprocess.Popen[bytes], float]:
    """Starts everything; the process, and the seconds until it is ready."""
    before = time.perf_counter()
    process = start(folder, port, command)
    wait_for(f"http://127.0.0.1:{port}/readyz", 120)
    return process, time.perf_counter() - before


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
        # `make run` measures a start, not the set-up or the first compilation of the modules
        subprocess.run(["make", "setup"], cwd=ROOT, check=True)
        first, _ = answered(folder, port, MAKE_RUN)
        time.sleep(15)
        stop(first)
        made, by_make = answered(folder, port, MAKE_RUN)
        time.sleep(5)
        stop(made)
        second, seconds = answered(folder, port, CONVITE_RUN)
        time.sleep(10)
        size = footprint(second)
        stop(second)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [
        Row("second start of `convite run` to its first answer", f"{seconds:.1f} s", "≤ 4 s", seconds <= 4),
        Row("second `make run` to its first answer", f"{by_make:.1f} s", "≤ 6 s", by_make <= 6),
        Row("whole idle footprint, database included (PSS)", f"{size:.0f} MB", "≤ 450 MB", size <= 450),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
