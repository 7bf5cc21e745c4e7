"""Pages that a process keeps end with what they show."""

from uuid import UUID

import pytest

from convite.core.ids import new_id
from convite.core.kept_pages import MOST_PAGES, MOST_SECONDS, KeptPage, KeptPages, Making, PageKey

pytestmark = pytest.mark.unit

EVENT, HOST, OTHER = new_id(), new_id(), new_id()
ENGLISH: PageKey = ("/e/roof", "en")
SPANISH: PageKey = ("/e/roof", "es")


def page_of(streams: frozenset[UUID], made_at: float) -> KeptPage:
    return KeptPage(headers=[], body=b"", zipped=b"", streams=streams, made_at=made_at)


def kept(pages: KeptPages, key: PageKey, *, made_at: float = 0) -> None:
    """Makes a page, as a request does."""
    pages.making[key] = Making()
    streams = frozenset({EVENT, HOST})
    pages.keep(key, page_of(streams, made_at))
    del pages.making[key]


def test_a_change_ends_the_page_in_every_language() -> None:
    pages = KeptPages()
    kept(pages, ENGLISH)
    kept(pages, SPANISH)

    pages.change([OTHER])
    assert all(pages.get(key, 0) for key in (ENGLISH, SPANISH))

    pages.change([HOST, OTHER])
    assert not any(pages.get(key, 0) for key in (ENGLISH, SPANISH))
    assert (pages.pages, pages.shown_on) == ({}, {})


def test_a_page_that_changed_while_it_was_made_is_not_kept() -> None:
    for change in ([EVENT], None):
        pages = KeptPages()
        pages.making[ENGLISH] = Making()
        pages.change(change)
        streams = frozenset({EVENT})
        pages.keep(ENGLISH, page_of(streams, 0))
        assert pages.get(ENGLISH, 0) is None


def test_a_page_is_as_old_as_a_lost_wake_up_can_make_it() -> None:
    pages = KeptPages()
    kept(pages, ENGLISH, made_at=10)

    assert pages.get(ENGLISH, 10 + MOST_SECONDS)
    assert not pages.get(ENGLISH, 10.1 + MOST_SECONDS)


def test_the_oldest_are_forgotten_first() -> None:
    pages = KeptPages()
    for number in range(MOST_PAGES + 1):
        kept(pages, (f"/e/{number}", ""))

    assert len(pages.pages) == MOST_PAGES == len(pages.shown_on[EVENT])
    assert not pages.get(("/e/0", ""), 0)
