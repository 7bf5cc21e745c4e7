"""Schemas of message templates."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.messaging.templates.models import Category, ProviderStatus
from convite.messaging.templates.rules import numbered_fault
from convite.messaging.wording.schemas import on_one_line, with_known_placeholders
from convite.people.guests.models import Channel

#: A language, and maybe a region as WhatsApp writes it.
TemplateLocale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")]
#: What stands for a placeholder: words of the host, or placeholders that guests fill.
Variables = Annotated[
    dict[str, Annotated[CleanText, Field(max_length=500), AfterValidator(with_known_placeholders)]],
    Field(max_length=20),
]


class TemplateBase(Input):
    """Fields of a template."""

    name: Annotated[CleanText, Field(min_length=1, max_length=120)]
    channel: Channel
    locale: TemplateLocale = "en"
    subject: Annotated[CleanText, Field(max_length=200), AfterValidator(on_one_line)] = ""
    body: Annotated[CleanText, Field(min_length=1, max_length=4000)]
    variables: Variables = {}
    has_buttons: bool = False
    category: Category = "utility"


class TemplateFields(TemplateBase):
    """A new template."""

    @model_validator(mode="after")
    def fits_whatsapp(self) -> Self:
        """Rejects a text that WhatsApp wouldn't take."""
        if self.channel == "whatsapp" and self.subject:
            english = "WhatsApp messages have no subject."
            raise WrongValue(FieldText(name="template.subject", english=english))
        fault = numbered_fault(self.body) if self.channel == "whatsapp" else None
        if fault is not None:
            raise WrongValue(fault)
        return self


class TemplateUpdate(partial(TemplateBase, "TemplateUpdateFields")):  # type: ignore[misc]
    """The fields to change."""

    filled = field_validator(
        *("name", "channel", "locale", "subject", "body", "variables", "has_buttons", "category"),
        mode="before",
    )(not_null)


class TemplateOut(Output):
    """A template, and what WhatsApp says of it."""

    id: UUID
    organization_id: UUID
    name: str
    channel: Channel
    locale: str
    subject: str
    body: str
    variables: dict[str, str]
    #: Placeholders that the host fills.
    placeholders: list[str]
    has_buttons: bool
    category: Category
    provider_name: str | None
    provider_status: ProviderStatus | None
    provider_reason: str | None
    #: Whether messages can be sent with it now.
    is_usable: bool
    version: int
    created_at: datetime


class SyncAsked(Output):
    """The templates of WhatsApp's account will be read."""

    status: str
