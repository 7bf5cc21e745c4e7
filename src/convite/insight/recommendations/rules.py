"""Why an event is recommended. Pure functions."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from convite.core.bidi import isolated
from convite.core.language import Say
from convite.core.search import fold_words
from convite.insight.discovery.rules import ReasonKind
from convite.insight.discovery.schemas import PublicEventItem, Reason


def town_of(location: str) -> str:
    """The town that a profile's location begins with; empty if that is no word to look for.

    Example:
        >>> town_of("Madrid, Spain")
        'Madrid'
    """
    town = location.partition(",")[0].strip()
    return town if len(fold_words(town)) > 2 else ""


def reason_for(
    item: PublicEventItem,
    *,
    interests: Collection[UUID],
    hosts: Collection[UUID],
    town: str,
    say: Say,
    is_rtl: bool = False,
) -> Reason:
    """The strongest reason that recommends an event, in the reader's language."""

    def told(kind: ReasonKind, sentence: str, values: Mapping[str, str]) -> Reason:
        kept = {name: isolated(value, is_rtl=is_rtl) for name, value in values.items()}
        return Reason(kind=kind, text=sentence % kept)

    if item.host.id in hosts:
        sentence = say("By %(host)s, whose event you went to")
        return told("host", sentence, {"host": item.host.name})
    shared = [tag.name for tag in item.interests if tag.id in interests]
    if shared:
        sentence = say("Because you like %(interests)s")
        return told("interest", sentence, {"interests": listed(shared)})
    if fold_words(town) in fold_words(item.venue_text):
        return told("place", say("In %(place)s"), {"place": town})
    return told("place", say("Mentions %(place)s, where you are"), {"place": town})


def listed(names: Sequence[str]) -> str:
    """Names in a row."""
    return ", ".join(names)
