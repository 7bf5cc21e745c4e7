"""The page of a mail's link by which guests want no more of them."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.responses import HTMLResponse

from convite.core.language import Locale, pick
from convite.core.pages import PAGE_HEADERS, render
from convite.core.request import Public, database_of
from convite.messaging.optouts import actions
from convite.messaging.optouts.policy import CHANNEL, MailReader
from convite.messaging.optouts.queries import living_guest

router = APIRouter(tags=["Pages"], include_in_schema=False, dependencies=[Public])


@router.get("/u/{token}")
async def ask(reader: MailReader, request: Request) -> Response:
    """Asks. Changes nothing: mail programs open links by themselves."""
    async with database_of(request).read(reader.principal) as tx:
        guest = await living_guest(tx, reader.guest_id)
        is_out = bool(guest and guest.opt_outs.get(CHANNEL))
        locale = language(request, guest.locale if guest else None)
    return page(locale, "out" if is_out else "asked")


@router.post("/u/{token}")
async def end(
    reader: MailReader, request: Request, again: Annotated[str, Form(max_length=10)] = ""
) -> Response:
    """Ends e-mails to the guest, by the button or a mail program's one click; `again` begins them."""
    async with database_of(request).tx(reader.principal) as tx:
        guest = await living_guest(tx, reader.guest_id, lock=True)
        locale = language(request, guest.locale if guest else None)
        if guest is not None:
            await actions.set_optout(tx, reader.actor, guest, CHANNEL, is_out=not again)
    return page(locale, "asked" if again else "out", is_again=bool(again))


def language(request: Request, own: str | None) -> Locale:
    """The guest's language, else the browser's."""
    return pick(request.headers.get("accept-language", ""), own)


def page(locale: Locale, state: str, *, is_again: bool = False) -> Response:
    """The page in one of its states."""
    content = render("optout.html", locale, state=state, is_again=is_again)
    return HTMLResponse(content, headers=PAGE_HEADERS)
