"""Facts of proofs, in the user's own stream."""

from uuid import UUID

from convite.core.log import Fact


class EmailProofRequested(Fact, frozen=True, kw_only=True):
    """A user is to prove that they read mail to their address."""

    action = "email_proof_requested"
    object_type = "user"
    challenge_id: UUID


class EmailProven(Fact, frozen=True, kw_only=True):
    """A user proved that they read mail to their address."""

    action = "email_proven"
    object_type = "user"
