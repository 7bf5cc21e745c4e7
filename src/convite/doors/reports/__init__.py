"""Reports of events and people to the platform's admins; what these do is in `doors/moderation`.

Table `reports`. Whoever is reported never learns by whom: the rows belong to no tenant, and their facts
stand in the stream of whoever reported.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "reports": Table(
            not_cloned="they are about the event as it was",
            export=("event_id", "reported_user_id", "reason", "text", "status", "created_at"),
        ),
    }
)
