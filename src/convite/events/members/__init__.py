"""Who runs an event: its members, their roles, and what each role may.

Table `event_members`; the names of rights and the roles that hold them, as data. Refuses to know the
event itself: an event's id and tenant are all it is given, so that `event` can build its access on it.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "event_members": Table(
            erase=("email", "display_name"),
            export=("email", "display_name", "role", "status", "assigned_at"),
        ),
    }
)
