"""Schemas of API keys."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from convite.core.api_keys import Scope
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output


def at_least_one(scopes: list[str]) -> list[str]:
    """Sorts the scopes and removes duplicates; a key without any could do nothing."""
    if not scopes:
        english = "Choose at least one scope."
        raise WrongValue(FieldText(name="api-key.scopes", english=english))
    return sorted(set(scopes))


class ApiKeyCreate(Input):
    """A new key. Without an expiry it works until it is revoked."""

    name: Annotated[CleanText, Field(min_length=1, max_length=100)]
    scopes: Annotated[list[Scope], Field(max_length=20), AfterValidator(at_least_one)]
    expires_at: Moment | None = None
    organization_id: UUID | None = None


class ApiKeyOut(Output):
    """A key as it is listed; the key itself can't be shown again."""

    id: UUID
    organization_id: UUID
    user_id: UUID
    name: str
    prefix: str
    scopes: list[Scope]
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    created_at: datetime


class ApiKeyMade(ApiKeyOut):
    """A new key, which is shown only now."""

    key: str
