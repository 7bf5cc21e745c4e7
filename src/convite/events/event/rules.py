"""Slugs of events."""

from convite.core.search import fold


def slug_of(title: str, ending: str) -> str:
    """A slug made of the title and a random suffix: `ana-y-leo-7fk2`."""
    letters = [letter if letter.isalnum() else "-" for letter in fold(title)[:60]]
    words = [word for word in "".join(letters).split("-") if word]
    return "-".join([*words, ending]) if words else f"event-{ending}"
