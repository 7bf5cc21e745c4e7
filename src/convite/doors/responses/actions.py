"""Writes of invitations that were replied to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.prepared import refresh_values
from convite.doors.invitations.facts import GuestWrote, InvitationUpdated, PartyAnswered
from convite.doors.invitations.models import Invitation


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """That a party replied: who did, and what they wrote to the host."""

    actor: Actor
    invitation_id: UUID
    message: str | None = None
    request_id: UUID | None = None


# A party's message is kept if a reply has none. Statuses are derived by trigger, before this runs.
MARK_ANSWERED = """
UPDATE invitations i SET responded_at = now(),
  opened_at = CASE WHEN w.is_own THEN coalesce(i.opened_at, now()) ELSE i.opened_at END,
  reply = coalesce(w.reply, i.reply), updated_at = now()
FROM unnest($1::uuid[], $2::text[], $3::bool[]) AS w (id, reply, is_own) WHERE i.id = w.id
RETURNING i.id, i.label, i.status, i.version, i.responded_at, i.opened_at, i.reply, i.updated_at
"""


async def mark_answered(
    tx: Tx, responses: Sequence[Response], invitations: Mapping[UUID, Invitation]
) -> None:
    """Marks invitations as answered; stores guests' messages.

    A guest's own reply also marks the invitation as opened; one that the team notes doesn't.
    """
    if not responses:
        return
    await tx.flush_changes()
    messages = [one.message if one.actor.kind == "guest" else None for one in responses]
    ids = [one.invitation_id for one in responses]
    are_own = [one.actor.kind == "guest" for one in responses]
    marked = await tx.driver.fetch(MARK_ANSWERED, ids, messages, are_own)
    rows = {row["id"]: row for row in marked}
    for reply, text in zip(responses, messages, strict=True):
        tx.trace.request_id = reply.request_id
        invitation = invitations[reply.invitation_id]
        # a form that is sent again, or that keeps what was written before, says nothing new
        is_new = text is not None and text not in ("", invitation.reply)
        refresh_values(invitation, dict(rows[invitation.id]))
        await record(tx, reply.actor, InvitationUpdated.of(invitation))
        if reply.actor.kind == "guest":
            await record(tx, reply.actor, PartyAnswered.of(invitation))
        if is_new:
            await record(tx, reply.actor, GuestWrote.of(invitation, text=text))


async def mark_one_answered(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks an invitation as answered by a choice of seats."""
    response = Response(actor=actor, invitation_id=invitation.id, request_id=tx.trace.request_id)
    await mark_answered(tx, [response], {invitation.id: invitation})
