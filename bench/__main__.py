"""`make bench`: every benchmark, one after the other, as a table and as `bench/RESULTS.md`."""

import importlib
import sys

from bench.table import Row, write

BENCHES = (
    "routes",
    "mixed",
    "holds",
    "expiry",
    "blocks",
    "autoseat",
    "scans",
    "gates",
    "capacity",
    "joining",
    "waitlist",
    "orders",
    "refunds",
    "queue",
    "live",
    "maps",
    "plans",
    "canvas",
    "scroll",
    "verdicts",
    "reminders",
    "broadcast",
    "statuses",
    "codes",
    "rendering",
    "ticketsheets",
    "imports",
    "messy",
    "duplicates",
    "reading",
    "lists",
    "discover",
    "eventpage",
    "paint",
    "inbox",
    "start",
)


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all; only a whole run rewrites the results."""
    rows: list[Row] = []
    for name in names or BENCHES:
        print(f"{name} …", flush=True)
        rows += importlib.import_module(f"bench.{name}").measure()
    for row in rows:
        print(row)
    if not names:
        write(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
