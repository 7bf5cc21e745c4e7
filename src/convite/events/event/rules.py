"""Addresses of events."""

from convite.core.search import fold


def slug_of(title: str, ending: str) -> str:
    """An address made of the title, with an ending that keeps it apart: `ana-y-leo-7fk2`."""
    letters = [letter if letter.isalnum() else "-" for letter in fold(title)[:60]]
    words = [word for word in "".join(letters).split("-") if word]
    return "-".join([*words, ending]) if words else f"event-{ending}"
