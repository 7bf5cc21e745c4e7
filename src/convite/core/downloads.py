"""Files of strangers, served so that a browser only ever saves them."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse


def as_download(
    content: AsyncIterator[bytes], *, name: str, size: int, content_type: str
) -> Response:
    """The file, to be saved: what a stranger sent isn't opened on this address. `size` is in bytes."""
    headers = {
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-length": str(size),
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(content, headers=headers, media_type=content_type)
