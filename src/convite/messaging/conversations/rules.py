"""How a conversation is shown in a list. Pure functions."""

import re

#: What stands in the address of a party's page.
CODE = re.compile(r"/r/[\w-]+")
#: Characters of the last message that are kept with a conversation.
PREVIEW = 200


def preview_of(text: str) -> str:
    """The beginning of a message, on one line."""
    return " ".join(text.split())[:PREVIEW].rstrip()


def without_codes(text: str) -> str:
    """A text whose links of invitations lead nowhere: guests quote them, and they open the party's page.

    Example:
        >>> without_codes("> Reply here: https://example.org/r/ab12cd?lang=es")
        '> Reply here: https://example.org/r/…?lang=es'
    """
    return CODE.sub("/r/…", text)
