"""How a conversation is shown in a list. Pure functions."""

#: Letters of the last message that are kept with a conversation.
PREVIEW = 200


def preview_of(text: str) -> str:
    """The beginning of a message, on one line."""
    return " ".join(text.split())[:PREVIEW].rstrip()
