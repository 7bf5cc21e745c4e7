"""Request bodies the framework doesn't parse itself: file uploads and JSON for a given model.

Each error names the field it is about, as for ordinary bodies.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile

from convite.core.field_texts import text_of
from convite.core.problems import FieldText, Invalid, WrongValue, invalid

#: Largest body, in bytes; imports, plans and files may be larger.
MAX_BYTES = 1 << 20
#: Most errors reported for one body.
MAX_FAULTS = 50

UNKNOWN = FieldText(name="field.unknown", english="Unknown field.")
NO_FORM = FieldText(name="file.form", english="Send the file as multipart/form-data.")
NO_FILE = FieldText(name="file.part", english="Send the file as a part called file.")
NUL_IN_NAME = FieldText(
    name="file.name", english="The file's name contains a NUL character. Rename it."
)

ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class UploadedFile:
    """An uploaded file and the form's other fields as text."""

    name: str
    content: bytes
    fields: Mapping[str, str]


def is_form(request: Request) -> bool:
    """Whether the body is a multipart form."""
    return request.headers.get("content-type", "").startswith("multipart/form-data")


def check_charset(request: Request) -> None:
    """Refuses forms in another encoding than UTF-8; call it before a form is read.

    The framework decodes by whatever encoding the request names, and some of Python's take minutes for a
    text of a megabyte.

    Raises:
        Invalid: the form names another encoding.
    """
    # read as the form's parser reads it, which takes the last of several
    _, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise invalid("", FieldText(name="body.charset", english="Send the form in UTF-8."))


async def read_upload(
    request: Request,
    fields: Mapping[str, Sequence[str] | None],
    *,
    required: Collection[str] = (),
    most: int = -1,
) -> UploadedFile:
    """Reads a form with one part called `file` and with `fields`: name → choices, or free text.

    Reads at most `most` bytes of the file, or all of it if not given.

    Raises:
        Invalid: it isn't a form, has no file or an unknown field, or a field isn't one of its choices.
    """
    if not is_form(request):
        raise invalid("file", NO_FORM)
    check_charset(request)
    async with request.form(max_files=1, max_fields=10) as form:
        unknown = next((name for name in form if name not in ("file", *fields)), None)
        if unknown is not None:
            raise invalid(unknown, UNKNOWN)
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise invalid("file", NO_FILE)
        if "\x00" in (file.filename or ""):
            raise invalid("file", NUL_IN_NAME)
        sent = {name: str(value) for name in fields if (value := form.get(name))}
        for name, choices in fields.items():
            if choices is not None and name in {*sent, *required} and sent.get(name) not in choices:
                raise invalid(name, none_of(choices))
        return UploadedFile(name=file.filename or "", content=await file.read(most), fields=sent)


def none_of(choices: Iterable[str]) -> FieldText:
    """A field isn't one of its choices; says which there are."""
    known = ", ".join(choices)
    return FieldText(name="field.choices", english=f"Use {known}.", values={"choices": known})


def id_field(value: object, name: str, ask: FieldText | None = None) -> UUID:
    """An id from a form field or message; `ask` is what is wrong if it isn't one.

    Raises:
        Invalid: it isn't an id.
    """
    try:
        return UUID(str(value))
    except ValueError:
        no_id = FieldText(name="field.id", english=f"Give {name}.", values={"field": name})
        raise invalid(name, ask or no_id) from None


def validated(model: type[ModelT], value: Any) -> ModelT:
    """Validates a body against a model.

    Raises:
        RequestValidationError: each error names its field.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise RequestValidationError(
            [{**fault, "loc": ("body", *fault["loc"])} for fault in faults[:MAX_FAULTS]]
        ) from None


def json_value(content: bytes) -> Any:
    """Parses a JSON body into plain values.

    Raises:
        RequestValidationError: it isn't JSON.
    """
    try:
        return from_json(content)
    except ValueError as error:
        fault = {"type": "json_invalid", "loc": ("body",), "msg": str(error), "input": None}
        raise RequestValidationError([fault]) from None


def decoded(body: bytes, kind: Any) -> Any:
    """Decodes the body into its model; each error names its field."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        pointer = (
            path.strip("`").replace("$", "").replace(".", "/").replace("[", "/").replace("]", "")
        )
        raise BadInput(text, errors=[{"pointer": pointer, "detail": text}]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid(f"The body isn't valid JSON: {error}", name="bad-json") from None


def read_model(model: type[ModelT]) -> Callable[[bytes], ModelT]:
    """Reads a body of a pydantic model, with the framework's own validation errors."""

    def read(body: bytes) -> ModelT:
        try:
            return validated(model, json_value(body))
        except RequestValidationError as error:
            raise bad_input(error) from None

    return read


class BadInput(Invalid):
    """Validation errors reported by the framework."""

    is_technical = True


def bad_input(error: RequestValidationError) -> Invalid:
    """Turns validation errors into a problem that names each field."""
    faults = [fault_of(found) for found in error.errors()[:MAX_FAULTS]]
    detail = faults[0]["detail"]
    kind = Invalid if isinstance(detail, FieldText) else BadInput
    return kind(detail, errors=faults)


def fault_of(found: Any) -> dict[str, Any]:
    """One error, with a JSON pointer (body) or the parameter's name."""
    where, *path = [str(part) for part in found["loc"]]
    name = "/".join(path)
    at = {"pointer": f"/{name}" if name else ""} if where == "body" else {"parameter": name}
    given = found.get("ctx", {})
    refusal = given.get("error")
    if isinstance(refusal, WrongValue):
        return {**at, "detail": refusal.text}
    text = str(found["msg"]).removeprefix("Value error, ")
    if found["type"] == "json_invalid":
        return {"pointer": "", "detail": f"The body isn't valid JSON: {text}"}
    if found["type"] == "extra_forbidden":
        return {**at, "detail": UNKNOWN}
    # people fill in the fields of bodies; the rest is written by programs
    known = text_of(found["type"], text, given) if where == "body" and name else None
    return {**at, "detail": known or (f"{name}: {text}" if name else text)}
