"""Merging guests: whose details, which pairs, and what is told of pairs that aren't merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.problems import FieldText

#: Copied if empty on the kept guest.
DETAILS = ("last_name", "email", "phone", "company", "address", "locale", "user_id")
MAX_TAGS = 50
MAX_NOTES = 5000
#: Most pairs that a task's result lists with the reason.
MAX_TOLD = 200

GONE = FieldText(name="merge.gone", english="One of these guests is no longer in the address book.")
CHAINED = FieldText(
    name="merge.chained",
    english="One of them is in an earlier pair already. Merge these two afterwards.",
)
OUT_OF_REACH = FieldText(
    name="merge.reach",
    english="You can only merge guests if you can edit every list they're on.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two guests to merge."""

    #: Its place among the pairs that were asked for.
    place: int
    keep: UUID
    remove: UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A pair that was left as it was, and why."""

    pair: Pair
    reason: FieldText


def chained(pairs: Sequence[Pair]) -> set[int]:
    """The places of pairs whose guests an earlier pair removes, or that remove whom one keeps."""
    kept: set[UUID] = set()
    removed: set[UUID] = set()
    found = set()
    for pair in pairs:
        if {pair.keep, pair.remove} & removed or pair.remove in kept:
            found.add(pair.place)
            continue
        kept.add(pair.keep)
        removed.add(pair.remove)
    return found


def is_in_reach(
    keep_events: frozenset[UUID], remove_events: frozenset[UUID], reach: frozenset[UUID] | None
) -> bool:
    """Whether who may change the people of these events may merge two guests who are on those lists.

    Without limits they may. Else they need every list of the removed guest, and one of the kept one.
    """
    if reach is None:
        return True
    return bool(remove_events and remove_events <= reach and keep_events & reach)


def told(
    refused: Sequence[Refused], names: Mapping[UUID, str]
) -> dict[str, int | list[dict[str, Any]]]:
    """Pairs that were left as they were, as a task's result lists them."""
    listed = [
        {
            "keep": str(one.pair.keep),
            "remove": str(one.pair.remove),
            "kept_name": names.get(one.pair.keep, ""),
            "removed_name": names.get(one.pair.remove, ""),
            "reason": one.reason.english,
            "code": one.reason.name,
            "values": one.reason.stored()["values"],
        }
        for one in sorted(refused, key=lambda one: one.pair.place)[:MAX_TOLD]
    ]
    return {"refused": listed, "refused_total": len(refused)}


def told_in(result: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """A task's result with its reasons in a language."""
    refused = [
        {
            **one,
            "reason": FieldText.named(one["code"], one["reason"], one["values"]).text_in(locale),
        }
        for one in result["refused"]
    ]
    return {**result, "refused": refused}


def merged_details(kept: Any, removed: Any) -> dict[str, Any]:
    """The kept guest's details that change with the merge.

    Tags and notes are combined. An opt-out of either guest stays in force.
    """
    values = {
        name: getattr(removed, name)
        for name in DETAILS
        if not getattr(kept, name) and getattr(removed, name)
    }
    tags = list(dict.fromkeys([*kept.tags, *removed.tags]))[:MAX_TAGS]
    notes = "\n".join(dict.fromkeys(text for text in (kept.notes, removed.notes) if text))
    opted_out = {channel: True for channel, is_out in removed.opt_outs.items() if is_out}
    combined = {
        "tags": tags,
        "notes": notes[:MAX_NOTES],
        "opt_outs": {**removed.opt_outs, **kept.opt_outs, **opted_out},
        "is_child": kept.is_child or removed.is_child,
        "is_listed": kept.is_listed or removed.is_listed,
    }
    values.update({name: new for name, new in combined.items() if new != getattr(kept, name)})
    return values
