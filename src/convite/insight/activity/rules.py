"""What of an entry is shown to whom. Pure functions."""

#: Fields of changes and messages that only some may see, by the right for them.
NEEDED = {
    "see_contacts": frozenset({"email", "phone", "address", "contacts", "text"}),
    "see_answers": frozenset({"answers"}),
}


def hidden_from(rights: frozenset[str]) -> frozenset[str]:
    """The fields that somebody with these rights doesn't see."""
    return frozenset().union(*(names for right, names in NEEDED.items() if right not in rights))
