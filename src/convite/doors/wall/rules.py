"""How much a wall holds, and how one form's posts are told apart. Pure functions."""

from hashlib import sha256
from uuid import UUID, uuid5

#: Of one event.
MOST_COMMENTS = 5_000
MOST_PHOTOS = 500
#: Characters of a comment.
MAX_TEXT = 2_000
#: Photos that one form sends.
MOST_AT_ONCE = 10


def key_of(form_key: UUID, content: bytes) -> UUID:
    """The key of what a form sends: the same if it is sent again, another if something else is.

    Example:
        >>> form = UUID(int=1)
        >>> key_of(form, b"Hi") == key_of(form, b"Hi"), key_of(form, b"Hi") == key_of(form, b"Ho")
        (True, False)
    """
    return uuid5(form_key, sha256(content).hexdigest())
