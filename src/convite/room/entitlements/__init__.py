"""What people come to: their answers for each part of the event they are invited to.

Table `entitlements`. The database asks newcomers, counts places and follows a status that was written
without parts; here replies to parts are judged and stored.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "entitlements": Table(
            not_cloned="a copy starts without guests", export=("scope", "part_id", "state")
        ),
    }
)
