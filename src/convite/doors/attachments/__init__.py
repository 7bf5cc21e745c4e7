"""Files that guests attach to their answers: pictures, which are re-encoded, and PDFs.

Tables: `attachments`. An answer to a question of kind `file` is the id of one.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "attachments": Table(
            not_cloned="a copy starts without guests",
            erase=("name",),
            # of a party with others only what nobody's answer refers to any more
            about=(
                "invitation_id = ANY ({parties}) OR (id = ANY ({files}) AND event_id = ANY ({events})"
                " AND NOT EXISTS (SELECT 1 FROM attendees a, LATERAL jsonb_each_text(a.answers) said"
                " WHERE a.event_id = attachments.event_id AND said.value = attachments.id::text))"
            ),
            erases_rows=True,
            erased_file="key",
            export=("name", "content_type", "size", "created_at"),
        ),
    }
)
