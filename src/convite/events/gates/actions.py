"""Writes of gates."""

from typing import Any

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.gates.facts import GateAdded, GateChanged, GateRemoved
from convite.events.gates.models import Gate
from convite.events.gates.queries import MAX_GATES, gates_of
from convite.events.gates.schemas import GateFields


async def add_gate(tx: Tx, actor: Actor, event: Event, body: GateFields) -> Gate:
    """Adds a gate to the event.

    Raises:
        Conflict: the name is taken, or there are too many gates.
    """
    if len(await gates_of(tx, event.id)) >= MAX_GATES:
        raise Conflict(f"An event can have at most {MAX_GATES} gates.", name="too-many-gates")
    gate = Gate(
        id=new_id(), organization_id=event.organization_id, event_id=event.id, **body.model_dump()
    )
    tx.add(gate)
    await tx.flush()
    fact = GateAdded.of(gate, gate=gate.name)
    await record(tx, actor, fact)
    return gate


async def change_gate(tx: Tx, actor: Actor, gate: Gate, values: dict[str, Any]) -> Gate:
    """Changes a gate; earlier scans keep its previous name.

    Raises:
        Conflict: the event has another gate with that name.
    """
    changed = patch(gate, values)
    if changed:
        await tx.flush()
        fact = GateChanged.of(gate, gate=gate.name, changes=changed)
        await record(tx, actor, fact)
    return gate


async def remove_gate(tx: Tx, actor: Actor, gate: Gate) -> None:
    """Removes a gate; its devices are left without one."""
    fact = GateRemoved.of(gate, gate=gate.name)
    await record(tx, actor, fact)
    await tx.delete(gate)
    await tx.flush()


async def copy_gates(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies gates to a duplicated event; devices aren't copied, because their keys are for one event."""
    for gate in await gates_of(tx, source.id):
        values = {name: getattr(gate, name) for name in GateFields.model_fields}
        tx.add(
            Gate(id=new_id(), organization_id=target.organization_id, event_id=target.id, **values)
        )
    await tx.flush()
