"""The layer that answers kept pages: public ones, for readers without a session.

An event that is shared with thousands is opened by all of them within minutes. One request a second makes
the page; the others take it from memory. A route says that its page may be kept by naming the streams
that it shows, in `request.state.shows`.
"""

import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import blake2b

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from convite.core.kept_pages import Headers, KeptPage, KeptPages, Making, PageKey
from convite.core.language import asked_for

#: Their paths.
PATHS = re.compile(r"/e/[^/]+")
#: Longest path and query that are looked at; no link to a page is longer.
MOST_CHARACTERS = 500


def key_of(scope: Scope) -> PageKey | None:
    """Which page a request asks for; None if its answer can't be a kept page."""
    if scope["type"] != "http" or scope["method"] != "GET" or not PATHS.fullmatch(scope["path"]):
        return None
    query: bytes = scope["query_string"]
    if len(scope["path"]) + len(query) > MOST_CHARACTERS:
        return None
    accepted = None
    for name, value in scope["headers"]:
        if name in (b"cookie", b"authorization"):
            return None
        # the first, as the page reads it: else a second one would put a page into another's place
        if name == b"accept-language" and accepted is None:
            accepted = value.decode("latin-1")
    # read as the page reads it, or an empty `lang` would put a page into another language's place
    asked = QueryParams(query).get("lang") if query else None
    return scope["path"], asked_for(accepted or "", asked) or ""


class PageDoor:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, pages: KeptPages) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with the kept page, or lets the application make it."""
        key = key_of(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        page = self.pages.get(key, loop.time())
        if page is None:
            messages: list[Message] = []
            async with self.turn(key) as making:
                page = self.pages.get(key, loop.time())
                if page is None:
                    page = await self.make(key, scope, receive, making, messages)
        # outside of the turn: a slow reader keeps nobody waiting
        if page is not None:
            await answer(page, scope, send)
            return
        for message in messages:
            await send(message)

    @asynccontextmanager
    async def turn(self, key: PageKey) -> AsyncIterator[Making]:
        """The turn to make a page; one request has it at a time."""
        making = self.pages.making.setdefault(key, Making())
        making.waiting += 1
        try:
            async with making.lock:
                yield making
        finally:
            making.waiting -= 1
            if making.waiting == 0:
                del self.pages.making[key]

    async def make(
        self, key: PageKey, scope: Scope, receive: Receive, making: Making, messages: list[Message]
    ) -> KeptPage | None:
        """Lets the application answer, collects its messages, and keeps the page if its route allows it."""
        made_at = asyncio.get_running_loop().time()
        making.changed.clear()
        making.everything_changed = False

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, collect)
        shows = scope.get("state", {}).get("shows")
        if shows is None or not messages or messages[0]["status"] != 200:
            return None
        body = b"".join(message.get("body", b"") for message in messages[1:])
        # weak: the same for the page and the page compressed
        tag = b'W/"%b"' % blake2b(body, digest_size=12).hexdigest().encode()
        given = messages[0]["headers"]
        headers: Headers = [one for one in given if one[0] not in (b"content-length", b"vary")]
        headers += [(b"etag", tag), (b"vary", b"accept-encoding, accept-language, cookie")]
        page = KeptPage(
            headers=headers,
            body=body,
            zipped=gzip.compress(body),
            streams=frozenset(shows),
            made_at=made_at,
        )
        self.pages.keep(key, page)
        return page


async def answer(page: KeptPage, scope: Scope, send: Send) -> None:
    """Sends a kept page, compressed if the reader can read that; or that the reader has it already."""
    asked = dict(scope["headers"])
    tag = dict(page.headers)[b"etag"]
    # a copy: the layers outside add their own headers to what they are given
    headers, body, status = list(page.headers), page.body, 200
    if tag in asked.get(b"if-none-match", b""):
        body, status = b"", 304
    else:
        if b"gzip" in asked.get(b"accept-encoding", b""):
            body = page.zipped
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
