"""Files of an event: pictures that people upload, judged, made anew, and given out to who may see them.

Tables: `files`. It refuses to know what a picture is used for beyond its purpose.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "files": Table(erase=("name",), export=("name", "content_type", "size", "created_at")),
    }
)
