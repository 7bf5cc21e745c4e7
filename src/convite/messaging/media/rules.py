"""Names and types of what people send. Pure functions."""

import mimetypes
import re

#: Largest file that is kept, in bytes: WhatsApp's own limit for all but documents.
MAX_BYTES = 16 << 20
TYPE = re.compile(r"^[a-z]+/[a-z0-9.+-]{1,100}$")
ANY_TYPE = "application/octet-stream"


def clean_type(text: str) -> str:
    """A content type without its parameters; `ANY_TYPE` if it isn't one."""
    kind = text.split(";", maxsplit=1)[0].strip().lower()
    return kind if TYPE.match(kind) else ANY_TYPE


def clean_name(name: str, kind: str, content_type: str) -> str:
    """A name to save a file under: its own without a path, else its kind with an ending."""
    known = name.replace("\\", "/").rpartition("/")[2].strip().lstrip(".")[:150]
    return known or f"{kind}{mimetypes.guess_extension(content_type) or ''}"
