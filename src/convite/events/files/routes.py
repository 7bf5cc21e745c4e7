"""HTTP routes of files: upload and download."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from convite.core.bodies import id_field, read_upload
from convite.core.budgets import spend
from convite.core.idempotency import KeyedRoute
from convite.core.parts import purposes
from convite.core.problems import FieldText
from convite.core.request import CurrentCaller, LoggedIn, Write
from convite.events.event.policy import enter_event
from convite.events.files.actions import add_own_picture, add_picture
from convite.events.files.policy import SeenFile, answer_file
from convite.events.files.schemas import FileOut, file_out

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
                    "required": ["file", "purpose"],
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
#: Cached forever, because a picture never changes under its id.
KEPT = {"cache-control": "private, max-age=31536000, immutable"}


@router.post("/files", status_code=201, openapi_extra=FORM)
async def upload(request: Request, who: CurrentCaller, login: LoggedIn, tx: Write) -> FileOut:
    """Uploads a picture for a purpose (PNG, JPEG, WebP, often HEIC; re-encoded).

    It belongs to an event, or to the account itself where the purpose is one of accounts.
    """
    await spend(request, "import", str(login.user_id))
    fields = {"purpose": list(PURPOSES), "event_id": None}
    file = await read_upload(request, fields, required={"purpose"}, most=MAX_BYTES + 1)
    purpose, name = PURPOSES[file.fields["purpose"]], file.name or "picture"
    if purpose.access is None:
        return file_out(await add_own_picture(tx, login, purpose, name, file.content))
    ask = FieldText(name="file.event", english="Say for which event the file is.")
    event_id = id_field(file.fields.get("event_id"), "event_id", ask)
    access = await enter_event(tx, who, "event", event_id)
    access.need(purpose.access.upload)
    return file_out(await add_picture(tx, access.actor, access.event, purpose, name, file.content))


@router.get("/files/{file_id}", response_class=Response)
async def download(
    file: SeenFile, width: Annotated[int | None, Query(ge=1, le=10_000)] = None
) -> Response:
    """The file itself; a picture in the smallest stored size that is at least `width` pixels wide."""
    return await answer_file(file, width, KEPT)
