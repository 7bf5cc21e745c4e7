"""Queries of proofs."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, locked
from convite.people.proofs.models import Challenge, ChallengeKind
from convite.people.proofs.rules import COOL_DOWN, MAX_A_DAY


async def may_send(tx: ReadTx, user_id: UUID, email: str, kind: ChallengeKind) -> bool:
    """Whether this address of the account got no such link just now, and not too many today."""
    young = func.now() - COOL_DOWN
    of_account = (Challenge.user_id == user_id) & (Challenge.kind == kind)
    found = await tx.execute(
        select(
            func.count(),
            func.count().filter(Challenge.email == email, Challenge.created_at > young),
        ).where(of_account, Challenge.created_at > func.now() - timedelta(days=1))
    )
    today, just_now = found.one()
    return bool(today < MAX_A_DAY and not just_now)


async def challenge_by_hash(
    tx: ReadTx, kind: str, otp_hash: bytes, *, lock: bool = True
) -> Challenge | None:
    """The proof with this token, locked unless it is only read: of two tries at once, the second sees
    what the first did.
    """
    statement = select(Challenge).where(Challenge.otp_hash == otp_hash, Challenge.kind == kind)
    found = await tx.execute(locked(statement) if lock else statement)
    return found.scalar_one_or_none()


async def may_invite_again(tx: ReadTx, object_id: UUID) -> bool:
    """Whether no invitation to this object was sent just now, and not too many today."""
    found = await tx.execute(
        select(
            func.count(),
            func.count().filter(Challenge.created_at > func.now() - COOL_DOWN),
        ).where(
            Challenge.object_id == object_id,
            Challenge.created_at > func.now() - timedelta(days=1),
        )
    )
    today, just_now = found.one()
    return bool(today < MAX_A_DAY and not just_now)
