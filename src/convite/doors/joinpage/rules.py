"""The mark by which the form of the page is known to be its own. Pure functions."""

from hmac import compare_digest
from uuid import UUID

from convite.core.ids import link_code


def form_mark(key: bytes, user_id: UUID, event_id: UUID) -> str:
    """What the form sends with what was typed.

    The session's cookie comes with forms of other sites too; what they can't know is this, a keyed MAC
    of the account and the event.
    """
    return link_code(key, f"join:{user_id}:{event_id}")


def is_own_form(sent: str, key: bytes, user_id: UUID, event_id: UUID) -> bool:
    """Whether a form was filled in on the page."""
    return compare_digest(sent.encode(), form_mark(key, user_id, event_id).encode())
