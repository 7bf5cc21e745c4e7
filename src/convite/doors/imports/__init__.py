"""Guest imports: column mapping, preview, chunked loading, undo.

Table `imports`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "imports": Table(
            not_cloned="its guests stay with the event they were imported for",
            erase=("file_name", "result"),
        ),
    }
)
