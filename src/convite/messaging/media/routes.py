"""HTTP routes of messages' files."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from convite.core.downloads import as_download
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
    return as_download(content, name=row.name, size=row.size, content_type=row.content_type)
