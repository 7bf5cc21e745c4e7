"""Files of events and people: uploaded pictures, checked, re-encoded, and served by permission.

Tables: `files`. It only knows a picture's purpose, not its use.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "files": Table(
            not_cloned="a copied plan brings its picture along",
            erase=("name",),
            not_erased=(
                "pictures of the event, uploaded by its team; an account takes its own along, and guests'"
                " photos go after their rows of the wall"
            ),
            export=("name", "content_type", "size", "created_at"),
        ),
    }
)
