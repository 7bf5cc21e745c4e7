"""The HTTP doors of files: one upload, one download."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.bodies import id_field, read_upload
from convite.core.budgets import spend
from convite.core.files import read
from convite.core.idempotency import KeyedRoute
from convite.core.problems import NotFound
from convite.core.request import Asking, LoggedIn, Read, Write
from convite.events.event.policy import EventAccess, enter_event, object_access
from convite.events.event.queries import place_of
from convite.events.files.actions import add_picture
from convite.events.files.models import PURPOSES, File
from convite.events.files.queries import file_by_id
from convite.events.files.rules import MOST_BYTES
from convite.events.files.schemas import FileOut

router = APIRouter(prefix="/api", tags=["Files"], route_class=KeyedRoute)

#: What a purpose asks for on the event.
NEEDED = {"plan_background": "edit_seats"}
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
#: The picture never changes under its id. It shows nothing else and runs nothing.
SAFE = {
    "cache-control": "private, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
}


def shown(file: File) -> FileOut:
    """A file with its address."""
    names = [name for name in FileOut.model_fields if name != "url"]
    values = {name: getattr(file, name) for name in names}
    return FileOut(**values, url=f"/api/files/{file.id}")


@router.post("/files", status_code=201, openapi_extra=FORM)
async def upload(request: Request, who: Asking, login: LoggedIn, tx: Write) -> FileOut:
    """Keeps a picture of an event (PNG, JPEG, WebP; made anew), for the purpose that is said."""
    await spend(request, "import", str(login.user_id))
    fields = {"purpose": PURPOSES, "event_id": None}
    file = await read_upload(request, fields, required={"purpose"}, most=MOST_BYTES + 1)
    purpose = file.fields["purpose"]
    event_id = id_field(file.fields.get("event_id"), "event_id", "Say for which event the file is.")
    place = await place_of(tx, "event", event_id)
    if place is None:
        raise NotFound
    access = await enter_event(tx, who, place)
    access.need(NEEDED[purpose])
    return shown(
        await add_picture(
            tx, access.actor, access.event, purpose, file.name or "picture", file.content
        )
    )


See = Annotated[EventAccess, Depends(object_access("file", "file_id", "see_seats"))]


@router.get("/files/{file_id}", response_class=Response)
async def download(file_id: UUID, _: See, tx: Read) -> Response:
    """The file itself, for whoever may see the event's seats."""
    file = await file_by_id(tx, file_id)
    if file is None:
        raise NotFound
    try:
        content = await read(file.key)
    except FileNotFoundError:
        raise NotFound from None
    return Response(content, headers=SAFE, media_type=file.content_type)
