"""What the framework's own checks of a field say, in words for whoever filled it in."""

from collections.abc import Callable, Mapping
from typing import Any

from convite.core.problems import FieldText

MISSING = FieldText(name="field.missing", english="This is required.")
EMPTY = FieldText(name="field.empty", english="This can't be empty.")
TEXT = FieldText(name="field.text", english="This has to be text.")
NUMBER = FieldText(name="field.number", english="This has to be a number.")
WHOLE = FieldText(name="field.whole", english="This has to be a whole number.")
TRUTH = FieldText(name="field.truth", english="This has to be true or false.")
ID = FieldText(name="field.no-id", english="This isn't an id.")
MOMENT = FieldText(
    name="field.moment",
    english="Write the date and time with its offset, such as 2027-05-01T18:00:00+02:00.",
)
DAY = FieldText(name="field.day", english="Write the date as 2027-05-01.")
LINK = FieldText(
    name="field.link", english="Enter a full address, such as https://example.com/page."
)
EMAIL = FieldText(
    name="field.email", english="No mail can be sent to this address. Check it for mistakes."
)


def short(given: Mapping[str, Any]) -> FieldText:
    """A text with too few characters."""
    least = given["min_length"]
    english = f"Use at least {least} characters."
    if least == 1:
        return EMPTY
    return FieldText(name="field.short", english=english, values={"least": least})


def long(given: Mapping[str, Any]) -> FieldText:
    """A text with too many characters."""
    most = given["max_length"]
    return FieldText(
        name="field.long", english=f"Use at most {most} characters.", values={"most": most}
    )


#: What pydantic calls lists; a text behind a validator of ours is a "Value".
LISTS = frozenset({"List", "Set", "Frozenset", "Tuple", "Dictionary"})


def many(given: Mapping[str, Any]) -> FieldText:
    """A list with too many entries, or a text with too many characters."""
    if given["field_type"] not in LISTS:
        return long(given)
    most = given["max_length"]
    return FieldText(
        name="field.many", english=f"Send at most {most} entries.", values={"most": most}
    )


def few(given: Mapping[str, Any]) -> FieldText:
    """A list with too few entries, or a text with too few characters."""
    if given["field_type"] not in LISTS:
        return short(given)
    least = given["min_length"]
    if least == 1:
        return EMPTY
    return FieldText(
        name="field.few", english=f"Send at least {least} entries.", values={"least": least}
    )


def small(given: Mapping[str, Any]) -> FieldText:
    """A number below the least."""
    least = given["ge"]
    return FieldText(name="field.small", english=f"Use {least} or more.", values={"least": least})


def big(given: Mapping[str, Any]) -> FieldText:
    """A number over the most."""
    most = given["le"]
    return FieldText(name="field.big", english=f"Use {most} or less.", values={"most": most})


def choice(given: Mapping[str, Any]) -> FieldText:
    """A value that isn't one of those possible."""
    known = given["expected"].replace(" or ", ", ")
    return FieldText(name="field.one-of", english=f"Use {known}.", values={"choices": known})


#: By pydantic's names of errors, https://docs.pydantic.dev/latest/errors/validation_errors/.
TEXTS: Mapping[str, FieldText | Callable[[Mapping[str, Any]], FieldText]] = {
    "missing": MISSING,
    "string_type": TEXT,
    "string_too_short": short,
    "string_too_long": long,
    "too_short": few,
    "too_long": many,
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "bool_type": TRUTH,
    "bool_parsing": TRUTH,
    "greater_than_equal": small,
    "less_than_equal": big,
    "enum": choice,
    "literal_error": choice,
    "uuid_type": ID,
    "uuid_parsing": ID,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "url_type": LINK,
    "url_parsing": LINK,
    "url_scheme": LINK,
}


def text_of(kind: str, message: str, given: Mapping[str, Any]) -> FieldText | None:
    """The sentence for one of the framework's errors, or None if only programs can cause it."""
    if kind == "value_error" and "email address" in message:
        return EMAIL
    text = TEXTS.get(kind)
    return text(given) if callable(text) else text
