"""HTTP routes of messages' files."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from starlette.responses import StreamingResponse

from convite.core.problems import NotFound
from convite.core.request import Read
from convite.events.event.policy import EventAccess, object_access
from convite.gateways.storage import Missing, storage
from convite.messaging.media.queries import file_of

router = APIRouter(prefix="/api", tags=["Messages"])

See = Annotated[EventAccess, Depends(object_access("message", "message_id", "see_contacts"))]


@router.get("/messages/{message_id}/files/{message_file_id}", response_class=Response)
async def message_file(message_id: UUID, message_file_id: UUID, _access: See, tx: Read) -> Response:
    """A file that a guest sent with a message, to be saved."""
    row, key = await file_of(tx, message_id, message_file_id)
    try:
        content = await storage().open(key)
    except Missing:
        raise NotFound from None
    headers = {
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; sandbox",
        "content-disposition": f"attachment; filename*=UTF-8''{quote(row.name, safe='')}",
        "content-length": str(row.size),
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(content, headers=headers, media_type=row.content_type)
