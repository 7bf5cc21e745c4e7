"""A messy file of guests over HTTP: previewed, loaded, sent again, and the worker killed on the way."""

import asyncio
import csv
import io
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx2
import psutil

from bench.imports import FAMILIES
from bench.rig import Rig, make_event, register, rig
from bench.table import Row

ROWS, MANY = 10_000, 100_000
#: The smallest file that a task loads.
WARMING = 2_100
HEADER = ("First name", "Last name", "Email", "Phone", "Party", "Notes")
#: Of twenty rows one is bad and two repeat somebody.
BAD, REPEATED = {5}, {9, 19}
#: How far above its repetition somebody stands.
NEAR = 400
#: What the report of a preview and that of a run have in common.
SAME = ("rows", "created", "duplicates", "repeated", "parties", "errors_total", "warnings_total")


@dataclass
class Messy:
    """A file, and what has to come of it."""

    content: bytes = b""
    bad: int = 0
    repeated: int = 0
    #: Party → how many people of it can be read.
    parties: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.parties.total()


def messy_file(rows: int) -> Messy:
    """Parties of one to four, each with its people in a row; repeated people stand further down."""
    chosen, made, text = random.Random(7), Messy(), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    last: list[list[str]] = []
    party, left = 0, 0
    for number in range(rows):
        if number % 20 in REPEATED:
            writer.writerow(chosen.choice(last))
            made.repeated += 1
            continue
        if not left:
            party, left = party + 1, chosen.choice((1, 1, 2, 2, 3, 4))
        left -= 1
        phone = f"+3460{number:07d}" if number % 4 == 0 else ""
        row = [f"María {number}", chosen.choice(FAMILIES), f"guest{number}@example.com", phone]
        row += [f"P{party}", "" if number % 3 else "vegan"]
        if number % 20 in BAD:
            spoil(row, number // 20)
            made.bad += 1
        else:
            made.parties[f"p{party}"] += 1
            last = [*last[-NEAR:], row]
        writer.writerow(row)
    made.content = text.getvalue().encode()
    return made


def spoil(row: list[str], number: int) -> None:
    """Makes a row unreadable, each in another way."""
    match number % 3:
        case 0:
            row[2] = "not an address"
        case 1:
            row[3] = "ask her mother"
        case _:
            row[0] = row[1] = ""


@dataclass
class Loaded:
    """What loading a file took."""

    preview: dict[str, Any]
    result: dict[str, Any]
    preview_seconds: float
    commit_seconds: float
    #: Resident memory above where it began, in bytes.
    api_growth: int = 0
    worker_growth: int = 0

    @property
    def seconds(self) -> float:
        """All of it, the uploads included."""
        return self.preview_seconds + self.commit_seconds

    @property
    def is_as_previewed(self) -> bool:
        """Whether the run did what the preview said."""
        return all(self.preview[name] == self.result[name] for name in SAME)


@contextmanager
def memory(*processes: psutil.Process) -> Iterator[list[int]]:
    """How much each process grows meanwhile, known at the end."""
    began = [one.memory_info().rss for one in processes]
    peaks, growth, over = list(began), [0] * len(processes), threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            for place, one in enumerate(processes):
                peaks[place] = max(peaks[place], one.memory_info().rss)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield growth
    finally:
        over.set()
        watching.join()
        growth[:] = [peak - start for peak, start in zip(peaks, began, strict=True)]


def send(client: httpx2.Client, event_id: str, content: bytes, *, dry_run: bool) -> dict[str, Any]:
    """Sends the file; the answer."""
    path = f"/api/events/{event_id}/guests/import"
    answer = client.post(
        path, files={"file": ("guests.csv", content)}, params={"dry_run": dry_run}, timeout=120
    )
    answer.raise_for_status()
    return dict(answer.json())


def wait_for_task(client: httpx2.Client, task_id: str) -> dict[str, Any]:
    """The result of a task."""
    while True:
        task = client.get(f"/api/tasks/{task_id}", timeout=60).json()
        if task["status"] not in ("queued", "running"):
            assert task["status"] == "done", str(task)[:500]
            return dict(task["result"])
        time.sleep(0.05)


def load(made: Rig, client: httpx2.Client, event_id: str, content: bytes) -> Loaded:
    """Previews a file and loads it."""
    api, worker = (psutil.Process(one.pid) for one in (made.processes[0], made.processes[-1]))
    with memory(api, worker) as growth:
        started = time.perf_counter()
        preview = send(client, event_id, content, dry_run=True)
        previewed = time.perf_counter()
        task = send(client, event_id, content, dry_run=False)
        result = wait_for_task(client, task["task_id"])
        ended = time.perf_counter()
    return Loaded(preview, result, previewed - started, ended - previewed, *growth)


async def kill_on_the_way(made: Rig, event_id: str) -> Counter[str]:
    """Kills the worker once some parties are written, and starts another; who was there in between."""
    owner = await asyncpg.connect(made.dsns.owner)
    done = "SELECT coalesce(max(done_rows), 0) FROM imports WHERE event_id = $1"
    while not await owner.fetchval(done, UUID(event_id)):
        await asyncio.sleep(0.002)
    worker = made.processes.pop()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    await owner.close()
    found = await people_by_party(made, event_id)
    made.start_worker()
    return found


async def people_by_party(made: Rig, event_id: str) -> Counter[str]:
    """How many people of each party are on the list."""
    owner = await asyncpg.connect(made.dsns.owner)
    rows = await owner.fetch(
        "SELECT i.party_key, count(*) AS people FROM attendees a"
        " JOIN invitations i ON i.id = a.invitation_id WHERE a.event_id = $1 GROUP BY 1",
        UUID(event_id),
    )
    await owner.close()
    return Counter({row["party_key"]: row["people"] for row in rows})


async def analyze(made: Rig) -> None:
    """Brings the statistics up to date, as the database does by itself after a while."""
    owner = await asyncpg.connect(made.dsns.owner)
    await owner.execute("ANALYZE")
    await owner.close()


async def bare_seconds(made: Rig, content: bytes) -> float:
    """The yardstick: the file read by the standard library, its rows inserted into one bare table."""
    owner = await asyncpg.connect(made.dsns.owner)
    await owner.execute(
        "DROP TABLE IF EXISTS bare_guests; CREATE TABLE bare_guests (first_name text, last_name text,"
        " email text, phone text, party text, notes text)"
    )
    started = time.perf_counter()
    rows = list(csv.reader(io.StringIO(content.decode())))[1:]
    for start in range(0, len(rows), 2000):
        await owner.executemany(
            "INSERT INTO bare_guests VALUES ($1, $2, $3, $4, $5, $6)", rows[start : start + 2000]
        )
    seconds = time.perf_counter() - started
    await owner.close()
    return seconds


def measure(rows: int = ROWS, many: int = MANY) -> list[Row]:
    """The rows of the table."""
    small, large = messy_file(rows), messy_file(many)
    with rig() as made:
        headers = register(made)
        made.start_worker()
        client = httpx2.Client(base_url=made.url, headers=headers)
        # one that others have used before: the worker has started, tables have rows and statistics
        load(made, client, make_event(made, headers), messy_file(WARMING).content)
        asyncio.run(analyze(made))
        client.headers.update(register(made, "small@example.com"))
        event_id = make_event(made, dict(client.headers))
        bare = asyncio.run(bare_seconds(made, small.content))
        first = load(made, client, event_id, small.content)
        again = load(made, client, event_id, small.content)
        is_whole = asyncio.run(people_by_party(made, event_id)) == small.parties
        # another organization, which knows none of them
        client.headers.update(register(made, "killed@example.com"))
        event_id = make_event(made, dict(client.headers))
        task = send(client, event_id, small.content, dry_run=False)
        between = asyncio.run(kill_on_the_way(made, event_id))
        started = time.perf_counter()
        resumed = wait_for_task(client, task["task_id"])
        resuming = time.perf_counter() - started
        whole = asyncio.run(people_by_party(made, event_id))
        client.headers.update(register(made, "large@example.com"))
        event_id = make_event(made, dict(client.headers))
        bare_many = asyncio.run(bare_seconds(made, large.content))
        big = load(made, client, event_id, large.content)
        client.close()
    halves = sum(people != small.parties[party] for party, people in between.items())
    halves += sum(people != small.parties[party] for party, people in whole.items())
    is_right = (
        is_whole and first.is_as_previewed and first.result["created"] == small.people
        and first.result["errors_total"] == small.bad and first.result["repeated"] == small.repeated
    )  # fmt: skip
    is_resumed = (
        0 < between.total() < small.people
        and whole == small.parties
        and all(resumed[name] == first.result[name] for name in SAME)
    )
    api, worker = big.api_growth / 2**20, big.worker_growth / 2**20
    return [
        Row(
            f"{rows:,} rows, {small.bad:,} bad, {small.repeated:,} repeated: preview",
            f"{first.preview_seconds:.2f} s, {first.preview_seconds / bare:.1f} times a bare insert",
            "≤ 5 s", first.preview_seconds <= 5,
        ),
        Row(
            "the same: commit",
            f"{first.commit_seconds:.2f} s, {first.commit_seconds / bare:.1f} times a bare insert",
            "≤ 10 s", first.commit_seconds <= 10,
        ),
        Row(
            "the same: counts of the preview and of the run",
            "equal" if is_right else f"{first.preview} and {first.result}"[:300],
            "equal", is_right,
        ),
        Row(
            "the same file again", f"{again.result['created']} new, {again.result['updated']} changed",
            "0 new", again.result["created"] == 0 == again.preview["created"],
        ),
        Row(
            "the same, worker killed on the way",
            f"{between.total():,} people before, {whole.total():,} after, {halves} half parties,"
            f" {resuming:.1f} s",
            "resumes, 0 half parties", is_resumed and halves == 0,
        ),
        Row(
            f"{many:,} such rows: upload, preview, commit",
            f"{big.seconds:.1f} s ({big.preview_seconds:.1f} + {big.commit_seconds:.1f}),"
            f" {big.seconds / bare_many:.1f} times a bare insert",
            "≤ 60 s", big.seconds <= 60 and big.is_as_previewed,
        ),
        Row(
            "growth of memory meanwhile: API, worker", f"{api:.0f} MB, {worker:.0f} MB",
            "≤ 250 MB", max(api, worker) <= 250,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
