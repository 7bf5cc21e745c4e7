"""The event, its lifecycle, and how a request comes to it.

Table `events`; the access dependencies of every event-scoped route. Refuses to know who comes.
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
    }
)
