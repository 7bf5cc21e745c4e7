"""Queries of codes that log in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from convite.core.clock import now
from convite.core.db import ReadTx, Tx, locked
from convite.people.logincodes.rules import REMEMBERED, Address, CodeKind
from convite.people.proofs.models import Challenge

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('code:' || $1, 0))"


async def lock_address(tx: Tx, address: Address) -> None:
    """Has requests for the same address wait for each other until the transaction ends."""
    await tx.driver.execute(LOCK, f"{address.kind} {address.key}")


def where_sent(address: Address) -> tuple[ColumnElement[bool], ...]:
    """Conditions of the challenges of an address. Served by challenges_phone and challenges_email."""
    column = Challenge.phone if address.kind == "phone_otp" else Challenge.email
    return (column == address.key, Challenge.kind == address.kind)


async def sent_lately(tx: ReadTx, address: Address) -> Sequence[datetime]:
    """When codes were sent to the address in the last hour, the newest first."""
    found = await tx.execute(
        select(Challenge.created_at)
        .where(*where_sent(address), Challenge.created_at > now() - REMEMBERED)
        .order_by(Challenge.created_at.desc())
    )
    return list(found.scalars())


async def newest_code(tx: ReadTx, address: Address) -> Challenge | None:
    """The challenge whose code works at the address, locked; None if there is none."""
    found = await tx.execute(
        locked(
            select(Challenge)
            .where(
                *where_sent(address), Challenge.is_verified.is_(False), Challenge.expires_at > now()
            )
            .order_by(Challenge.created_at.desc())
            .limit(1)
        )
    )
    return found.scalar_one_or_none()


async def used_share(tx: ReadTx, prefix: str) -> tuple[int, int]:
    """How many codes were sent to numbers that begin so in the last hour, and how many were typed in.

    Those of the last minutes don't count, since people are still typing. Served by challenges_phone.
    """
    kind: CodeKind = "phone_otp"
    until, since = now() - timedelta(minutes=5), now() - timedelta(hours=1)
    found = await tx.execute(
        select(func.count(), func.count().filter(Challenge.is_verified)).where(
            Challenge.kind == kind,
            Challenge.phone.startswith(prefix),
            Challenge.created_at.between(since, until),
        )
    )
    sent, used = found.one()
    return sent, used
