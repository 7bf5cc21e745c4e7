"""Schemas of passkeys."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output, partial

PasskeyName = Annotated[CleanText, Field(min_length=1, max_length=100)]
#: A credential as browsers write it in JSON (`PublicKeyCredential.toJSON()`).
Credential = dict[str, Any]


class PasskeyOptions(Output):
    """What the browser is to ask an authenticator for."""

    #: As browsers read it: `PublicKeyCredential.parseCreationOptionsFromJSON()`, or for a log-in
    #: `parseRequestOptionsFromJSON()`.
    options: dict[str, Any]


class PasskeyNew(Input):
    """A passkey that an authenticator has just made."""

    #: By default that of the browser and the system.
    name: PasskeyName | None = None
    credential: Credential


class PasskeyFields(Input):
    """What can be changed of a passkey."""

    name: PasskeyName


class PasskeyUpdate(partial(PasskeyFields, "PasskeyUpdateFields", version=False)):  # type: ignore[misc]
    """A partial passkey."""


class PasskeyLogin(Input):
    """What an authenticator signed."""

    credential: Credential


class PasskeyOut(Output):
    """A passkey that opens the account."""

    id: UUID
    name: str
    #: Whether a password manager copies it to other devices.
    is_synced: bool
    created_at: datetime
    #: When it last logged somebody in; null if it never did.
    last_used_at: datetime | None


class PasskeysOut(Output):
    """The passkeys that open the account."""

    items: list[PasskeyOut]
