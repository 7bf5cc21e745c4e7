"""What the words of a list's filters mean for what is stored."""

#: A reply as filters name it → the statuses it stands for. Whoever waits for a place counts as invited.
STATUSES: dict[str, tuple[str, ...]] = {
    "invited": ("pending", "waitlisted"),
    "confirmed": ("going",),
    "accepted": ("going",),
}


def statuses_of(word: str) -> list[str]:
    """The stored statuses of a filter's word; a stored one stands for itself.

    Example:
        >>> statuses_of("invited")
        ['pending', 'waitlisted']
        >>> statuses_of("declined")
        ['declined']
    """
    return list(STATUSES.get(word, (word,)))
