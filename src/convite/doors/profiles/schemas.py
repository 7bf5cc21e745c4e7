"""Schemas of accounts with their profiles, and of what others see of them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from convite.core.clock import now
from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Day, Input, Output, partial
from convite.doors.profiles.rules import (
    MAX_AGE,
    MAX_LANGUAGES,
    MAX_PICTURES,
    Audience,
    Viewer,
    age_on,
    audiences,
    language_code,
    shown_fields,
)
from convite.events.files.models import File
from convite.events.files.schemas import PictureOut, picture_out
from convite.people.identity.models import Gender, Profile
from convite.people.identity.schemas import Name, UserOut, Zone
from convite.people.interests.models import Interest
from convite.people.interests.schemas import InterestOut

BOTH = FieldText(name="profile.position", english="Give both latitude and longitude, or neither.")


def lived(day: date) -> date:
    """Rejects a day on which no living person was born."""
    if not 0 <= age_on(now().date(), day) <= MAX_AGE:
        english = "Nobody who is alive was born on this day."
        raise WrongValue(FieldText(name="value.birth-date", english=english))
    return day


def spoken(languages: list[str]) -> list[str]:
    """Rejects what isn't a code of a language; each stands once."""
    codes = [language_code(language) for language in languages]
    for language, code in zip(languages, codes, strict=True):
        if code is None:
            english = f"“{language}” isn't the code of a language, such as es or pt-BR."
            raise WrongValue(
                FieldText(name="value.language", english=english, values={"given": language})
            )
    return list(dict.fromkeys(code for code in codes if code))


def different(ids: list[UUID]) -> list[UUID]:
    """Rejects a picture that is named twice."""
    if len(set(ids)) < len(ids):
        english = "A picture can stand here only once."
        raise WrongValue(FieldText(name="value.twice", english=english))
    return ids


class VisibleOut(Output):
    """Who sees each field of a profile."""

    name: Audience
    #: The first picture.
    picture: Audience
    #: The other pictures.
    pictures: Audience
    bio: Audience
    location: Audience
    languages: Audience
    interests: Audience
    gender: Audience
    #: Others see only the age.
    birth_date: Audience
    #: That they come to an event: everybody reads it on its page.
    attendance: Audience


class VisibleFields(Input):
    """Who sees each field of a profile."""

    name: Audience
    picture: Audience
    pictures: Audience
    bio: Audience
    location: Audience
    languages: Audience
    interests: Audience
    gender: Audience
    birth_date: Audience
    attendance: Audience


class VisibleUpdate(partial(VisibleFields, "VisibleUpdateFields", version=False)):  # type: ignore[misc]
    """Who sees some fields; the others stay as they are."""


class ProfileOut(Output):
    """A user's profile, as they see it themselves."""

    bio: str
    location: str
    latitude: float | None
    longitude: float | None
    birth_date: date | None
    gender: Gender | None
    languages: list[str]
    #: In the order in which they are shown.
    pictures: list[PictureOut]
    visible: VisibleOut
    #: Whether the account's phone is proven.
    is_verified: bool
    locale: Locale
    timezone: str


class MeOut(UserOut):
    """The caller, flat, with their profile."""

    profile: ProfileOut


class MeUpdate(Input):
    """The caller's own name."""

    name: Name


class ProfileFields(Input):
    """A profile."""

    bio: Annotated[CleanText, Field(max_length=2000)]
    location: Annotated[CleanText, Field(max_length=200)]
    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] | None
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None
    birth_date: Annotated[Day, AfterValidator(lived)] | None
    gender: Gender | None
    languages: Annotated[
        list[Annotated[CleanText, Field(max_length=20)]],
        Field(max_length=MAX_LANGUAGES),
        AfterValidator(spoken),
    ]
    #: Ids of files with the purpose `profile_picture`; those left out are removed.
    pictures: Annotated[list[UUID], Field(max_length=MAX_PICTURES), AfterValidator(different)]
    visible: VisibleUpdate
    locale: Locale
    timezone: Zone


class ProfileUpdate(partial(ProfileFields, "ProfileUpdateFields", version=False)):  # type: ignore[misc]
    """A partial profile."""

    @model_validator(mode="after")
    def whole_position(self) -> "ProfileUpdate":
        """A place on the map is changed as a whole."""
        sent = self.sent()
        given = [sent.get(name) is not None for name in ("latitude", "longitude")]
        if ("latitude" in sent) != ("longitude" in sent) or len(set(given)) > 1:
            raise WrongValue(BOTH)
        return self


class ShownProfile(Output):
    """What somebody else sees of a profile; what they don't see is null or empty."""

    name: str | None
    #: Whether the account's phone is proven.
    is_verified: bool
    bio: str
    location: str
    languages: list[str]
    #: By name.
    interests: list[InterestOut]
    gender: Gender | None
    age: int | None
    pictures: list[PictureOut]


def profile_out(profile: Profile, pictures: Sequence[File]) -> ProfileOut:
    """A profile as its owner sees it, with its pictures in order."""
    own = {"pictures": list(map(picture_out, pictures)), "visible": audiences(profile.visible)}
    names = ProfileOut.model_fields.keys() - own.keys()
    return ProfileOut(**{name: getattr(profile, name) for name in names}, **own)


def shown_to(
    name: str,
    profile: Profile,
    pictures: Sequence[File],
    interests: Sequence[Interest],
    viewer: Viewer,
) -> ShownProfile:
    """What a viewer sees of somebody: their age, not their birth date, and no position."""
    shown = shown_fields(profile.visible, viewer)
    kept = [
        picture_out(file)
        for number, file in enumerate(pictures)
        if ("pictures" if number else "picture") in shown
    ]
    birth_date = profile.birth_date if "birth_date" in shown else None
    return ShownProfile(
        name=name if "name" in shown else None,
        is_verified=profile.is_verified,
        bio=profile.bio if "bio" in shown else "",
        location=profile.location if "location" in shown else "",
        languages=profile.languages if "languages" in shown else [],
        interests=list(map(InterestOut.model_validate, interests)) if "interests" in shown else [],
        gender=profile.gender if "gender" in shown else None,
        age=age_on(now().date(), birth_date) if birth_date else None,
        pictures=kept,
    )
