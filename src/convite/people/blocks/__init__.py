"""People who don't want to see each other, nor each other's events.

Table `blocks`. Whoever is blocked isn't told; both are hidden from each other.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"blocks": Table(export=("blocked_user_id",))})
