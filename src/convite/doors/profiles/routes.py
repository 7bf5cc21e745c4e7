"""HTTP routes of the caller's own account and profile."""

from typing import Annotated

from fastapi import APIRouter, Query

from convite.core.idempotency import KeyedRoute
from convite.core.request import LoggedIn, Read, Write
from convite.doors.profiles import actions
from convite.doors.profiles.queries import me_out, pictures_of
from convite.doors.profiles.rules import Viewer
from convite.doors.profiles.schemas import (
    MeOut,
    MeUpdate,
    ProfileOut,
    ProfileUpdate,
    ShownProfile,
    profile_out,
    shown_to,
)
from convite.people.identity.actions import change_user
from convite.people.identity.policy import OwnAccount
from convite.people.identity.queries import profile_of
from convite.people.interests.queries import interests_of

router = APIRouter(prefix="/api", tags=["Accounts"], route_class=KeyedRoute)


@router.get("/me")
async def me(own: OwnAccount, tx: Read) -> MeOut:
    """The caller's account with profile."""
    return await me_out(tx, own.token, own.user)


@router.patch("/me")
async def change_me(body: MeUpdate, own: OwnAccount, tx: Write) -> MeOut:
    """Changes the caller's own name."""
    await change_user(tx, own.token, own.user, {"name": body.name})
    return await me_out(tx, own.token, own.user)


@router.get("/me/profile")
async def my_profile(token: LoggedIn, tx: Read) -> ProfileOut:
    """The caller's profile."""
    profile = await profile_of(tx, token.user_id)
    return profile_out(profile, await pictures_of(tx, token, profile))


@router.put("/me/profile", operation_id="put_my_profile")
@router.patch("/me/profile", operation_id="patch_my_profile")
async def change_profile(body: ProfileUpdate, token: LoggedIn, tx: Write) -> ProfileOut:
    """Changes the fields sent; pictures that are left out of `pictures` are removed."""
    profile = await actions.change_profile(tx, token, body.sent())
    return profile_out(profile, await pictures_of(tx, token, profile))


@router.get("/me/profile/preview")
async def preview_profile(
    own: OwnAccount, tx: Read, viewer: Annotated[Viewer, Query(alias="as")] = "host"
) -> ShownProfile:
    """What others see of the caller: hosts of events that they ask to join, or everyone."""
    profile = await profile_of(tx, own.user.id)
    interests = await interests_of(tx, own.user.id)
    pictures = await pictures_of(tx, own.token, profile)
    return shown_to(own.user.name, profile, pictures, interests, viewer)
