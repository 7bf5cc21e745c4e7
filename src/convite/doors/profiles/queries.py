"""Queries of profiles."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.access import Token
from convite.core.db import Principal, ReadTx, Tx, locked
from convite.doors.profiles.schemas import MeOut, profile_out
from convite.events.files.models import File
from convite.events.files.queries import files_by_id
from convite.people.identity.models import Profile, User
from convite.people.identity.queries import profile_of
from convite.people.identity.schemas import UserOut


async def pictures_of(tx: ReadTx, token: Token, profile: Profile) -> Sequence[File]:
    """The caller's own pictures, in order."""
    if not profile.pictures:
        return []
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    return await files_by_id(tx, profile.pictures)


async def me_out(tx: ReadTx, token: Token, user: User) -> MeOut:
    """The caller's account with its profile."""
    profile = await profile_of(tx, user.id)
    shown = profile_out(profile, await pictures_of(tx, token, profile))
    return MeOut(**UserOut.model_validate(user).model_dump(), profile=shown)


async def profile_locked(tx: Tx, user_id: UUID) -> Profile:
    """The account's profile, locked until the transaction ends."""
    found = await tx.execute(locked(select(Profile).where(Profile.user_id == user_id)))
    return found.scalar_one()


async def own_files(tx: ReadTx, user_id: UUID) -> list[File]:
    """All files of an account, whether its profile shows them or not. Index: files_user_id_index."""
    found = await tx.execute(select(File).where(File.user_id == user_id))
    return list(found.scalars())


#: Pictures that were uploaded a day ago or earlier, and that their owner's profile doesn't show. Index:
#: files_user_id_index.
UNUSED = """
SELECT f.organization_id, array_agg(f.id) AS ids FROM files f JOIN profiles p ON p.user_id = f.user_id
WHERE f.user_id IS NOT NULL AND f.purpose = 'profile_picture'
  AND f.created_at < now() - interval '1 day' AND f.id <> ALL (p.pictures)
GROUP BY f.organization_id LIMIT 100
"""
