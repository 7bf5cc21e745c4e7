"""The HTTP doors of accounts and log-ins."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.access import ACCESS_SECONDS, EndedLogins
from convite.core.budgets import address_of, spend
from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, PageQuery
from convite.core.problems import NotAllowed, NotKnown, invalid
from convite.core.request import (
    REFRESH_COOKIE,
    LoggedIn,
    Public,
    Read,
    Write,
    cookie_name,
    database_of,
    give_cookies,
    take_cookies,
)
from convite.core.shapes import check_version, patch
from convite.people.identity import actions
from convite.people.identity.policy import Account, Admin
from convite.people.identity.queries import profile_of, user_by_id, user_by_name, users_page
from convite.people.identity.schemas import (
    Login,
    MeOut,
    MeUpdate,
    ProfileOut,
    ProfileUpdate,
    Refresh,
    Register,
    Tokens,
    UserOut,
    UserUpdate,
)

router = APIRouter(prefix="/api", tags=["Accounts"], route_class=KeyedRoute)


async def limited(request: Request) -> None:
    """Registrations from one address are limited."""
    await spend(request, "register")


async def hashed_password(body: Register) -> str:
    """The new password's hash, made before the transaction is opened."""
    return await actions.hash_password(body.password)


def answer_tokens(answer: Response, opened: actions.Opened) -> Tokens:
    """Both tokens, as body and as cookies."""
    give_cookies(answer, opened.access_token, opened.refresh_token, opened.refresh_seconds)
    return Tokens(
        user=UserOut.model_validate(opened.user),
        access_token=opened.access_token,
        refresh_token=opened.refresh_token,
        expires_in=ACCESS_SECONDS,
    )


@router.post("/auth/register", status_code=201, dependencies=[Public, Depends(limited)])
async def register(
    request: Request,
    answer: Response,
    body: Register,
    password_hash: Annotated[str, Depends(hashed_password)],
    tx: Write,
) -> Tokens:
    """Makes an account and logs it in."""
    user = await actions.register(tx, body, password_hash=password_hash)
    device = request.headers.get("user-agent", "")
    opened = await actions.open_session(tx, user, device=device, ip=address_of(request))
    return answer_tokens(answer, opened)


@router.post("/auth/login", dependencies=[Public])
async def login(request: Request, answer: Response, body: Login) -> Tokens:
    """Logs in by e-mail or phone and password. No transaction is open while it is checked."""
    await spend(request, "login")
    await spend(request, "login-account", (body.email or body.phone or "").casefold())
    database = database_of(request)
    async with database.read() as tx:
        user = await user_by_name(tx, email=body.email, phone=body.phone)
    good = await actions.check_password(body.password, user.password_hash if user else None)
    if user is None or not good or not user.is_active:
        raise NotKnown("No account has this e-mail or phone and password.", name="wrong-password")
    device = request.headers.get("user-agent", "")
    async with database.tx() as writing:
        opened = await actions.open_session(writing, user, device=device, ip=address_of(request))
    return answer_tokens(answer, opened)


@router.post("/auth/refresh", dependencies=[Public])
async def refresh(request: Request, answer: Response, body: Refresh | None = None) -> Tokens:
    """New tokens for a refresh token, from the body or the web app's cookie."""
    await spend(request, "login")
    cookie = request.cookies.get(cookie_name(REFRESH_COOKIE))
    secret = (body.refresh_token if body else None) or cookie
    if not secret:
        raise NotKnown("There is no refresh token. Please log in.")
    database = database_of(request)
    async with database.tx() as tx:
        opened = await actions.rotate(tx, secret)
    if opened is None:
        raise NotKnown("Your log-in was ended, since its token was used twice.", name="token-reuse")
    return answer_tokens(answer, opened)


@router.post("/auth/logout", status_code=204)
async def logout(request: Request, answer: Response, token: LoggedIn, tx: Write) -> None:
    """Ends the log-in: its tokens are refused from now on, its sockets closed."""
    await actions.log_out(tx, token)
    told_at_once(request, [token.session_id])
    take_cookies(answer)


def told_at_once(request: Request, sessions: list[UUID]) -> None:
    """This process refuses them at once; the others hear it by the follower."""
    ended: EndedLogins = request.app.state.ended
    for session_id in sessions:
        ended.add(session_id)


@router.get("/me")
async def me(token: LoggedIn, tx: Read) -> MeOut:
    """The caller's account with profile."""
    user = await user_by_id(tx, token.user_id)
    if user is None:
        raise NotKnown
    profile = ProfileOut.model_validate(await profile_of(tx, user.id))
    return MeOut(**UserOut.model_validate(user).model_dump(), profile=profile)


@router.patch("/me")
async def change_me(body: MeUpdate, token: LoggedIn, tx: Write) -> MeOut:
    """Changes one's own name."""
    user = await user_by_id(tx, token.user_id)
    if user is None:
        raise NotKnown
    await actions.change_user(tx, token, user, {"name": body.name})
    return await me(token, tx)


@router.get("/me/profile")
async def my_profile(token: LoggedIn, tx: Read) -> ProfileOut:
    """The caller's profile."""
    return ProfileOut.model_validate(await profile_of(tx, token.user_id))


@router.put("/me/profile", operation_id="put_my_profile")
@router.patch("/me/profile", operation_id="patch_my_profile")
async def change_profile(body: ProfileUpdate, token: LoggedIn, tx: Write) -> ProfileOut:
    """Changes the fields sent."""
    profile = await profile_of(tx, token.user_id)
    patch(profile, body.sent())
    await tx.flush()
    return ProfileOut.model_validate(profile)


@router.get("/users")
async def users(admin: Admin, tx: Read, query: Annotated[PageQuery, Depends()]) -> Page[UserOut]:
    """Every account, newest last (admins)."""
    return await users_page(tx, query, UserOut.model_validate)


@router.get("/users/{user_id}")
async def user(account: Account) -> UserOut:
    """An account: one's own, or any for an admin."""
    return UserOut.model_validate(account.user)


@router.put("/users/{user_id}", operation_id="put_user")
@router.patch("/users/{user_id}", operation_id="patch_user")
async def change_user(request: Request, body: UserUpdate, account: Account, tx: Write) -> UserOut:
    """Changes the fields sent; role and activity by admins, a password with the present one."""
    values: dict[str, Any] = body.sent()
    check_version(
        account.user,
        values.pop("version", None),
        UserOut.model_validate(account.user).model_dump(mode="json"),
    )
    if {"role", "is_active"} & values.keys() and not account.token.is_admin:
        raise NotAllowed("Only an admin changes the role of an account, or disables it.")
    current = values.pop("current_password", None)
    if "password" in values:
        if not account.token.is_admin and not await actions.check_password(
            current or "", account.user.password_hash
        ):
            raise invalid("current_password", "This isn't the present password.")
        values["password_hash"] = await actions.hash_password(values.pop("password"))
    ended = await actions.change_user(tx, account.token, account.user, values)
    told_at_once(request, ended)
    return UserOut.model_validate(account.user)


@router.delete("/users/{user_id}", status_code=204)
async def delete_user(request: Request, account: Account, tx: Write) -> None:
    """Deletes the account and ends its log-ins."""
    told_at_once(request, await actions.delete_user(tx, account.token, account.user))
