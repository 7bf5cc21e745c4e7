"""HTTP routes of providers' webhooks."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import PlainTextResponse

from convite.core.request import database_of, public
from convite.messaging.receipts import actions
from convite.messaging.receipts.policy import (
    SignedBody,
    SignedMail,
    WebhookChannel,
    check_handshake,
)

router = APIRouter(prefix="/api/webhooks", tags=["Messages"], dependencies=[Depends(public)])

Hub = Annotated[str, Query(max_length=500)]


@router.get("/whatsapp", response_class=PlainTextResponse)
async def handshake(
    mode: Annotated[Hub, Query(alias="hub.mode")] = "",
    token: Annotated[Hub, Query(alias="hub.verify_token")] = "",
    challenge: Annotated[Hub, Query(alias="hub.challenge")] = "",
) -> PlainTextResponse:
    """Answers Meta's question whether this webhook is ours."""
    check_handshake(mode, token)
    return PlainTextResponse(challenge)


@router.post("/mail", status_code=200)
async def take_mail(body: SignedMail, request: Request) -> Response:
    """Takes a raw mail (RFC 5322) that came for bounces or answers; it is read right after."""
    await actions.store(database_of(request), "email", body)
    return Response(status_code=200)


@router.post("/{channel}", status_code=200)
async def take(channel: WebhookChannel, body: SignedBody, request: Request) -> Response:
    """Takes a provider's report on messages, or what somebody wrote; it is read right after."""
    await actions.store(database_of(request), channel, body)
    return Response(status_code=200)
