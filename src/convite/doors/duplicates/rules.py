"""Merging two guests' details."""

from typing import Any

#: Copied if empty on the kept guest.
DETAILS = ("last_name", "email", "phone", "company", "address", "locale", "user_id")
MAX_TAGS = 50
MAX_NOTES = 5000


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
