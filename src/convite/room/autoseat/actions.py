"""Writes of auto-seating: wishes, the search in its own process, and applying the preview."""

import asyncio
import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from typing import Any
from uuid import UUID

from convite.core.db import Connection, Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, invalid
from convite.core.tasks import Running, Task, result_of, start_task
from convite.events.event.models import Event
from convite.plan.seating.queries import StatusCache
from convite.room.arrangement import rules
from convite.room.arrangement.rules import Greedy, Placement, cost_of, seats_for, spots_of
from convite.room.assignments.actions import Holder
from convite.room.autoseat.facts import WishesChanged
from convite.room.autoseat.models import SeatingWish
from convite.room.autoseat.queries import (
    MAX_PEOPLE,
    MAX_WISHES,
    Unseated,
    active_invitations,
    seats_of_parties,
    unseated,
    wishes,
    wishes_of,
)
from convite.room.autoseat.rules import improve, no_sections
from convite.room.autoseat.schemas import AutoSeat, WishFields
from convite.room.blocks.actions import MapSnapshot, read_snapshot
from convite.room.blocks.queries import LinesCache, MapCaches
from convite.room.moves.actions import move_people
from convite.room.moves.schemas import Move
from convite.room.undo.actions import lock_standings, remember

KIND = "auto_seat"
#: Low priority: the search only uses spare CPU time.
NICE = 10


async def add_wish(tx: Tx, actor: Actor, event: Event, body: WishFields) -> SeatingWish:
    """Adds a wish about how two parties want to sit.

    Raises:
        Invalid: a party isn't an active invitation of this event, or there are too many
            wishes.
        Conflict: these two parties already have a wish.
    """
    first, second = sorted((body.invitation_id, body.other_invitation_id))
    if len(await active_invitations(tx, event.id, [first, second])) < 2:
        english = "Both invitations must belong to this event."
        raise invalid("invitation_id", FieldText(name="wish.parties", english=english))
    if len(await wishes_of(tx, event.id)) >= MAX_WISHES:
        english = f"An event can have at most {MAX_WISHES} seating preferences."
        raise invalid(
            "kind", FieldText(name="wish.most", english=english, values={"most": MAX_WISHES})
        )
    row = SeatingWish(
        organization_id=event.organization_id, event_id=event.id, kind=body.kind,
        invitation_id=first, other_invitation_id=second,
    )  # fmt: skip
    tx.add(row)
    await tx.flush()
    await record_wish_change(tx, actor, row)
    return row


async def remove_wish(tx: Tx, actor: Actor, wish: SeatingWish) -> None:
    """Removes a wish."""
    await record_wish_change(tx, actor, wish)
    await tx.delete(wish)


async def record_wish_change(tx: Tx, actor: Actor, wish: SeatingWish) -> None:
    """Records that a wish was added or removed."""
    fact = WishesChanged.of(wish)
    await record(tx, actor, fact)


async def start(tx: Tx, actor: Actor, event: Event, body: AutoSeat) -> Task:
    """Queues a task that computes an arrangement. Nobody is seated yet."""
    return await start_task(
        tx,
        actor,
        kind=KIND,
        lane="seating",
        organization_id=event.organization_id,
        event_id=event.id,
        parameters=body.model_dump(mode="json"),
    )


@dataclass(frozen=True, kw_only=True)
class SeatingProblem:
    """The arrangement to solve, and the people behind its numbers."""

    task: rules.Task
    #: The members of each party, in order.
    parties: list[list[Unseated]]
    #: The name of each numbered party.
    labels: list[str]
    snapshot: MapSnapshot


async def read_problem(connection: Connection, event_id: UUID, options: AutoSeat) -> SeatingProblem:
    """Reads who needs a seat, which seats are free, and the wishes.

    Raises:
        Conflict: everyone has a seat, or there are too many people to seat at once.
        Invalid: the plan doesn't have one of the sections.
    """
    statuses = ["going", "pending"] if options.include_pending else ["going"]
    people = await unseated(connection, event_id, statuses)
    if not people:
        if options.include_pending:
            raise Conflict("Nobody on the list is without a seat.", name="nobody-unseated")
        everyone = (
            "Everyone who's coming has a seat. Include guests who haven't replied to seat them too."
        )
        raise Conflict(everyone, name="nobody-unseated").with_text("coming")
    if len(people) > MAX_PEOPLE:
        limit = Conflict(f"At most {MAX_PEOPLE} people can be seated at once.", name="too-many")
        raise limit.with_text("people", most=MAX_PEOPLE)
    map_caches = MapCaches(states=StatusCache(), lines=LinesCache())
    snapshot = await read_snapshot(connection, event_id, map_caches)
    spots, beside = spots_of(snapshot.lines, bytes(snapshot.guests))
    if options.sections is not None:
        known = {run.section for run in snapshot.lines.runs}
        if not set(options.sections) <= known:
            raise invalid("sections", no_sections(known))
        spots = [s for s in spots if snapshot.lines.runs[s.line].section in options.sections]
    rows = await wishes(connection, event_id)
    named = {row[side] for row in rows for side in ("invitation_id", "other_invitation_id")}
    sitting = await seats_of_parties(connection, event_id, [*named])
    return build_problem(snapshot, (spots, beside), people, rows, sitting)


