"""Keys by which programs act as whoever made them: how a request by one is recognized.

Each request reads its key again, so that a revoked one is refused at once, in every process. A key acts in
one organization, with what its scopes and its maker's role there both allow.
"""

from collections.abc import Iterable
from typing import Literal, get_args
from uuid import UUID

from convite.core.access import Token
from convite.core.budgets import Budgets
from convite.core.database import Database
from convite.core.ids import hash_of
from convite.core.problems import NotAllowed, NotKnown

#: What a key starts with, so that it is told from a session's token, and found in code by scanners.
KEY_PREFIX = "cv_"

Scope = Literal["events:read", "events:write", "guests:read", "guests:write", "check_in"]

SEEING = frozenset({"view_event", "see_seats"})
#: Scope → the rights that it lets through. What no scope has, a key can't do: the team, deleting events,
#: the organization and accounts.
SCOPES: dict[Scope, frozenset[str]] = {
    "events:read": SEEING,
    "events:write": SEEING | {"edit_event", "create_events", "edit_seats", "hold_seats"},
    "guests:read": SEEING | {"see_guests", "see_contacts", "see_answers", "export_guests"},
    "guests:write": SEEING | {"edit_guests", "edit_invitations", "import_guests", "send_messages"},
    "check_in": SEEING | {"check_in"},
}
ALL_SCOPES: tuple[Scope, ...] = get_args(Scope)

#: Where keys are taken: routes that ask for a right on an event, or on an address book.
OPEN_TO_KEYS = (
    "/api/events", "/api/guests", "/api/invitations", "/api/attendees", "/api/seats", "/api/holds",
    "/api/tickets", "/api/batches", "/api/tasks",
)  # fmt: skip
#: Among them, what people do themselves.
CLOSED_TO_KEYS = frozenset(
    {"members", "invite-member", "devices", "merge", "reports", "take-down", "put-back"}
)

BY_HASH = "SELECT id, organization_id, user_id, scopes, is_over FROM api_key_by_hash($1)"
#: A key's token is made for each request; it has no end of its own.
NEVER = 2**53


def is_key(text: str) -> bool:
    """Whether a bearer's text is a key, and no session's token."""
    return text.startswith(KEY_PREFIX)


def rights_within(scopes: Iterable[str]) -> frozenset[str]:
    """The rights that scopes let through."""
    return frozenset().union(*(SCOPES[name] for name in ALL_SCOPES if name in set(scopes)))


def check_route(path: str) -> None:
    """Refuses keys on routes that aren't open to them.

    Raises:
        NotAllowed: this route isn't.
    """
    is_open = any(path == start or path.startswith(f"{start}/") for start in OPEN_TO_KEYS)
    if not is_open or CLOSED_TO_KEYS & set(path.split("/")):
        raise NotAllowed("API keys can't be used here. Log in instead.", name="api-key-route")


async def token_of_key(database: Database, budgets: Budgets, text: str) -> Token:
    """The token of a request with this key.

    Raises:
        NotKnown: the key is unknown, has expired or was revoked.
        TooMany: it was used too often.
    """
    row = await database.pool.fetchrow(BY_HASH, hash_of(text))
    if row is None or row["is_over"]:
        raise NotKnown(
            "This API key is unknown, has expired or was revoked. Create another one.",
            name="api-key-over",
        )
    key_id: UUID = row["id"]
    await budgets.spend("api-key", str(key_id))
    return Token(
        user_id=row["user_id"],
        session_id=key_id,
        role="organizer",
        organization_id=row["organization_id"],
        expires_at=NEVER,
        key_rights=rights_within(row["scopes"]),
    )
