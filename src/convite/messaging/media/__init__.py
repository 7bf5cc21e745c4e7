"""Pictures, documents and recordings that guests send by WhatsApp, kept as files.

Table `message_files`. The provider has them for some days only: a job fetches each at once.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "message_files": Table(
            not_cloned="a copy starts without guests",
            erase=("name",),
            about=(
                "message_id IN (SELECT id FROM messages"
                " WHERE guest_id = ANY ({guests}) OR invitation_id = ANY ({parties}))"
            ),
            erases_rows=True,
            erased_file="key",
            export=("kind", "name", "content_type", "size", "created_at"),
        ),
    }
)
