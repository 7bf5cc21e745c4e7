"""Who may see a file, and how it is answered."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi.responses import StreamingResponse

from convite.core.parts import purposes
from convite.core.problems import NotFound, NotKnown
from convite.core.request import CurrentCaller, Read
from convite.events.event.policy import EventAccess, object_access
from convite.events.event.queries import place_of
from convite.events.files.models import File
from convite.events.files.queries import file_by_id, shown_file
from convite.events.files.rules import narrowest
from convite.events.visitors.policy import find_visitor
from convite.gateways.storage import Missing, storage

#: Anyone with access to the event; the file's purpose may require more.
OF_EVENT = object_access("file", "file_id", "see_seats")


async def file_access(request: Request, file_id: UUID, who: CurrentCaller, tx: Read) -> File:
    """A file of an event that the caller has access to, or of a user who shows it to them."""
    try:
        access = await OF_EVENT(request, who, tx)
    except (NotKnown, NotFound):
        found = await shown_file(tx, file_id, who.token.user_id) if who.token else None
        if found is not None:
            return found
        # buyers see the picture of the room in which they choose seats
        place = await place_of(tx, "file", file_id)
        visitor = await find_visitor(tx, who, place.event_id) if place else None
        if visitor is None:
            raise
        access = visitor
    return of_event(await file_by_id(tx, file_id), access)


def of_event(file: File | None, access: EventAccess) -> File:
    """A file of the event, if the caller may see files of its purpose.

    Raises:
        NotFound: it is gone.
        NotAllowed: they may not.
    """
    purpose = purposes().get(file.purpose) if file else None
    if file is None or purpose is None or purpose.access is None:
        raise NotFound
    access.need(purpose.access.download)
    return file


file_access.right = "see_seats"  # type: ignore[attr-defined]
SeenFile = Annotated[File, Depends(file_access)]

#: A content security policy blocks anything active in what is served.
SAFE = {
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "inline",
}


async def answer_file(file: File, width: int | None, headers: Mapping[str, str]) -> Response:
    """The bytes of a file, or of its smallest copy that is at least so wide.

    Raises:
        NotFound: they are gone.
    """
    name = narrowest(file.variants, width)
    variant = file.variants[name] if name else {"key": file.key, "size": file.size}
    try:
        content = await storage().open(UUID(str(variant["key"])))
    except Missing:
        raise NotFound from None
    sized = {"content-length": str(variant["size"])}
    sent = {**SAFE, **headers, **sized}
    return StreamingResponse(content, headers=sent, media_type=file.content_type)


async def bytes_of(file: File) -> bytes | None:
    """All bytes of a file at once; None if they are gone."""
    try:
        return await storage().read(file.key)
    except Missing:
        return None
