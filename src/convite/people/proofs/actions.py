"""Writes of proofs: links asked for, and used."""

from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import Actor, record
from convite.core.problems import Gone, NotAllowed, NotFound, NotKnown, TooMany
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.people.proofs.facts import EmailProofRequested, EmailProven
from convite.people.proofs.models import Challenge, ChallengeKind
from convite.people.proofs.queries import challenge_by_hash, may_invite_again, may_send
from convite.people.proofs.rules import (
    COOL_DOWN,
    EMAIL_PROOF_LASTS,
    INVITATION_LASTS,
    invitation_token,
    proof_token,
)

OLD_CHALLENGES = """
DELETE FROM challenges WHERE id IN (
  SELECT id FROM challenges WHERE expires_at < now() - interval '7 days' LIMIT $1)
"""


class ProofInvalid(NotKnown):
    """A link that proves nothing: wrong, used, expired, or of an address that was changed since."""

    name, title = "proof-invalid", "This link no longer works."


async def request_email_proof(tx: Tx, actor: Actor, user: User) -> bool:
    """Has a link mailed to the account's address; returns whether it is.

    It isn't if there is none or it is proven, or if one was mailed a moment ago or too many today.
    """
    await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
    # the lock makes requests wait for each other: the second sees the first's link
    locked = await load(tx, User, user.id, lock=True)
    if locked is None or not locked.email or locked.email_verified_at is not None:
        return False
    if not await may_send(tx, locked.id, locked.email, "email_proof"):
        return False
    challenge_id = new_id()
    tx.add(
        Challenge(
            id=challenge_id,
            kind="email_proof",
            user_id=locked.id,
            email=locked.email,
            otp_hash=hash_of(proof_token(settings().secret, challenge_id)),
            expires_at=now() + EMAIL_PROOF_LASTS,
        )
    )
    await tx.flush()
    fact = EmailProofRequested(
        organization_id=locked.organization_id,
        object_id=locked.id,
        stream_id=locked.id,
        challenge_id=challenge_id,
    )
    await record(tx, actor, fact)
    return True


async def asking_account(
    tx: Tx, token: str, kind: ChallengeKind = "email_proof"
) -> tuple[Challenge, User]:
    """The account that a link was mailed to, both locked until the transaction ends.

    Raises:
        ProofInvalid: the token is wrong, used or expired, or the account has another address by now.
    """
    challenge = await challenge_by_hash(tx, kind, hash_of(token))
    if challenge is None or challenge.is_verified or challenge.expires_at <= now():
        raise ProofInvalid("This link no longer works. Ask for a new one.")
    found = await user_by_id(tx, challenge.user_id) if challenge.user_id else None
    if found is None:
        raise ProofInvalid("This link no longer works. Ask for a new one.")
    await tx.enter(Principal(organization_id=found.organization_id, user_id=found.id))
    # locked before the addresses are compared: the account may be changing its own right now
    user = await load(tx, User, found.id, lock=True)
    if user is None or not user.is_active or user.email != challenge.email:
        raise ProofInvalid("This link no longer works. Ask for a new one.")
    return challenge, user


async def prove_email(tx: Tx, token: str) -> User:
    """Marks the address that a link was mailed to as its account's own.

    Raises:
        ProofInvalid: see `asking_account`.
    """
    challenge, user = await asking_account(tx, token)
    challenge.is_verified = True
    user.email_verified_at = user.email_verified_at or now()
    await tx.flush()
    fact = EmailProven(organization_id=user.organization_id, object_id=user.id, stream_id=user.id)
    await record(tx, Actor(kind="user", id=user.id, via="link"), fact)
    return user


async def add_invitation(tx: Tx, kind: ChallengeKind, email: str, object_id: UUID) -> Challenge:
    """Makes the proof whose link invites an address to something; it is mailed by whoever asks."""
    challenge_id = new_id()
    challenge = Challenge(
        id=challenge_id,
        kind=kind,
        email=email,
        object_id=object_id,
        otp_hash=hash_of(invitation_token(settings().secret, challenge_id)),
        expires_at=now() + INVITATION_LASTS,
    )
    tx.add(challenge)
    await tx.flush()
    return challenge


async def check_may_invite_again(tx: Tx, object_id: UUID) -> None:
    """Checks that an invitation can be sent again.

    Raises:
        TooMany: it was sent just now, or too often today.
    """
    if not await may_invite_again(tx, object_id):
        raise TooMany(int(COOL_DOWN.total_seconds()))


def invitation_unknown() -> NotFound:
    """The problem of a token that is no invitation's."""
    return NotFound(
        "This invitation doesn't exist. Check that the whole link was copied, or ask to be invited"
        " again.",
        name="member-invite-unknown",
    )


def check_addressee(user: User, address_key: str | None) -> None:
    """Checks that an invitation was sent to the account's address.

    Raises:
        NotAllowed: it was sent to another one.
    """
    if user.email_key != address_key:
        raise NotAllowed(
            "This invitation was sent to another address. Log in with the account of that address, or"
            " ask to be invited by this one.",
            name="member-invite-foreign",
        )


def check_valid(challenge: Challenge, status: str) -> None:
    """Checks that an invitation that wasn't used can be: `status` is that of whoever is invited.

    Raises:
        Gone: it was withdrawn, or has expired.
    """
    if status == "removed":
        raise Gone(
            "This invitation was withdrawn. Ask to be invited again.",
            name="member-invite-withdrawn",
        )
    if challenge.expires_at <= now():
        raise Gone(
            "This invitation has expired. Ask for it to be sent again.",
            name="member-invite-expired",
        )
