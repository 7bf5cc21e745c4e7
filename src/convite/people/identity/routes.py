"""HTTP routes of accounts and sessions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.budgets import address_of, spend
from convite.core.idempotency import KeyedRoute
from convite.core.language import accepted_locale
from convite.core.paging import Page, Paging
from convite.core.request import (
    REFRESH_COOKIE,
    LoggedIn,
    Public,
    Read,
    Write,
    cookie_name,
    database_of,
    take_cookies,
)
from convite.core.shapes import check_version
from convite.people.identity import actions
from convite.people.identity.policy import (
    Account,
    Admin,
    OwnAccount,
    answer_tokens,
    check_recent,
    device_of,
    revoke_at_once,
)
from convite.people.identity.queries import (
    account_key,
    sessions_page,
    user_by_name,
    users_page,
)
from convite.people.identity.schemas import (
    Login,
    Refresh,
    Register,
    SessionOut,
    Tokens,
    UserOut,
    UserUpdate,
)

router = APIRouter(prefix="/api", tags=["Accounts"], route_class=KeyedRoute)


async def limit_registrations(request: Request) -> None:
    """Registrations from one address are limited."""
    await spend(request, "register")


async def hashed_password(body: Register) -> str:
    """The new password's hash, computed before the transaction opens."""
    return await actions.hash_password(body.password)


@router.post("/auth/register", status_code=201, dependencies=[Public, Depends(limit_registrations)])
async def register(
    request: Request,
    answer: Response,
    body: Register,
    password_hash: Annotated[str, Depends(hashed_password)],
    tx: Write,
) -> Tokens:
    """Creates an account and logs it in."""
    spoken = accepted_locale(request.headers.raw)
    user = await actions.register(tx, body, password_hash=password_hash, locale=spoken)
    device = device_of(request)
    opened = await actions.open_session(tx, user, device=device, ip=address_of(request))
    return answer_tokens(answer, opened)


@router.post("/auth/login", dependencies=[Public])
async def login(request: Request, answer: Response, body: Login) -> Tokens:
    """Logs in with e-mail or phone and password. No transaction is open during the check."""
    await spend(request, "login")
    await spend(request, "login-account", account_key(body.email, body.phone))
    database = database_of(request)
    async with database.read() as tx:
        user = await user_by_name(tx, email=body.email, phone=body.phone)
    user = await actions.verified(user, body.password)
    device = device_of(request)
    async with database.tx() as writing:
        opened = await actions.open_session(writing, user, device=device, ip=address_of(request))
    return answer_tokens(answer, opened)


@router.post("/auth/refresh", dependencies=[Public])
async def refresh(request: Request, answer: Response, body: Refresh | None = None) -> Tokens:
    """New tokens for a refresh token, from the body or the web app's cookie."""
    await spend(request, "login")
    cookie = request.cookies.get(cookie_name(REFRESH_COOKIE))
    secret = (body.refresh_token if body else None) or cookie
    database = database_of(request)
    async with database.tx() as tx:
        opened = await actions.rotate(tx, secret)
    opened = actions.check_not_reused(
        opened
    )  # the end of the session is committed before this raises
    return answer_tokens(answer, opened)


@router.post("/auth/logout", status_code=204)
async def logout(request: Request, answer: Response, token: LoggedIn, tx: Write) -> None:
    """Ends the session: its tokens are rejected from now on, its sockets closed."""
    await actions.log_out(tx, token)
    revoke_at_once(request, [token.session_id])
    take_cookies(answer)


@router.get("/me/sessions")
async def my_sessions(token: LoggedIn, tx: Read, query: Paging) -> Page[SessionOut]:
    """The caller's sessions that haven't ended, on all devices, the newest first."""
    return await sessions_page(tx, token, query)


@router.delete("/me/sessions/{session_id}", status_code=204)
async def revoke_session(
    request: Request, answer: Response, session_id: UUID, own: OwnAccount, tx: Write
) -> None:
    """Ends a session: its tokens are refused from now on, and its sockets closed."""
    await actions.revoke_session(tx, own.token, own.user, session_id)
    revoke_at_once(request, [session_id])
    if session_id == own.token.session_id:
        take_cookies(answer)


@router.delete("/me/sessions", status_code=204)
async def log_out_elsewhere(request: Request, own: OwnAccount, tx: Write) -> None:
    """Ends all of the caller's sessions but the one that asks."""
    revoke_at_once(request, await actions.log_out_elsewhere(tx, own.token, own.user))


@router.get("/users")
async def users(admin: Admin, tx: Read, query: Paging) -> Page[UserOut]:
    """Every account, newest last (admins)."""
    return await users_page(tx, query, UserOut.model_validate)


@router.get("/users/{user_id}")
async def user(account: Account) -> UserOut:
    """An account: the caller's own, or any for an admin."""
    return UserOut.model_validate(account.user)


@router.put("/users/{user_id}", operation_id="put_user")
@router.patch("/users/{user_id}", operation_id="patch_user")
async def change_user(request: Request, body: UserUpdate, account: Account, tx: Write) -> UserOut:
    """Changes the fields sent; role and active state by admins, a password with the current one.

    One's own e-mail or phone needs a log-in of the last 15 minutes: codes to log in are sent there.
    """
    values: dict[str, Any] = body.sent()
    check_version(
        account.user,
        values.pop("version", None),
        UserOut.model_validate(account.user).model_dump(mode="json"),
    )
    account.need_admin_for(values)
    if account.moves_address(values):
        await check_recent(tx, account)
    ended = await actions.change_account(tx, account.token, account.user, values)
    revoke_at_once(request, ended)
    return UserOut.model_validate(account.user)
