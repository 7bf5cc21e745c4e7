"""Scans that were made without the network and arrive later: stored first, judged after.

Table `queued_scans`: each as it arrived, and what was said of it.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "queued_scans": Table(erase=("body",)),
    }
)
