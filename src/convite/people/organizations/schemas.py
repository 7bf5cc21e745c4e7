"""Schemas of organizations."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from convite.core.language import Locale
from convite.core.money import is_currency
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, not_null, partial, whole_schema
from convite.people.organizations.models import MembershipStatus, OrganizationRole


def known_currency(code: str) -> str:
    """Rejects unknown ISO 4217 codes."""
    if not is_currency(code.upper()):
        english = "This isn't a currency; use a code such as EUR."
        raise WrongValue(FieldText(name="value.currency", english=english))
    return code.upper()


Currency = Annotated[str, Field(min_length=3, max_length=3), AfterValidator(known_currency)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class ContactInfo(BaseModel):
    """How an organization is named on the invoices of what it sells."""

    model_config = ConfigDict(extra="forbid")

    #: Its legal name, if it has another one than the organization.
    name: Annotated[CleanText, Field(max_length=200)] = ""
    #: Its postal address, line by line.
    address: Annotated[list[Annotated[CleanText, Field(max_length=200)]], Field(max_length=6)] = []
    email: Annotated[EmailStr, Field(max_length=254)] | None = None


#: The same as stored; what isn't set is left out.
ContactInfoKept = Annotated[dict[str, Any], WithJsonSchema(whole_schema(ContactInfo))]


class OrganizationFields(Input):
    """An organization's details. `country` is what local phone numbers are read by."""

    name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    country: Country | None = None
    currency: Currency = "EUR"
    locale: Locale | None = None
    contact_info: ContactInfo = ContactInfo()


class OrganizationUpdate(partial(OrganizationFields, "OrganizationUpdateFields")):  # type: ignore[misc]
    """A partial organization."""

    filled = field_validator("name", "currency", "contact_info", mode="before")(not_null)


class OrganizationOut(Output):
    """An organization the caller is a member of, with their role and what it lets them do."""

    id: UUID
    name: str
    kind: str
    currency: str
    country: str | None
    locale: Locale | None
    contact_info: ContactInfoKept
    version: int
    role: OrganizationRole
    can: dict[str, bool] = {}


class OrganizationMemberAdd(Input):
    """Whom to add: an account by its id, or whoever has an e-mail."""

    email: Annotated[EmailStr, Field(max_length=254)] | None = None
    user_id: UUID | None = None
    role: OrganizationRole

    @model_validator(mode="after")
    def named_once(self) -> "OrganizationMemberAdd":
        """Somebody is named by exactly one of the two."""
        if (self.email is None) == (self.user_id is None):
            english = "Enter the e-mail of the person to invite, or choose an account; not both."
            raise WrongValue(FieldText(name="member.address", english=english))
        return self


class OrganizationMemberUpdate(Input):
    """A member's new role."""

    role: OrganizationRole
    version: int | None = None


class OrganizationMemberOut(Output):
    """A member of an organization, or somebody invited to it."""

    id: UUID
    organization_id: UUID
    #: Null until an invitation is accepted.
    user_id: UUID | None
    name: str
    email: str | None
    role: OrganizationRole
    status: MembershipStatus
    #: Until when an invitation can be accepted.
    expires_at: datetime | None
    version: int
    created_at: datetime
