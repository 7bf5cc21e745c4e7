"""One person on one event's list.

Table `attendees`. Of the door an attendee came through, it stores only the name.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "attendees": Table(
            not_cloned="a copy starts without guests",
            erase=("side", "notes", "answers", "sort_key", "party_sort_key"),
            not_erased="cleared at once, by doors/erasure",
            export=(
                "side",
                "notes",
                "answers",
                "status",
                "attendance",
                "checked_in_at",
                "checked_out_at",
                "responded_at",
                "created_at",
            ),
            merge="actions.move_attendees",
            unmerge="actions.move_attendees_back",
        ),
    }
)
