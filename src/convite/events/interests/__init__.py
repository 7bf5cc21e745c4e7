"""What events are about.

Table `event_interests`, which the database keeps in step with the list of the event's own row.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "event_interests": Table(
            not_cloned="a trigger follows the interests of the copied event",
            public=("interest_id",),
        ),
    }
)
