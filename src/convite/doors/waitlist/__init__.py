"""Waiting lists: accounts that wait for places at a full event, and timed offers of freed ones.

Table `waitlist_entries`. An offer holds its places in the event's pool until it is taken, given back or
runs out; then they go to the next in line. Freed places are found by looking at the pools, not by whoever
frees them: so none is forgotten, whatever freed it and whenever a process ended.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "waitlist_entries": Table(
            not_cloned="a copy starts without guests",
            erase=("name", "message", "offer_reason"),
            about="invitation_id = ANY ({parties})",
            export=("places", "status", "message", "offered_at", "expires_at", "created_at"),
        ),
    }
)
