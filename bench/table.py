"""The table of results: what was measured, against which bar."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True)
class Row:
    """One line: what, measured, bar, and whether it was reached."""

    what: str
    measured: str
    bar: str
    is_reached: bool

    def __str__(self) -> str:
        mark = "yes" if self.is_reached else "**no**"
        return f"| {self.what} | {self.measured} | {self.bar} | {mark} |"


def machine() -> str:
    """The machine in one line."""
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, embedded PostgreSQL 18"
    )


def write(rows: list[Row], notes: str = "") -> str:
    """The whole page; also written to `bench/RESULTS.md`."""
    lines = [
        "# Results",
        "",
        f"Made by `make bench` on {datetime.now(UTC):%d %B %Y}: {machine()}.",
        "Ratios compare two things measured side by side in one run; absolute figures are of a shared,",
        "noisy machine on which client, API and database share the cores.",
        "",
        "| what | measured | must reach | reached |",
        "|---|---|---|---|",
        *(str(row) for row in rows),
        "",
    ]
    if notes:
        lines += [notes.strip(), ""]
    text = "\n".join(lines)
    RESULTS.write_text(text)
    return text
