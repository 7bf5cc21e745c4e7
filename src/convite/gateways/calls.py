"""Calls to providers over HTTP, and what their failures mean whoever they are."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from convite.gateways.certificates import trusted
from convite.gateways.channels import Delayed, Fault, Refused, Stopped

#: Timeout for one step of a call, in seconds.
PATIENCE = 15.0
#: Longest pause that a provider may ask for, in seconds.
LONGEST_PAUSE = 3600.0
#: Seconds within which a provider reports on a message that it took without saying so.
REPORTED = 120.0


@asynccontextmanager
async def client(base_url: str, **more: Any) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of one provider; proxies of the environment and redirects are left out."""
    async with httpx2.AsyncClient(
        base_url=base_url,
        verify=trusted(),
        timeout=PATIENCE,
        trust_env=False,
        follow_redirects=False,
        **more,
    ) as made:
        yield made


async def post(http: httpx2.AsyncClient, path: str, **content: Any) -> httpx2.Response:
    """Posts to a provider.

    Raises:
        Delayed: it is unreachable, too slow, or says that it is unavailable.
    """
    return await asked(http, "POST", path, **content)


async def get(http: httpx2.AsyncClient, path: str, **content: Any) -> httpx2.Response:
    """Reads from a provider.

    Raises:
        Delayed: as `post`.
    """
    return await asked(http, "GET", path, **content)


async def asked(
    http: httpx2.AsyncClient,
    method: str,
    path: str,
    *,
    reported: float | None = REPORTED,
    **content: Any,
) -> httpx2.Response:
    """A provider's answer, unless there is none or it only says that it is unavailable.

    Where the provider may have done what it was asked for, the next try waits `reported` seconds for its
    report; None for calls that can be made again at once.
    """
    try:
        answer = await http.request(method, path, **content)
    except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
        raise Delayed(f"The provider can't be reached: {name_of(error)}") from error
    except httpx2.HTTPError as error:
        # it may have taken the message: its report comes before the next try, which then isn't made
        text = f"The provider didn't answer: {name_of(error)}"
        raise Delayed(text, retry_after=reported) from error
    # a JSON error is the provider's own, so it didn't take the message; after a proxy's error nobody knows
    if answer.status_code >= 500 and not said(answer):
        pause = pause_of(answer)
        raise Delayed(
            f"The provider is unavailable ({answer.status_code}).",
            retry_after=reported if pause is None else pause,
        )
    return answer


def name_of(error: Exception) -> str:
    """What an error says, else its kind."""
    return str(error) or type(error).__name__


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


def fault_by_code(
    answer: httpx2.Response,
    code: str,
    text: str,
    *,
    slow: Collection[str],
    stopping: Collection[str],
) -> Fault:
    """What an error answer means, by the provider's code of it.

    `slow` are codes after which a later try can succeed, `stopping` those after which nothing goes
    out until somebody acts; 429, 401 and those from 500 on mean the same whatever the code.
    """
    if code in slow or answer.status_code == 429 or answer.status_code >= 500:
        return Delayed(text, retry_after=pause_of(answer), code=code)
    if code in stopping or answer.status_code == 401:
        return Stopped(text, code=code)
    return Refused(text, code=code)
