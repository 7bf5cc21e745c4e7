"""Links of proofs. Pure functions."""

from datetime import timedelta
from uuid import UUID

from convite.core.ids import link_code

#: How long a link proves an e-mail address.
EMAIL_PROOF_LASTS = timedelta(hours=24)
#: How soon another link is mailed, and how many in a day.
COOL_DOWN = timedelta(minutes=1)
MAX_A_DAY = 10
#: How long an invitation to a team or an organization can be accepted.
INVITATION_LASTS = timedelta(days=7)


def proof_token(key: bytes, challenge_id: UUID) -> str:
    """The token of a link: 128 bits that only the server can compute again, so it isn't stored."""
    return link_code(key, f"proof:{challenge_id}")


def invitation_token(key: bytes, challenge_id: UUID) -> str:
    """The token of an invitation's link, as `proof_token`."""
    return link_code(key, f"member:{challenge_id}")


def proof_link(address: str, token: str) -> str:
    """The page that asks to confirm; opening it alone proves nothing."""
    return f"{address}/verify/{token}"
