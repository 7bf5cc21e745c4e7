"""What people care about: the list that admins keep, and everybody's own choice from it.

Tables `interests`, `profile_interests`. What events are about is in `events.interests`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "interests": Table(public=("name", "slug", "description", "translations")),
        "profile_interests": Table(export=("interest_id",)),
    }
)
