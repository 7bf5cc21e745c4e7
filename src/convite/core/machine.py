"""State machines: the only code that writes a status. Allowed transitions are declared with the table.

Every transition, its actor and reason are in the log; the view `state_transitions` lists them.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx, locked
from convite.core.log import Actor, Fact, record
from convite.core.problems import NotFound, WrongState

#: State → the states it can change to.
Transitions = Mapping[str, frozenset[str]]


def sources(transitions: Transitions, to: str) -> list[str]:
    """The states that can change to `to`."""
    return [state for state, allowed in transitions.items() if to in allowed]


async def move_many(tx: Tx, model: type[Any], ids: Sequence[UUID], to: str) -> list[UUID]:
    """Moves the rows of `ids` that can change to `to` in one UPDATE; returns the moved ones.

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
    """Moves one row, reloads it, and records the fact with its change of status.

    `values` are fields of the fact that the row doesn't have, such as a `reason`.

    Raises:
        NotFound: the row no longer exists.
        WrongState: the transition isn't allowed; carries `current_status`.
    """
    if not await move_if_allowed(tx, actor, row, to, fact, **values):
        raise wrong_state(row, to)


def wrong_state(row: Any, to: str) -> WrongState:
    """The problem of a row whose status can't change to `to`; carries its `current_status`."""
    text = f"It's {row.status} and can't be changed to {to}."
    return WrongState(text, current_status=row.status)


async def move_if_allowed(
    tx: Tx, actor: Actor, row: Any, to: str, fact: type[Fact], **values: Any
) -> bool:
    """Like `move`, but leaves the row unchanged if the move isn't allowed; returns whether it moved.

    Raises:
        NotFound: the row no longer exists.
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
