"""HTTP routes of files: upload and download."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from convite.core.bodies import id_field, read_upload
from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.parts import purposes
from convite.core.problems import FieldText, NotFound
from convite.core.request import CurrentCaller, LoggedIn, Read, Write
from convite.events.event.policy import EventAccess, enter_event, object_access
from convite.events.files.actions import add_picture
from convite.events.files.models import File
from convite.events.files.queries import file_by_id
from convite.events.files.schemas import FileOut
from convite.gateways.storage import Missing, storage

router = APIRouter(prefix="/api", tags=["Files"], route_class=KeyedRoute)

#: The purposes that parts declare.
PURPOSES = purposes()
#: The largest file size of any purpose.
MAX_BYTES = max(purpose.max_bytes for purpose in PURPOSES.values())
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "purpose", "event_id"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "purpose": {"enum": list(PURPOSES)},
                        "event_id": {"type": "string", "format": "uuid"},
                    },
                }
            }
        },
    }
}
#: Cached forever, because a picture never changes under its id; a CSP blocks any active content.
SAFE = {
    "cache-control": "private, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
}


def file_out(file: File) -> FileOut:
    """A file with its URL."""
    names = [name for name in FileOut.model_fields if name != "url"]
    values = {name: getattr(file, name) for name in names}
    return FileOut(**values, url=f"/api/files/{file.id}")


@router.post("/files", status_code=201, openapi_extra=FORM)
async def upload(request: Request, who: CurrentCaller, login: LoggedIn, tx: Write) -> FileOut:
    """Uploads a picture of an event (PNG, JPEG, WebP; re-encoded) for a given purpose."""
    await spend(request, "import", str(login.user_id))
    fields = {"purpose": list(PURPOSES), "event_id": None}
    file = await read_upload(request, fields, required={"purpose"}, most=MAX_BYTES + 1)
    purpose = PURPOSES[file.fields["purpose"]]
    ask = FieldText(name="file.event", english="Say for which event the file is.")
    event_id = id_field(file.fields.get("event_id"), "event_id", ask)
    access = await enter_event(tx, who, "event", event_id)
    access.need(purpose.access.upload)
    return file_out(
        await add_picture(
            tx, access.actor, access.event, purpose, file.name or "picture", file.content
        )
    )


#: Anyone with access to the event; the file's purpose may require more.
See = Annotated[EventAccess, Depends(object_access("file", "file_id", "see_seats"))]


@router.get("/files/{file_id}", response_class=Response)
async def download(file_id: UUID, access: See, tx: Read) -> Response:
    """The file itself, for anyone who can see the event's seats."""
    file = await file_by_id(tx, file_id)
    purpose = PURPOSES.get(file.purpose) if file else None
    if file is None or purpose is None:
        raise NotFound
    access.need(purpose.access.download)
    try:
        content = await storage().open(file.key)
    except Missing:
        raise NotFound from None
    headers = SAFE | {"content-length": str(file.size)}
    return StreamingResponse(content, headers=headers, media_type=file.content_type)
