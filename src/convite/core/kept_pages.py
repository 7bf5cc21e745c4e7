"""Pages that a process keeps for readers who aren't logged in, until what they show changes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

#: A page by its path and language.
PageKey = tuple[str, str]
Headers = list[tuple[bytes, bytes]]

#: How old a kept page can become, in seconds: for what time changes, and a wake-up that was lost.
MOST_SECONDS = 1.0
#: Most pages kept, each of up to 100 kB; the oldest is forgotten first.
MOST_PAGES = 500


@dataclass(kw_only=True, slots=True)
class KeptPage:
    """An answer of status 200."""

    headers: Headers
    body: bytes
    #: The body compressed with gzip.
    zipped: bytes
    #: The streams whose changes end it: events, organizations, users.
    streams: frozenset[UUID]
    #: When it was read, by the loop's clock.
    made_at: float


@dataclass(slots=True)
class Making:
    """A page that is being made, and what changed since it was begun."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: set[UUID] = field(default_factory=set)
    everything_changed: bool = False
    #: How many requests make it or wait for it.
    waiting: int = 0


class KeptPages:
    """This process's pages. One request makes a page; others for the same one wait for it."""

    def __init__(self) -> None:
        self.pages: dict[PageKey, KeptPage] = {}
        self.shown_on: dict[UUID, set[PageKey]] = {}
        self.making: dict[PageKey, Making] = {}

    def get(self, key: PageKey, now: float) -> KeptPage | None:
        """A page that is still current."""
        page = self.pages.get(key)
        return page if page is not None and now - page.made_at <= MOST_SECONDS else None

    def keep(self, key: PageKey, page: KeptPage) -> None:
        """Keeps a page, unless what it shows changed while it was made."""
        making = self.making[key]
        if making.everything_changed or not making.changed.isdisjoint(page.streams):
            return
        self.forget(key)
        if len(self.pages) >= MOST_PAGES:
            self.forget(next(iter(self.pages)))
        self.pages[key] = page
        for stream in page.streams:
            self.shown_on.setdefault(stream, set()).add(key)

    def forget(self, key: PageKey) -> None:
        """Forgets a page, if it is kept."""
        page = self.pages.pop(key, None)
        for stream in page.streams if page is not None else ():
            keys = self.shown_on[stream]
            keys.discard(key)
            if not keys:
                del self.shown_on[stream]

    def change(self, streams: Iterable[UUID] | None) -> None:
        """Ends the pages of streams that changed; None if any may have."""
        if streams is None:
            self.pages.clear()
            self.shown_on.clear()
            for making in self.making.values():
                making.everything_changed = True
            return
        changed = set(streams)
        for making in self.making.values():
            making.changed |= changed
        for stream in changed & self.shown_on.keys():
            for key in tuple(self.shown_on.get(stream, ())):
                self.forget(key)
