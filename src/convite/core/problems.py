"""Errors that users see: RFC 9457 problem details, and constraint names turned into them.

Problem
  ├─ NotKnown 401, NotAllowed 403, NotFound 404, Gone 410
  ├─ Conflict 409
  │    ├─ StaleVersion (carries `current`)
  │    └─ WrongState (carries `current_status`)
  ├─ Held 423, Invalid 422, TooLarge 413, TooMany 429, Unavailable 503
"""

import logging
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Self
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy.exc import TimeoutError as PoolTimeout

from convite.core.language import problem_text

log = logging.getLogger("convite")


class Problem(Exception):
    """A refusal with a status, a stable name (`type`), and one sentence that says what to do.

    The sentence is English. Other languages have theirs in `locale/<code>/LC_MESSAGES/problems.po`,
    by the stable name, with what `extra` and `worded` give filled in.
    """

    status: ClassVar[int] = 400
    name: ClassVar[str] = "problem"
    title: ClassVar[str] = "This can't be done."

    def __init__(self, detail: str = "", *, name: str | None = None, **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.kind = name or self.name
        self.extra = extra
        self.headers: dict[str, str] = {}
        self.case = ""
        self.values: dict[str, Any] = {}

    def worded(self, case: str = "", /, **values: Any) -> Self:
        """Says which text its name has in other languages, where one doesn't fit all, and with what.

        Example:
            `Conflict("An event has 50 gates at the most.", name="too-many-gates").worded(most=50)`
        """
        self.case, self.values = case, values
        return self

    def title_in(self, locale: str) -> str:
        """The title in a language."""
        return problem_text(locale, f"{self.name}.title") or self.title

    def detail_in(self, locale: str) -> str:
        """The sentence in a language; in English where there is no text, or one lacks its values."""
        text = problem_text(locale, *([f"{self.kind}.{self.case}"] if self.case else []), self.kind)
        if text is None:
            return self.detail
        try:
            return text % {**self.extra, **self.values}
        except (KeyError, TypeError, ValueError):
            log.warning("the text of %s in %s lacks its values", self.kind, locale)
            return self.detail

    def body(self, locale: str = "en") -> dict[str, Any]:
        """The problem document."""
        return {
            "type": f"/problems/{self.kind}",
            "title": self.title_in(locale),
            "status": self.status,
            "detail": self.detail_in(locale),
            **self.extra,
        }

    def encoded(self, locale: str = "en") -> bytes:
        """The problem document as JSON."""
        return msgspec.json.encode(self.body(locale))


class NotKnown(Problem):
    """Nobody is logged in, or the log-in has ended."""

    status, name, title = 401, "not-known", "Please log in."


class NotAllowed(Problem):
    """The person is known, and may not."""

    status, name, title = 403, "not-allowed", "You don't have permission to do this."


class NotFound(Problem):
    """There is nothing here, or it belongs to somebody else."""

    status, name, title = 404, "not-found", "Not found."


class Gone(Problem):
    """What was here has ended."""

    status, name, title = 410, "gone", "This is no longer available."


class Conflict(Problem):
    """It clashes with what is there."""

    status, name, title = 409, "conflict", "This conflicts with existing data."


class StaleVersion(Conflict):
    """Somebody else changed the row meanwhile; `current` is the row as it stands."""

    name, title = "stale-version", "Someone else has changed this."


class WrongState(Conflict):
    """The thing's state doesn't allow it; `current_status` names the state."""

    name, title = "wrong-state", "This isn't possible in its current state."


class Held(Problem):
    """Somebody else holds it for the moment."""

    status, name, title = 423, "held", "Someone else is choosing this right now."


class Invalid(Problem):
    """The input is wrong; `errors` points at the fields."""

    status, name, title = 422, "invalid", "Some fields need your attention."


class TooLarge(Problem):
    """The body is over the limit."""

    status, name, title = 413, "too-large", "This is too large."


class TooMany(Problem):
    """Too many tries; `Retry-After` says when the next may be."""

    status, name, title = 429, "too-many", "Too many attempts. Please wait a moment."

    def __init__(self, seconds: int, detail: str = "") -> None:
        super().__init__(detail or f"Too many attempts. Try again in {seconds} seconds.")
        self.worded(seconds=max(1, seconds))
        self.headers = {"Retry-After": str(max(1, seconds))}


class Unavailable(Problem):
    """The database doesn't answer at the moment."""

    status, name, title = 503, "unavailable", "The service is unavailable. Try again in a moment."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": "2"}


def invalid(field: str, detail: str) -> Invalid:
    """One wrong field of the body: `field` is its dotted path."""
    pointer = "/" + field.replace(".", "/")
    return Invalid(detail, errors=[{"pointer": pointer, "detail": detail}])


#: Constraint name → (type, what the user reads). Parts add theirs beside their tables.
CONSTRAINTS: dict[str, tuple[type[Problem], str, str]] = {}


def on_constraint(constraint: str, name: str, detail: str, kind: type[Problem] = Conflict) -> None:
    """Says which error the user sees when the database refuses by `constraint`."""
    CONSTRAINTS[constraint] = (kind, name, detail)


CONSTRAINT_IN_TEXT = re.compile(r'constraint "([^"]+)"')


def driver_error(error: BaseException) -> BaseException:
    """The database driver's own error inside a wrapped one."""
    origin = getattr(error, "orig", None) or error
    return getattr(origin, "__cause__", None) or origin


def from_database(error: BaseException) -> Problem | None:
    """The problem behind a database error, or None when it is a fault of ours."""
    cause = driver_error(error)
    if is_away(error) or is_away(cause):
        return Unavailable()
    state = getattr(cause, "sqlstate", None) or ""
    constraint = getattr(cause, "constraint_name", None)
    if constraint is None:
        found = CONSTRAINT_IN_TEXT.search(str(cause))
        constraint = found.group(1) if found else None
    if constraint in CONSTRAINTS:
        kind, name, detail = CONSTRAINTS[constraint]
        return kind(detail, name=name)
    return by_state(state)


def is_away(error: BaseException) -> bool:
    """Whether it says that the database can't be reached, or that its line was cut.

    A file's error names the file, a socket's doesn't. The driver's errors about values are ours.
    """
    if isinstance(error, OSError):
        return error.filename is None
    if isinstance(error, asyncpg.InterfaceError | asyncpg.InternalClientError):
        return not isinstance(error, ValueError)
    return isinstance(error, PoolTimeout)


#: SQLSTATE (or its class) → what it means to the caller.
STATES: Mapping[str, tuple[type[Problem], str, str]] = {
    "55P03": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "40P01": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "40001": (Conflict, "busy", "Someone else is changing this right now. Try again."),
    "23505": (Conflict, "duplicate", "This already exists."),
    "23503": (Conflict, "in-use", "This is still in use elsewhere, or no longer exists."),
    "23514": (Invalid, "invalid", "A value is out of range."),
    "22003": (Invalid, "invalid", "A number is too large."),
    "22021": (Invalid, "invalid", "The text contains a character that can't be stored."),
    "22P05": (Invalid, "invalid", "The text contains a character that can't be stored."),
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
    """A refusal as it is, what the database refused in words, a fault of ours with its number."""
    known = error if isinstance(error, Problem) else from_database(error)
    if known is None:
        log.error("fault in request %s", request_id, exc_info=error)
        known = Fault(f"Something went wrong on our side. Reference number: {request_id}.")
        known.worded(number=request_id)
    return known


class Fault(Problem):
    """A mistake of ours."""

    status, name, title = 500, "fault", "Something went wrong on our side."
