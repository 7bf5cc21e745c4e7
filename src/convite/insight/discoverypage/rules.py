"""Addresses and days of the page. Pure functions."""

from collections.abc import Iterable
from urllib.parse import urlencode

PATH = "/discover"
#: What the form and the links of the page say, in this order.
NAMES = (
    "q", "interest", "mood", "from", "to", "online", "near", "radius", "price", "sort", "cursor", "lang",
)  # fmt: skip
#: What narrows the search; of such pages search engines keep none.
FILTERS = frozenset(NAMES) - {"cursor", "lang", "sort"}

Parameters = dict[str, str]


def given(items: Iterable[tuple[str, str]]) -> Parameters:
    """The known parameters of an address that aren't empty, as a form sends those left out."""
    found = {name: value.strip() for name, value in items if name in NAMES and value.strip()}
    return {name: found[name] for name in NAMES if name in found}


def link(parameters: Parameters, **changes: str) -> str:
    """The page's address with other values of some parameters; an empty one takes it out.

    A changed search begins at the first page again.
    """
    kept = {**parameters, "cursor": "", **changes}
    query = urlencode([(name, kept[name]) for name in NAMES if kept.get(name)])
    return f"{PATH}?{query}" if query else PATH
