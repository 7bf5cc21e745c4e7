"""Errors shown to users: RFC 9457 problem details, also for violated database constraints.

Problem
  ├─ NotKnown 401, NotAllowed 403, NotFound 404, Gone 410
  ├─ Conflict 409
  │    ├─ StaleVersion (carries `current`)
  │    └─ WrongState (carries `current_status`)
  ├─ Held 423, Invalid 422, TooLarge 413, TooMany 429, Unavailable 503
"""

import dataclasses
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.exc import StaleDataError

from convite.core.language import problem_text

log = logging.getLogger("convite")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldText:
    """What is wrong, mostly with a field: an English sentence, and the name of its translations."""

    name: str
    english: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence."""
        return self.english

    @classmethod
    def named(cls, name: str, english: str, values: Mapping[str, Any]) -> Self:
        """A sentence whose name isn't known until it is said, such as a stored one."""
        return cls(name=name, english=english, values=values)

    def text_in(self, locale: str, *others: str) -> str:
        """The sentence in a language; in English if there is no translation or a value is missing.

        `others` are names of translations to use if its own name has none.
        """
        text = problem_text(locale, self.name, *others)
        if text is None:
            return self.english
        try:
            return text % self.values
        except (KeyError, TypeError, ValueError):
            log.warning("the text of %s in %s lacks its values", self.name, locale)
            return self.english

    def stored(self) -> dict[str, Any]:
        """The name and the plain values, as JSON; the English sentence is stored beside them."""
        plain = {
            name: value if isinstance(value, int | float) else str(value)
            for name, value in self.values.items()
            if not isinstance(value, Mapping | list | tuple)
        }
        return {"name": self.name, "values": plain}


#: What may be wrong with a field of any part.
NULL = FieldText(name="field.null", english="This can't be null.")
PAST = FieldText(name="field.past", english="This time is in the past.")
RANGE = FieldText(name="field.range", english="A value is out of range.")
LARGE = FieldText(name="field.large", english="A number is too large.")
CHARACTER = FieldText(
    name="field.character", english="The text contains a character that can't be stored."
)


class Problem(Exception):
    """An error response with a status, a stable name (`type`) and one sentence on what to do.

    The sentence is in English. Translations are in `locale/<code>/LC_MESSAGES/problems.po`, keyed by
    the stable name; `extra` and `with_text` provide their values.
    """

    status: ClassVar[int] = 400
    name: ClassVar[str] = "problem"
    title: ClassVar[str] = "This can't be done."
    #: Whether its sentence is for programmers; pages show the title instead.
    is_technical: ClassVar[bool] = False

    def __init__(
        self, detail: str | FieldText = "", *, name: str | None = None, **extra: Any
    ) -> None:
        super().__init__(str(detail) or self.title)
        self.detail = str(detail) or self.title
        self.text = detail if isinstance(detail, FieldText) else None
        self.kind = name or self.name
        self.extra = extra
        self.headers: dict[str, str] = {}
        self.case = ""
        self.values: dict[str, Any] = {}

    def with_text(self, case: str = "", /, **values: Any) -> Self:
        """Selects the translation for this case of the name, and provides its values.

        Example:
            `Conflict("An event has 50 gates at the most.", name="too-many-gates").with_text(most=50)`
        """
        self.case, self.values = case, values
        return self

    def title_in(self, locale: str) -> str:
        """The title in a language."""
        return problem_text(locale, f"{self.name}.title") or self.title

    def as_text(self) -> FieldText:
        """The sentence with the name and values of its translations, to be said later."""
        if self.text is not None:
            return self.text
        name = f"{self.kind}.{self.case}" if self.case else self.kind
        return FieldText.named(name, self.detail, {**self.extra, **self.values})

    def detail_in(self, locale: str) -> str:
        """The sentence in a language; in English if there is no translation or a value is missing."""
        return self.as_text().text_in(locale, *([self.kind] if self.case else []))

    def body(self, locale: str = "en") -> dict[str, Any]:
        """The problem document; an error at a field without a text of its own has the same text."""
        detail = self.detail_in(locale)
        extra = dict(self.extra)
        if "errors" in extra:
            extra["errors"] = [
                {
                    name: text.text_in(locale) if isinstance(text, FieldText) else text
                    for name, text in {"detail": detail, **error}.items()
                }
                for error in extra["errors"]
            ]
        return {
            "type": f"/problems/{self.kind}",
            "title": self.title_in(locale),
            "status": self.status,
            "detail": detail,
            **extra,
        }

    def encoded(self, locale: str = "en") -> bytes:
        """The problem document as JSON."""
        return msgspec.json.encode(self.body(locale))


class NotKnown(Problem):
    """Nobody is logged in, or the session has ended."""

    status, name, title = 401, "not-known", "Please log in."


class NotAllowed(Problem):
    """The caller is authenticated but lacks permission."""

    status, name, title = 403, "not-allowed", "You don't have permission to do this."


class NotFound(Problem):
    """It doesn't exist, or belongs to someone else."""

    status, name, title = 404, "not-found", "Not found."


class Gone(Problem):
    """It existed, but is no longer available."""

    status, name, title = 410, "gone", "This is no longer available."


class Conflict(Problem):
    """It conflicts with existing data."""

    status, name, title = 409, "conflict", "This conflicts with existing data."


