"""What scans at the door without a log-in: a phone or reader with a key of its own, revocable.

Table `devices`, which keeps a hash of the key. See ADR 0012.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "devices": Table(),
    }
)
