"""The event, its lifecycle, and access to it.

Table `events`; the access dependencies of every event-scoped route. Doesn't know the guests.
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
                "latitude",
                "longitude",
                "interests",
                "country",
                "approval",
                "capacity",
                "status",
            )
        ),
    }
)
