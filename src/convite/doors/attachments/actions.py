"""Writes of attachments."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from convite.core.database import Database
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict
from convite.doors.attachments.facts import FileAttached
from convite.doors.attachments.models import Attachment
from convite.doors.attachments.queries import count_of_party, ids_in
from convite.doors.attachments.rules import MAX_FILES, checked_file
from convite.doors.invitations.models import Invitation
from convite.gateways.storage import storage
from convite.room.attendees.models import Attendee


async def attach(
    tx: Tx, actor: Actor, invitation: Invitation, name: str, content: bytes
) -> Attachment:
    """Stores a file of a party; an answer may then refer to it.

    Raises:
        Invalid: it can't be used; the message says why.
        Conflict: the party has too many.
    """
    if await count_of_party(tx, invitation.id) >= MAX_FILES:
        english = f"You can attach at most {MAX_FILES} files. Ask your host what to do."
        raise Conflict(english, name="too-many-files").with_text(most=MAX_FILES)
    checked = await asyncio.to_thread(checked_file, name, content)
    row = Attachment(
        id=new_id(),
        organization_id=invitation.organization_id,
        event_id=invitation.event_id,
        invitation_id=invitation.id,
        key=await storage().put(checked.content),
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
    )
    tx.add(row)
    await tx.flush()
    await record(tx, actor, FileAttached.of(row))
    await tx.refresh(row)
    return row


#: Whoever stays in the party and answers with the file too keeps it.
MOVED = text("""
UPDATE attachments SET invitation_id = :target
FROM (SELECT array_agg(id::text) AS keys FROM questions
      WHERE owner_kind = 'event' AND event_id = :event AND kind = 'file') asked
WHERE attachments.event_id = :event AND attachments.invitation_id <> :target
  AND EXISTS (SELECT 1 FROM attendees a, unnest(asked.keys) key
              WHERE a.id = ANY(:people) AND a.answers ->> key = attachments.id::text)
  AND attachments.id = ANY(:files)
  AND NOT EXISTS (SELECT 1 FROM attendees a, unnest(asked.keys) key
                  WHERE a.invitation_id = attachments.invitation_id AND a.status <> 'canceled'
                    AND a.answers ->> key = attachments.id::text)
""")


async def move_files(tx: Tx, people: Sequence[Attendee], target: Invitation) -> None:
    """Gives a party the files with which those who were moved to it answer."""
    files = ids_in(said for one in people for said in one.answers.values())
    if not files:
        return
    await tx.flush()
    await tx.execute(
        MOVED,
        {
            "target": target.id,
            "event": target.event_id,
            "people": [one.id for one in people],
            "files": files,
        },
    )


# Of answers that were replaced or never sent. An answer is found among the party's people wherever
# they were moved since, by the event. Index: attendees_sort_key_index.
UNUSED = """
DELETE FROM attachments WHERE id IN (
  SELECT f.id FROM attachments f WHERE f.created_at < now() - interval '1 day' AND NOT EXISTS (
    SELECT 1 FROM attendees a, LATERAL jsonb_each_text(a.answers) said
    WHERE a.event_id = f.event_id AND said.value = f.id::text)
  LIMIT $1)
RETURNING key
"""


async def remove_unused(system: Database, most: int) -> list[UUID]:
    """Removes up to so many files that no answer refers to, with their bytes; returns their keys."""
    rows = await system.pool.fetch(UNUSED, most)
    for row in rows:
        await storage().delete(row["key"])
    return [row["key"] for row in rows]
