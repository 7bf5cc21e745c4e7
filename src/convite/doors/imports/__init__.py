"""Guest imports: column mapping, preview, chunked loading, undo.

Table `imports`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "imports": Table(erase=("file_name", "result")),
    }
)
