"""Writes of who runs an event."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.events.members.models import EventMember, Role


def add_first_admin(tx: Tx, user_id: UUID, *, event_id: UUID, organization_id: UUID) -> None:
    """Whoever makes an event becomes its admin; that the event was made is told by its own fact."""
    tx.add(
        EventMember(
            organization_id=organization_id,
            event_id=event_id,
            user_id=user_id,
            role=Role.ADMIN,
            assigned_by=user_id,
            assigned_at=now(),
        )
    )
