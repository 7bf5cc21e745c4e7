"""Finding public events: by interest, mood, date, distance and text, and what is recommended to whom.

Table `public_events`, a projection of the events that anybody may find, which the database keeps in step.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "public_events": Table(
            not_cloned="a copy is a draft, which nobody finds",
            public=(
                "event_id",
                "host_user_id",
                "slug",
                "title",
                "locale",
                "translations",
                "mood",
                "timezone",
                "starts_at",
                "ends_at",
                "venue_text",
                "latitude",
                "longitude",
                "is_online",
                "approval",
                "capacity",
                "hue",
                "interests",
            ),
        ),
    }
)