class StaleVersion(Conflict):
    """Someone else has changed the row; `current` is its current state."""

    name, title = "stale-version", "Someone else has changed this."


class WrongState(Conflict):
    """The current state doesn't allow it; `current_status` is that state."""

    name, title = "wrong-state", "This isn't possible in its current state."


class Held(Problem):
    """Someone else is holding it."""

    status, name, title = 423, "held", "Someone else is choosing this right now."


class Invalid(Problem):
    """The input is invalid; `errors` lists the fields."""

    status, name, title = 422, "invalid", "Some fields need your attention."


class TooLarge(Problem):
    """The body is over the limit."""

    status, name, title = 413, "too-large", "This is too large."


class TooMany(Problem):
    """Too many attempts; `Retry-After` gives the time to wait."""

    status, name, title = 429, "too-many", "Too many attempts. Please wait a moment."

    def __init__(self, seconds: int, detail: str = "") -> None:
        super().__init__(detail or f"Too many attempts. Try again in {seconds} seconds.")
        self.with_text(seconds=max(1, seconds))
        self.headers = {"Retry-After": str(max(1, seconds))}


class Unavailable(Problem):
    """The database isn't responding."""

    status, name, title = 503, "unavailable", "The service is unavailable. Try again in a moment."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": "2"}


class WrongValue(ValueError):
    """A validator's refusal of a value, with a sentence in every language."""

    def __init__(self, text: FieldText) -> None:
        super().__init__(str(text))
        self.text = text


def invalid(path: str, detail: FieldText) -> Invalid:
    """An invalid field of the body; `path` is its dotted path."""
    pointer = "/" + path.replace(".", "/")
    return Invalid(detail, errors=[{"pointer": pointer, "detail": detail}])


#: Constraint name → (type, name, text). Parts register theirs next to their tables.
CONSTRAINTS: dict[str, tuple[type[Problem], str, str, str]] = {}


def on_constraint(
    constraint: str, name: str, detail: str, kind: type[Problem] = Conflict, *, field: str = ""
) -> None:
    """Registers the error to show when `constraint` is violated, at `field` of the body if given."""
    CONSTRAINTS[constraint] = (kind, name, detail, field)


CONSTRAINT_IN_TEXT = re.compile(r'constraint "([^"]+)"')


def driver_error(error: BaseException) -> BaseException:
    """Unwraps the database driver's own error."""
    origin = getattr(error, "orig", None) or error
    return getattr(origin, "__cause__", None) or origin


def from_database(error: BaseException) -> Problem | None:
    """The problem for a database error, or None if it is a bug of ours."""
    if is_gone(error):
        return NotFound()
    cause = driver_error(error)
    if is_away(error) or is_away(cause):
        return Unavailable()
    state = getattr(cause, "sqlstate", None) or ""
    constraint = getattr(cause, "constraint_name", None)
    if constraint is None:
        found = CONSTRAINT_IN_TEXT.search(str(cause))
        constraint = found.group(1) if found else None
    if constraint in CONSTRAINTS:
        kind, name, detail, field = CONSTRAINTS[constraint]
        at_field = {"errors": [{"pointer": f"/{field}"}]} if field else {}
        return kind(detail, name=name, **at_field)
    return by_state(state)


def is_gone(error: BaseException) -> bool:
    """Whether a row was deleted by somebody else between its being read and its being written."""
    if isinstance(error, StaleDataError):
        return True
    return isinstance(error, InvalidRequestError) and "Could not refresh instance" in str(error)


def is_away(error: BaseException) -> bool:
    """Whether the error means that the database is unreachable or the connection was lost.

    File errors have a file name, socket errors don't. Driver errors about values are our bugs.
    """
    if isinstance(error, OSError):
        return error.filename is None
    if isinstance(error, asyncpg.InterfaceError | asyncpg.InternalClientError):
        return not isinstance(error, ValueError)
    return False


#: SQLSTATE (or its class) → the caller's problem.
STATES: Mapping[str, tuple[type[Problem], str, str | FieldText]] = {
    "55P03": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "40P01": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "40001": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "23505": (Conflict, "duplicate", "This already exists."),
    "23503": (Conflict, "in-use", "This is still in use elsewhere, or no longer exists."),
    "23514": (Invalid, "invalid", RANGE),
    "22003": (Invalid, "invalid", LARGE),
    "22021": (Invalid, "invalid", CHARACTER),
    "22P05": (Invalid, "invalid", CHARACTER),
}


def by_state(state: str) -> Problem | None:
    """The problem for an SQLSTATE."""
    if state in STATES:
        kind, name, detail = STATES[state]
        return kind(detail, name=name)
    if state[:2] in {"08", "57", "53"}:
        return Unavailable()
    return None


def known_problem(error: Exception, request_id: UUID) -> Problem:
    """Turns any exception into a problem; an unexpected one is logged with the request's id."""
    known = error if isinstance(error, Problem) else from_database(error)
    if known is None:
        log.error("fault in request %s", request_id, exc_info=error)
        known = Fault(f"Something went wrong on our side. Reference number: {request_id}.")
        known.with_text(number=request_id)
    return known


class Fault(Problem):
    """An unexpected error on our side."""

    status, name, title = 500, "fault", "Something went wrong on our side."
