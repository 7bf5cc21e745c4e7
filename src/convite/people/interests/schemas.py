"""Schemas of interests."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.language import Locale
from convite.core.shapes import CleanText, Input, Output, not_null, partial

#: Most interests of a person or an event.
MOST = 20

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
#: An interest as it is named in bodies and addresses: its id or its slug.
InterestName = Annotated[CleanText, Field(min_length=1, max_length=60)]
InterestNames = Annotated[list[InterestName], Field(max_length=MOST)]


class InterestTexts(Input):
    """What an interest is called in a language."""

    name: Annotated[CleanText, Field(min_length=1, max_length=80)]
    description: Annotated[CleanText, Field(max_length=500)] = ""


class InterestFields(Input):
    """An interest. `translations` has its name and description by language."""

    name: Annotated[CleanText, Field(min_length=1, max_length=80)]
    slug: Slug
    description: Annotated[CleanText, Field(max_length=500)] = ""
    is_active: bool = True
    translations: dict[Locale, InterestTexts] = {}


class InterestUpdate(partial(InterestFields, "InterestUpdateFields")):  # type: ignore[misc]
    """A partial interest."""

    filled = field_validator(
        "name", "slug", "description", "is_active", "translations", mode="before"
    )(not_null)


class InterestOut(Output):
    """An interest."""

    id: UUID
    name: str
    slug: str
    description: str
    is_active: bool
    translations: dict[Locale, InterestTexts]
    version: int


class MyInterests(Input):
    """The caller's choice, by ids or slugs; it replaces the one before."""

    interests: InterestNames


class MyInterestsOut(Output):
    """What the caller chose, by name."""

    interests: list[InterestOut]
