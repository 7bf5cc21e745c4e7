"""Check-in and check-out. Table `checkins`, an append-only log of scans; presence is derived from
it.

Each part of an event has a door of its own, and so has the event as a whole. Whether somebody is in
already is judged by the last scan at the same door, so that whoever came to the ceremony can come to
the dinner, and whoever came on the first day can come on the second. A scan out at the event's own
door is out of every part. The event as a whole counts scans at all doors: the first arrival anywhere
checks somebody in, and the last scan anywhere says whether they are inside.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "checkins": Table(
            not_cloned="a copy starts without guests",
            erase=("location",),
            not_erased="no scan stores its place yet",
            export=("direction", "method", "gate", "at", "location"),
        ),
    }
)
