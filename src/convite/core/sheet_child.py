"""The process that opens workbooks, so that a hostile one takes down nothing else.

A cell far away makes the library ask for more memory than there is, and the process ends. It is held
to a bounded memory, answers one order after the other, and ends when nobody needs it.
"""

import contextlib
import io
import json
import select
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

#: Most bytes of memory that the process may ask for.
MAX_MEMORY = 2 << 30
#: Most cells between the first and the last filled one: 200,000 rows of 50 columns.
MAX_CELLS = 10_000_000
#: Most bytes of text in all cells; the same text counts each time a cell has it.
MAX_TEXT = 100_000_000
#: How long it waits for another workbook, in seconds.
PATIENCE = 300
#: After a larger answer it ends, to give its memory back.
MAX_KEPT = 32 << 20


def bound_memory() -> None:
    """Holds this process to `MAX_MEMORY`; where memory is short, it is the first to be ended."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        with contextlib.suppress(OSError):  # a container may not allow it
            Path("/proc/self/oom_score_adj").write_text("1000")


def opened(content: bytes, sheet: str | None, hidden: list[int]) -> tuple[dict[str, Any], bytes]:
    """The names of all sheets, the chosen one or its fault, and its cells as an Arrow stream."""
    import fastexcel

    try:
        book = fastexcel.read_excel(content)
        names = list(book.sheet_names)
        shown = [name for place, name in enumerate(names) if place not in hidden] or names
        chosen = sheet or shown[0]
        about: dict[str, Any] = {"names": names, "shown": shown, "chosen": chosen}
        if chosen not in names:
            return {**about, "fault": "no-sheet"}, b""
        loaded = book.load_sheet(chosen, header_row=None, skip_rows=0, dtypes="string")
        if loaded.height * loaded.width > MAX_CELLS:
            return {**about, "fault": "vast"}, b""
        stream = arrow_stream(loaded.to_polars())
    except MemoryError:
        return {"fault": "vast"}, b""
    except Exception:  # the libraries have errors of many kinds for what they can't read
        return {"fault": "damaged"}, b""
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        # the library's own panic, which isn't an `Exception`
        return {"fault": "damaged"}, b""
    return {**about, "fault": None if stream else "vast"}, stream or b""


def arrow_stream(table: Any) -> bytes | None:
    """A table as an Arrow stream; None if it has too much text."""
    import polars as pl

    lengths = table.select(pl.col(pl.String).str.len_bytes().sum())
    if sum(lengths.row(0) if lengths.width else ()) > MAX_TEXT:
        return None
    written = io.BytesIO()
    table.write_ipc_stream(written)
    return written.getvalue()


def answer(order: Mapping[str, Any], content: bytes) -> int:
    """Writes a line of JSON about a workbook and then its cells; returns how many bytes these are."""
    about, stream = opened(content, order["sheet"], order["hidden"])
    about["size"] = len(stream)
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n")
    sys.stdout.buffer.write(stream)
    sys.stdout.buffer.flush()
    return len(stream)


def main() -> None:
    """Answers orders: each is a line of JSON with its size in bytes, then the workbook."""
    bound_memory()
    import fastexcel  # noqa: F401  # while the first order is still written
    import polars as pl  # noqa: F401

    orders = sys.stdin.buffer
    while select.select([orders], [], [], PATIENCE)[0] and (line := orders.readline()):
        order = json.loads(line)
        size = answer(order, orders.read(order["size"]))
        if max(size, order["size"]) > MAX_KEPT:
            return


if __name__ == "__main__":
    main()
