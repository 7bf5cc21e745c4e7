"""The wall of an event: comments and photos of those who come, seen by them and the team alone.

Tables `comments` and `wall_photos`. Whoever comes writes with an account or by the link of their party; the
host chooses what there is, and whether the team looks at it before the others do. What the team deletes is
kept for a day, in which it can be undone; what its author deletes is gone.
"""

from convite.core.parts import FileAccess, Part, Purpose, Table

PART = Part(
    tables={
        "comments": Table(
            not_cloned="nobody has written on a copy's wall",
            erase=("text",),
            # what others wrote about them as well
            about=(
                "attendee_id = ANY ({attendees})"
                " OR (event_id = ANY ({events}) AND text ~* ANY ({words}))"
            ),
            erases_rows=True,
            export=("text", "status", "created_at"),
        ),
        "wall_photos": Table(
            not_cloned="as comments",
            erase=("file_id",),
            about="attendee_id = ANY ({attendees})",
            erases_rows=True,
            export=("file_id", "status", "created_at"),
        ),
    },
    purposes=(
        Purpose(
            name="wall_photo",
            max_bytes=20 << 20,
            kinds=("PNG", "JPEG", "WebP", "HEIC"),
            # others see them on the wall's own pages, which ask whether they come
            access=FileAccess(upload="edit_event", download="view_event"),
            widths=(320, 800, 1600),
        ),
    ),
)
