"""Writes of profiles."""

from typing import Any

from convite.core.access import Token
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.log import SYSTEM, changes_between, record
from convite.core.problems import FieldText, invalid
from convite.core.shapes import patch
from convite.doors.profiles.facts import ProfileChanged
from convite.doors.profiles.queries import UNUSED, own_files, profile_locked
from convite.events.files.actions import remove_files
from convite.people.identity.models import Profile


async def change_profile(tx: Tx, token: Token, values: dict[str, Any]) -> Profile:
    """Changes the fields sent of the caller's profile; pictures that it no longer has are removed.

    Raises:
        Invalid: a picture isn't one of theirs.
    """
    await tx.enter(Principal(organization_id=token.organization_id, user_id=token.user_id))
    profile = await profile_locked(tx, token.user_id)
    if "visible" in values:
        values["visible"] = {**profile.visible, **values["visible"]}
    dropped = []
    if "pictures" in values:
        await check_own(tx, token, values["pictures"])
        dropped = [key for key in profile.pictures if key not in values["pictures"]]
    changed = patch(profile, values)
    if not changed:
        return profile
    await tx.flush()
    fact = ProfileChanged(
        organization_id=token.organization_id,
        object_id=token.user_id,
        stream_id=token.user_id,
        changes=changes_between(
            {name: before for name, (before, _) in changed.items()},
            {name: after for name, (_, after) in changed.items()},
        ),
    )
    await record(tx, token.actor, fact)
    await remove_files(tx, token.actor, dropped)
    return profile


async def check_own(tx: Tx, token: Token, ids: list[Any]) -> None:
    """Rejects pictures that the caller hasn't uploaded as such.

    Raises:
        Invalid: one isn't theirs.
    """
    if not ids:
        return
    own = {
        file.id for file in await own_files(tx, token.user_id) if file.purpose == "profile_picture"
    }
    for number, key in enumerate(ids):
        if key not in own:
            english = "This isn't a picture of yours; upload it first."
            raise invalid(f"pictures.{number}", FieldText(name="profile.picture", english=english))


async def remove_unused(system: Database) -> int:
    """Removes pictures that nobody's profile shows; returns of how many accounts."""
    rows = await system.pool.fetch(UNUSED)
    for row in rows:
        async with system.tx(Principal(organization_id=row["organization_id"])) as tx:
            await remove_files(tx, SYSTEM, row["ids"])
    return len(rows)
