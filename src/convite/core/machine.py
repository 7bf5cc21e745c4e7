"""States: the only writers of a status. Allowed moves are data beside the enum."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.db import Tx
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
    """Moves those of `ids` that may go to `to`, in one UPDATE; returns which were moved."""
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


async def move(tx: Tx, model: type[Any], key: UUID, to: str) -> None:
    """Moves one row.

    Raises:
        NotFound: there is no such row.
        WrongState: it may not go there from where it is; carries `current_status`.
    """
    if await move_many(tx, model, [key], to):
        return
    current = (await tx.execute(select(model.status).where(model.id == key))).scalar_one_or_none()
    if current is None:
        raise NotFound
    raise WrongState(f"It is {current} and can't become {to}.", current_status=current)
