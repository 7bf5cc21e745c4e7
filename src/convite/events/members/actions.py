"""Writes of event members."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.events.members.models import EventMember


def add_first_admin(tx: Tx, user_id: UUID, *, event_id: UUID, organization_id: UUID) -> None:
    """Makes an event's creator its admin; no separate fact, since the event's creation is recorded."""
    tx.add(
        EventMember(
            organization_id=organization_id,
            event_id=event_id,
            user_id=user_id,
            role="admin",
            assigned_by=user_id,
            assigned_at=now(),
        )
    )
