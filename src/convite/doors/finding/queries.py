"""Queries of invitations by a guest's contact, in all organizations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Tx
from convite.doors.finding.rules import Contact

FOUND = "SELECT * FROM invitations_by_contact($1, $2)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A guest with such a contact, and an invitation of theirs to an event that isn't over."""

    organization_id: UUID
    event_id: UUID
    invitation_id: UUID
    guest_id: UUID
    name: str
    label: str


async def candidates(tx: Tx, contact: Contact) -> Sequence[Candidate]:
    """The guests with this e-mail or phone who are invited. Served by indexes on either."""
    rows = await tx.driver.fetch(FOUND, contact.email, contact.phone)
    return [Candidate(**dict(row)) for row in rows]
