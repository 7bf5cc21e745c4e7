"""Files that guests attach to their answers: pictures, which are re-encoded, and PDFs.

Tables: `attachments`. An answer to a question of kind `file` is the id of one.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "attachments": Table(
            not_cloned="a copy starts without guests",
            erase=("name",),
            about="invitation_id = ANY ({parties}) OR id = ANY ({files})",
            erases_rows=True,
            erased_file="key",
            export=("name", "content_type", "size", "created_at"),
        ),
    }
)
