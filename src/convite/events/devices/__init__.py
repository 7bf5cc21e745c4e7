"""Door devices: phones or readers that scan with their own revocable key instead of a login.

Table `devices`, which keeps a hash of the key. See ADR 0012.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "devices": Table(not_cloned="a scanner's key opens one event"),
    }
)
