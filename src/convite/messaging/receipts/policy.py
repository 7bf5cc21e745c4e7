"""Who may call a provider's webhook: the provider alone."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Depends, Request

from convite.core.config import settings
from convite.core.problems import NotAllowed, NotFound, NotKnown
from convite.gateways.channels import Call, Forged, Unreadable
from convite.gateways.registry import CHANNELS
from convite.gateways.sms import OUR_ID

WebhookChannel = Literal["whatsapp", "sms"]


async def signed_body(channel: WebhookChannel, request: Request) -> bytes:
    """The body of a call that the channel's provider has signed.

    Raises:
        NotFound: the channel has no provider here.
        NotKnown: the signature is missing or wrong.
    """
    if not CHANNELS[channel].is_configured:
        raise NotFound
    body = await request.body()
    query = f"?{request.url.query}" if request.url.query else ""
    url = f"{settings().address}{request.url.path}{query}"
    call = Call(url=url, headers=request.headers, body=body)
    try:
        CHANNELS[channel].check(call)
    except (Forged, Unreadable) as error:
        raise NotKnown(str(error)) from error
    ours = request.query_params.get("message", "")
    return body + f"&{OUR_ID}={quote(ours)}".encode() if channel == "sms" and ours else body


SignedBody = Annotated[bytes, Depends(signed_body)]


def check_handshake(mode: str, token: str) -> None:
    """Checks the words by which Meta asks whether a webhook is ours.

    Raises:
        NotAllowed: it isn't the configured token, or none is.
    """
    wanted = settings().whatsapp_verify_token
    if mode != "subscribe" or not wanted or token != wanted:
        raise NotAllowed("The verify token is another one.")


async def signed_mail(request: Request) -> bytes:
    """A raw mail that whoever passes it on has signed.

    Raises:
        NotFound: no secret is set.
        NotKnown: the signature is missing or wrong.
    """
    if not settings().mail_webhook_secret:
        raise NotFound
    body = await request.body()
    try:
        CHANNELS["email"].check(Call(url="", headers=request.headers, body=body))
    except Forged as error:
        raise NotKnown(str(error)) from error
    return body


SignedMail = Annotated[bytes, Depends(signed_mail)]
