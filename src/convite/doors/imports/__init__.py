"""Guest imports: column mapping, preview, chunked loading, undo.

Table `imports`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "imports": Table(
            not_cloned="its guests stay with the event they were imported for",
            erase=("file_name", "result"),
            # nobody can tell which files name the person: also one in which they were known already
            about="organization_id = {organization} AND file_name <> ''",
            under_way="status = 'running'",
            erased_file="file_key",
        ),
    }
)
