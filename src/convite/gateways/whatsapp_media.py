"""What people send by WhatsApp besides text: fetched from Meta, which keeps it for some days.

Format: developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media.
"""

from urllib.parse import urlsplit

import httpx2

from convite.core.config import settings
from convite.gateways.calls import client, get, name_of, said
from convite.gateways.channels import Delayed, Refused
from convite.gateways.whatsapp import fault_of

#: Where Meta keeps media; our token goes nowhere else.
HOSTS = ("fbcdn.net", "fbsbx.com", "facebook.com", "whatsapp.net")


async def fetch_media(media_id: str, most: int) -> bytes:
    """The bytes of a file, at most so many.

    Raises:
        Refused: it is gone, too large, or kept where our token mustn't go.
        Fault: the API can't be reached, or takes nothing.
    """
    known = settings()
    token = {"authorization": f"Bearer {known.whatsapp_token}"}
    async with client(known.whatsapp_base_url, headers=token) as http:
        answer = await get(http, f"/{known.whatsapp_version}/{media_id}")
        if answer.status_code != 200:
            raise fault_of(answer)
        url = str(said(answer).get("url") or "")
        if not is_metas(url):
            raise Refused("WhatsApp names an address for this file that isn't its own.")
        return await download(http, url, most)


def is_metas(url: str) -> bool:
    """Whether an address is one of Meta's, or of the API that is configured."""
    parts, own = urlsplit(url), urlsplit(settings().whatsapp_base_url)
    host = parts.hostname or ""
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    return parts.scheme == "https" and any(host == one or host.endswith(f".{one}") for one in HOSTS)


async def download(http: httpx2.AsyncClient, url: str, most: int) -> bytes:
    """The bytes behind an address."""
    found = bytearray()
    try:
        async with http.stream("GET", url) as answer:
            if answer.status_code in (404, 410):
                raise Refused("WhatsApp doesn't have this file any more.")
            if answer.status_code != 200:
                raise Delayed(f"WhatsApp didn't give the file ({answer.status_code}).")
            async for piece in answer.aiter_bytes():
                found += piece
                if len(found) > most:
                    raise Refused(f"The file is over {most >> 20} MB.")
    except httpx2.HTTPError as error:
        raise Delayed(f"The file couldn't be fetched: {name_of(error)}") from error
    return bytes(found)
