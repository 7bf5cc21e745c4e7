"""Calls to providers over HTTP, and what their failures mean whoever they are."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from convite.gateways.channels import Delayed

#: Timeout for one step of a call, in seconds.
PATIENCE = 15.0
#: Longest pause that a provider may ask for, in seconds.
LONGEST_PAUSE = 3600.0


@asynccontextmanager
async def client(base_url: str, **more: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of one provider; proxies of the environment and redirects are left out."""
    async with httpx2.AsyncClient(
        base_url=base_url, timeout=PATIENCE, trust_env=False, follow_redirects=False, **more
    ) as made:
        yield made


async def post(http: httpx2.AsyncClient, path: str, **content: Any) -> httpx2.Response:
    """Posts to a provider.

    Raises:
        Delayed: it is unreachable, too slow, or says that it is out of order.
    """
    try:
        answer = await http.post(path, **content)
    except httpx2.HTTPError as error:
        raise Delayed(
            f"The provider can't be reached: {str(error) or type(error).__name__}"
        ) from error
    if answer.status_code >= 500:
        raise Delayed(
            f"The provider is out of order ({answer.status_code}).", retry_after=pause_of(answer)
        )
    return answer


def pause_of(answer: httpx2.Response) -> float | None:
    """How many seconds to wait, if the answer says so."""
    try:
        return min(max(0.0, float(answer.headers.get("retry-after", ""))), LONGEST_PAUSE)
    except ValueError:
        return None


def said(answer: httpx2.Response) -> dict[str, Any]:
    """The JSON object of an answer; empty if it is none."""
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
