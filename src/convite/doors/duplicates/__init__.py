"""Likely duplicate guests: detected on an event's list, merged in the address book.

Tables `merges`, `merged_pairs`: what was merged, to be undone within a day. It never merges on its own: it
only suggests, and a person decides.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "merges": Table(),
        "merged_pairs": Table(
            erase=("changed", "moved"),
            about="keep = ANY ({guests}) OR remove = ANY ({guests})",
            erases_rows=True,
        ),
    }
)