def build_problem(
    snapshot: MapSnapshot,
    places: tuple[list[rules.Spot], dict[int, set[int]]],
    people: Sequence[Unseated],
    rows: Sequence[Any],
    sitting: dict[UUID, list[UUID]],
) -> SeatingProblem:
    """Converts the rows to a numbered task. Already seated parties come after the others."""
    parties: dict[UUID, list[Unseated]] = {}
    for one in people:
        parties.setdefault(one.party, []).append(one)
    keys = [*parties, *(key for key in sitting if key not in parties)]
    number = {key: place for place, key in enumerate(keys)}
    labels = {one.party: one.label for one in people}
    labels |= {row["invitation_id"]: row["label"] for row in rows}
    labels |= {row["other_invitation_id"]: row["other_label"] for row in rows}
    pairs: dict[str, list[tuple[int, int]]] = {"together": [], "apart": []}
    for row in rows:
        one, other = row["invitation_id"], row["other_invitation_id"]
        if one in number and other in number:
            pairs[row["kind"]].append((number[one], number[other]))
    lines, index = snapshot.lines.runs, snapshot.lines.index
    line_at = {at: n for n, run in enumerate(lines) for at in range(run.start, run.end)}
    task = rules.Task(
        sizes=[len(party) for party in parties.values()],
        spots=places[0],
        beside=places[1],
        together=pairs["together"],
        apart=pairs["apart"],
        fixed={
            number[key]: {line_at[index[seat]] for seat in seats if seat in index}
            for key, seats in sitting.items()
        },
    )
    named = [labels[key] for key in keys]
    return SeatingProblem(
        task=task, parties=list(parties.values()), labels=named, snapshot=snapshot
    )


async def arrange(running: Running) -> dict[str, Any]:
    """Runs the whole task: reads, builds a greedy arrangement, improves it, returns a preview."""
    assert running.event_id is not None
    options = AutoSeat(**running.parameters)
    async with running.database.desk(running.organization_id) as connection:
        problem = await read_problem(connection, running.event_id, options)
    first = await asyncio.to_thread(Greedy(problem.task).run)
    best = await run_search(running, problem.task, first, options.seconds)
    return build_preview(problem, first, best)


async def run_search(
    running: Running, task: rules.Task, first: Placement, seconds: int
) -> Placement:
    """Runs the search in its own process, reporting progress every second.

    Terminates the process when the task is canceled.

    Raises:
        TaskCanceled: the task was canceled.
        ChildProcessError: the process died; the job is retried.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=search, args=(sender, task, first, seconds), daemon=True)
    process.start()
    sender.close()
    try:
        for second in range(2 * seconds + 60):
            while await asyncio.to_thread(receiver.poll, 1.0):
                kind, value = await asyncio.to_thread(receive, receiver)
                if kind == "done":
                    return value  # type: ignore[no-any-return]
            await running.report(min(second, seconds), seconds)
        raise ChildProcessError("the search didn't end")
    finally:
        process.terminate()
        await asyncio.to_thread(process.join, 10)
        receiver.close()


def receive(pipe: Pipe) -> tuple[str, Any]:
    """Returns the next message from the search process."""
    try:
        message: tuple[str, Any] = pipe.recv()
    except EOFError:
        raise ChildProcessError("the search died") from None
    return message


def search(pipe: Pipe, task: rules.Task, first: Placement, seconds: int) -> None:
    """Entry point of the search process."""
    os.nice(NICE)
    best = improve(task, first, float(seconds), lambda cost: pipe.send(("gain", cost)))
    pipe.send(("done", best))


def build_preview(problem: SeatingProblem, first: Placement, best: Placement) -> dict[str, Any]:
    """Builds the preview: who would sit where, and which wishes couldn't be met."""
    task, snapshot = problem.task, problem.snapshot
    seats = seats_for(task, best)
    placed = [
        {
            "attendee_id": str(person.id), "name": person.name, "party": person.label,
            "seat_id": str(snapshot.lines.ids[at]),
        }
        for party, people in enumerate(problem.parties)
        for person, at in zip(people, seats.get(party, []), strict=False)
    ]  # fmt: skip
    return {
        "seats": placed,
        "unmet": list_unmet(problem, best),
        "people": sum(task.sizes),
        "cost": cost_of(task, best),
        "first_cost": cost_of(task, first),
    }


def list_unmet(problem: SeatingProblem, best: Placement) -> list[dict[str, Any]]:
    """Lists what couldn't be met, by party."""
    task, labels = problem.task, problem.labels
    missed = rules.unmet_wishes(task, best)
    entries: list[dict[str, Any]] = [
        {"kind": kind, "parties": [labels[one], labels[other]]}
        for kind, pairs in missed.items()
        for one, other in pairs
    ]
    for party, size in enumerate(task.sizes):
        parts = best.get(party, {})
        seated = sum(parts.values())
        if seated < size:
            entries.append(
                {"kind": "unseated", "parties": [labels[party]], "people": size - seated}
            )
        elif len(parts) > 1:
            entries.append({"kind": "split", "parties": [labels[party]], "pieces": len(parts)})
    return entries


async def apply_preview(
    tx: Tx, actor: Actor, event: Event, task: Task, holder: Holder
) -> tuple[int, UUID]:
    """Seats everyone as previewed, all or none. Returns how many, and the batch by which to undo it.

    Raises:
        Held, Conflict: a seat was taken in the meantime, or the preview isn't ready.
        NotFound: someone is no longer on the list.
    """
    moves = preview_moves(result_of(task)["seats"])
    before = await lock_standings(tx, event.id, [move.attendee_id for move in moves])
    await move_people(tx, actor, event, moves, holder)
    return len(moves), await remember(tx, event, "seated", before)


def preview_moves(seats: Sequence[dict[str, Any]]) -> list[Move]:
    """Returns the preview's seats as moves."""
    return [Move(attendee_id=one["attendee_id"], seat_id=one["seat_id"]) for one in seats]
