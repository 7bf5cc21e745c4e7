"""The mark by which a page's form is known to be its own. Pure functions."""

from hmac import compare_digest
from uuid import UUID

from convite.core.ids import link_code


def form_mark(key: bytes, page: str, user_id: UUID, subject_id: UUID) -> str:
    """What the form of a page, such as `join`, sends with what was typed.

    The session's cookie comes with forms of other sites too; what they can't know is this, a keyed MAC
    of the page, the account and the event or link.
    """
    return link_code(key, f"{page}:{user_id}:{subject_id}")


def is_own_form(sent: str, mark: str) -> bool:
    """Whether a form was filled in on the page whose mark this is."""
    return compare_digest(sent.encode(), mark.encode())
