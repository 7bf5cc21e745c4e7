"""The event, its lifecycle, and who may do what with it.

Tables `events`, `event_members`; the access dependencies of every event-scoped route. Refuses to know
who comes.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "events": Table(
            public=(
                "slug",
                "title",
                "description",
                "locale",
                "translations",
                "mood",
                "timezone",
                "starts_at",
                "ends_at",
                "venue_text",
                "country",
                "status",
            )
        ),
        "event_members": Table(
            erase=("email", "display_name"),
            export=("email", "display_name", "role", "status", "assigned_at"),
        ),
    }
)
