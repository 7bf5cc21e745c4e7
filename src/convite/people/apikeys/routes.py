"""HTTP routes of API keys."""

from fastapi import APIRouter

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.request import LoggedIn, Read, Write
from convite.people.apikeys import actions
from convite.people.apikeys.policy import Key
from convite.people.apikeys.queries import keys_page
from convite.people.apikeys.schemas import ApiKeyCreate, ApiKeyMade, ApiKeyOut
from convite.people.organizations.policy import ActingIn, enter_organization

router = APIRouter(prefix="/api/api-keys", tags=["API keys"], route_class=KeyedRoute)


@router.get("")
async def api_keys(access: ActingIn, tx: Read, query: Paging) -> Page[ApiKeyOut]:
    """The organization's keys, newest first: all for who manages it, else the caller's own."""
    own = None if access.can("manage_organization") else access.token.user_id
    return await keys_page(tx, access.organization_id, query, user_id=own)


@router.post("", status_code=201)
async def create_api_key(body: ApiKeyCreate, token: LoggedIn, tx: Write) -> ApiKeyMade:
    """Creates a key, which acts for the caller in one organization (default: their own).

    It is sent as a bearer token, and can never do more than the caller may at that moment.
    """
    organization_id = body.organization_id or token.organization_id
    await enter_organization(tx, token, organization_id)
    row, text = await actions.create_key(
        tx, token.actor, body, organization_id=organization_id, user_id=token.user_id
    )
    return ApiKeyMade(**ApiKeyOut.model_validate(row).model_dump(), key=text)


@router.get("/{key_id}")
async def api_key(access: Key) -> ApiKeyOut:
    """One key."""
    return ApiKeyOut.model_validate(access.key)


@router.delete("/{key_id}", status_code=204)
async def revoke_api_key(access: Key, tx: Write) -> None:
    """Revokes a key: from then on it is refused."""
    await actions.revoke_key(tx, access.organization.token.actor, access.key)
