"""What a kept guest takes over from the one who is merged into them."""

from typing import Any

#: Taken over where the kept guest has none.
DETAILS = ("last_name", "email", "phone", "company", "locale", "user_id")
MOST_TAGS = 50
LONGEST_NOTES = 5000


def filled(kept: Any, removed: Any) -> dict[str, Any]:
    """The kept guest's details after the merge, those that differ from now.

    Tags and notes are put together, and who wouldn't be written to by either isn't any more: nothing
    that somebody wrote down, and no refusal, is lost.
    """
    values = {
        name: getattr(removed, name)
        for name in DETAILS
        if not getattr(kept, name) and getattr(removed, name)
    }
    tags = list(dict.fromkeys([*kept.tags, *removed.tags]))[:MOST_TAGS]
    notes = "\n".join(dict.fromkeys(text for text in (kept.notes, removed.notes) if text))
    refused = {channel: True for channel, is_out in removed.opt_outs.items() if is_out}
    together = {
        "tags": tags,
        "notes": notes[:LONGEST_NOTES],
        "opt_outs": {**removed.opt_outs, **kept.opt_outs, **refused},
        "is_listed": kept.is_listed or removed.is_listed,
    }
    values.update({name: new for name, new in together.items() if new != getattr(kept, name)})
    return values
