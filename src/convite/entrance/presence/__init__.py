"""Who is inside, derived from all scans: late, undone and conflicting ones included.

Table `checkin_conflicts`: what a supervisor has to look at.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "checkin_conflicts": Table(
            not_cloned="a copy starts without guests",
            erase=("note",),
            about="attendee_id = ANY ({attendees})",
            export=("kind", "note", "created_at"),
        ),
    }
)
