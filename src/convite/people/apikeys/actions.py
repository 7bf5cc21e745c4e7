"""Writes of API keys."""

from uuid import UUID

from convite.core.api_keys import KEY_PREFIX
from convite.core.clock import now
from convite.core.db import Tx, load
from convite.core.ids import hash_of, new_id, new_secret
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.people.apikeys.facts import ApiKeyCreated, ApiKeyRevoked
from convite.people.apikeys.models import ApiKey
from convite.people.apikeys.queries import count_keys
from convite.people.apikeys.schemas import ApiKeyCreate

#: Most keys of one organization.
MAX_KEYS = 100
#: How much of a key is kept, to tell it from others.
SHOWN = len(KEY_PREFIX) + 6


async def create_key(
    tx: Tx, actor: Actor, body: ApiKeyCreate, *, organization_id: UUID, user_id: UUID
) -> tuple[ApiKey, str]:
    """Creates a key; returns it with its text, which can't be read again.

    Raises:
        Invalid: it would have expired already.
        Conflict: the organization has too many.
    """
    if body.expires_at is not None and body.expires_at <= now():
        ahead = FieldText(name="api-key.expiry", english="The expiry must lie ahead.")
        raise invalid("expires_at", ahead)
    if await count_keys(tx, organization_id) >= MAX_KEYS:
        raise Conflict(
            f"An organization can have at most {MAX_KEYS} API keys. Revoke one first.",
            name="too-many-api-keys",
        ).with_text(most=MAX_KEYS)
    text = f"{KEY_PREFIX}{new_secret()}"
    row = ApiKey(
        id=new_id(),
        organization_id=organization_id,
        user_id=user_id,
        prefix=text[:SHOWN],
        key_hash=hash_of(text),
        **body.model_dump(include={"name", "scopes", "expires_at"}),
    )
    tx.add(row)
    await tx.flush()
    fact = ApiKeyCreated(
        organization_id=organization_id, object_id=row.id, prefix=row.prefix, scopes=row.scopes
    )
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row, text


async def revoke_key(tx: Tx, actor: Actor, key: ApiKey) -> None:
    """Revokes a key: the next request by it is refused.

    Raises:
        NotFound: it was revoked meanwhile.
    """
    row = await load(tx, ApiKey, key.id, lock=True)
    if row is None or row.revoked_at is not None:
        raise NotFound
    row.revoked_at = now()
    fact = ApiKeyRevoked(organization_id=row.organization_id, object_id=row.id, prefix=row.prefix)
    await record(tx, actor, fact)
