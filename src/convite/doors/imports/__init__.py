"""Files of guests: mapped, looked at, loaded in chunks, undone.

Table `imports`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "imports": Table(erase=("file_name", "result")),
    }
)
