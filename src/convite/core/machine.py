"""States: the only writers of a status. Allowed moves are data beside the table.

What moved where, by whom and why stands in the log and is read from the view `state_transitions`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx, locked
from convite.core.log import Actor, Fact, record
from convite.core.problems import NotFound, WrongState

#: State → the states one may go to from there.
Transitions = Mapping[str, frozenset[str]]


class Stateful(Protocol):
    """A table with a status and its transition table."""

    id: Any
    status: Any
    TRANSITIONS: Transitions


def sources(transitions: Transitions, to: str) -> list[str]:
    """The states from which one may go to `to`."""
    return [state for state, allowed in transitions.items() if to in allowed]


async def move_many(tx: Tx, model: type[Any], ids: Sequence[UUID], to: str) -> list[UUID]:
    """Moves those of `ids` that may go to `to`, in one UPDATE; returns which were moved.

    The caller records their facts, each with `changes={"status": (before, to)}`.
    """
    values: dict[str, Any] = {"status": to, "updated_at": func.now()}
    if hasattr(model, "version"):
        values["version"] = model.version + 1
    await tx.flush()
    moved = await tx.execute(
        update(model)
        .where(model.id.in_(ids), model.status.in_(sources(model.TRANSITIONS, to)))
        .values(**values)
        .returning(model.id)
        .execution_options(synchronize_session=False)
    )
    return list(moved.scalars())


async def move(tx: Tx, actor: Actor, row: Any, to: str, fact: type[Fact], **values: Any) -> None:
    """Moves one row, reads it again, and records the fact about it with the change of its status.

    `values` are fields of the fact that the row doesn't have: a `reason`, say.

    Raises:
        NotFound: it is no longer there.
        WrongState: it may not go there from where it is; carries `current_status`.
    """
    if not await move_if_allowed(tx, actor, row, to, fact, **values):
        raise WrongState(
            f"It's {row.status} and can't be changed to {to}.", current_status=row.status
        )


async def move_if_allowed(
    tx: Tx, actor: Actor, row: Any, to: str, fact: type[Fact], **values: Any
) -> bool:
    """The same where a row that may not go there stays as it is; says whether it went.

    Raises:
        NotFound: it is no longer there.
    """
    model = type(row)
    await tx.flush()
    found = await tx.execute(locked(select(model.status).where(model.id == row.id)))
    before = found.scalar_one_or_none()
    if before is None:
        raise NotFound
    moved = bool(await move_many(tx, model, [row.id], to))
    await tx.refresh(row)
    if moved:
        await record(tx, actor, fact.of(row, changes={"status": (before, to)}, **values))
    return moved
