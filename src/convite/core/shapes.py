"""Base models for input and output, and how a partial body changes a row."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    create_model,
)

from convite.core.db import Versioned
from convite.core.problems import NULL, FieldText, StaleVersion, WrongValue

#: The years that a date may be in. The first and last ones that there are can't be moved to another time
#: zone or by a few minutes, and are typing errors.
FIRST_YEAR, LAST_YEAR = 1900, 9998

DateT = TypeVar("DateT", bound=date)


def is_storable(text: str) -> bool:
    """Whether PostgreSQL and pages can handle a text: it has no NUL and no half of a letter."""
    return not any(is_control(letter) or 0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def is_control(letter: str) -> bool:
    """Whether it is a control character other than a line break or a tab."""
    return ord(letter) < 32 and letter not in "\n\r\t"


def no_control(text: str) -> str:
    """Rejects NUL and other control characters that PostgreSQL or a page can't handle."""
    if any(map(is_control, text)):
        english = "This contains a control character; remove it."
        raise WrongValue(FieldText(name="value.control", english=english))
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        english = "This contains an unpaired surrogate, which isn't valid text."
        raise WrongValue(FieldText(name="value.surrogate", english=english))
    return text


def stripped(value: object) -> object:
    """Strips surrounding whitespace."""
    return value.strip() if isinstance(value, str) else value


def with_zone(moment: datetime) -> datetime:
    """Rejects a time without an offset."""
    if moment.tzinfo is None:
        english = "This needs an offset from UTC, such as 2027-05-01T18:00:00+02:00 or …Z."
        raise WrongValue(FieldText(name="value.offset", english=english))
    return moment


def in_reach(day: DateT) -> DateT:
    """Rejects a date or time at the edge of what can be computed with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        english = f"This needs a year between {FIRST_YEAR} and {LAST_YEAR}."
        raise WrongValue(
            FieldText(
                name="value.year", english=english, values={"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        )
    return day


def not_null(value: object) -> object:
    """Rejects null for a field of a partial body that can't be cleared."""
    if value is None:
        raise WrongValue(NULL)
    return value


CleanText = Annotated[str, BeforeValidator(stripped), AfterValidator(no_control)]
Day = Annotated[date, AfterValidator(in_reach)]
#: A share with up to three digits after the point; a number in JSON.
Percent = Annotated[
    Decimal,
    Field(ge=0, le=100, max_digits=6, decimal_places=3),
    PlainSerializer(float, return_type=float, when_used="json"),
]
Moment = Annotated[datetime, AfterValidator(with_zone), AfterValidator(in_reach)]


class Input(BaseModel):
    """A request body; unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000)


def always_whole(schema: dict[str, Any]) -> None:
    """Marks every field of a response schema as required, even those with a default."""
    schema["required"] = list(schema.get("properties", {}))


class Output(BaseModel):
    """A response body, read from attributes."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra=always_whole)


class PartialInput(Input):
    """A body of which only the fields that were sent are applied."""

    def sent(self) -> dict[str, Any]:
        """The fields that were sent."""
        return self.model_dump(exclude_unset=True)


def partial(model: type[Input], name: str, *, version: bool = True) -> type[Any]:
    """The model with every field optional, for PUT and PATCH."""
    fields: dict[str, Any] = {}
    for field, details in model.model_fields.items():
        kept = details._copy() if hasattr(details, "_copy") else details
        kept.default, kept.default_factory = None, None
        fields[field] = (details.annotation, kept)
    if version:
        fields["version"] = (int | None, None)
    return create_model(name, __base__=(PartialInput,), **fields)


def check_version(row: Versioned, expected: int | None, current: Any) -> None:
    """Rejects a write based on an older version of the row.

    Raises:
        StaleVersion: carries `current`, the row's current state.
    """
    if expected is not None and row.version != expected:
        raise StaleVersion(
            "Someone else has changed this. Review the changes and try again.",
            current=current,
        )


def patch(row: Any, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Sets the fields that differ and increments the version; returns their values before and after."""
    changed = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = (before, value)
    if changed and isinstance(row, Versioned):
        row.version += 1
    return changed


def whole_schema(model: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON schema with the models inside it in their places instead of named at its end.

    For schemas that are put into others, where those names mean nothing.
    """
    schema = model.model_json_schema()
    inner = schema.pop("$defs", {})

    def placed(part: Any) -> Any:
        if isinstance(part, list):
            return [placed(one) for one in part]
        if not isinstance(part, dict):
            return part
        name = part.get("$ref", "").removeprefix("#/$defs/")
        whole = {**inner[name], **part} if name else part
        return {key: placed(value) for key, value in whole.items() if key != "$ref"}

    found: dict[str, Any] = placed(schema)
    return found
