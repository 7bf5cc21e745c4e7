"""Tags of guests who are changed together. Pure functions."""

from collections.abc import Sequence

#: Most tags of a guest.
MAX_TAGS = 50


def changed_tags(
    tags: Sequence[str], added: Sequence[str], removed: Sequence[str]
) -> tuple[str, ...]:
    """A guest's tags with some added at the end and some removed, whatever their case.

    Tags beyond the most that a guest can have aren't added.

    Example:
        >>> changed_tags(["VIP", "Press"], ["Family"], ["vip"])
        ('Press', 'Family')
    """
    gone = {tag.casefold() for tag in removed}
    kept = {tag.casefold(): tag for tag in tags if tag.casefold() not in gone}
    for tag in added:
        if tag.casefold() not in gone:
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())[:MAX_TAGS]
