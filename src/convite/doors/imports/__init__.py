"""Guest imports: column mapping, preview, chunked loading, undo.

Table `imports`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "imports": Table(
            not_cloned="its guests stay with the event they were imported for",
            erase=("file_name", "result"),
            # files of lists that the person was on, and of the import that brought them
            about=(
                "status NOT IN ('looked_at', 'running') AND (event_id = ANY ({events}) OR id IN"
                " (SELECT import_id FROM guests WHERE id = ANY ({guests})))"
            ),
            erased_file="file_key",
        ),
    }
)
