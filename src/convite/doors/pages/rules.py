"""Parsing of the RSVP form, and the event as a calendar file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

#: Most rows for plus-ones in the form.
MAX_PLUS_ONES = 20


@dataclass(frozen=True, kw_only=True)
class PageQuestion:
    """The fields of a question that are needed to parse the form."""

    id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class PageTicket:
    """A ticket as the page shows it."""

    id: UUID
    serial: str
    name: str
    seat_number: str | None


@dataclass(kw_only=True)
class Submitted:
    """A parsed form."""

    #: Guest id → accepted or declined.
    statuses: dict[str, str] = field(default_factory=dict)
    #: Guest id → answers by question id.
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: First and last names of plus-ones.
    plus_ones: list[tuple[str, str]] = field(default_factory=list)
    message: str | None = None


def read_form(
    pairs: Iterable[tuple[str, str]], guests: Sequence[str], questions: Sequence[PageQuestion]
) -> Submitted:
    """Parses the RSVP form: `all`, `status-<guest>`, `q-<guest>-<question>`, `plus-first-<n>`…"""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.strip())
    form = Submitted()
    everybody = first(values, "all")
    for guest in guests:
        status = everybody or first(values, f"status-{guest}") or ""
        if status in ("accepted", "declined"):
            form.statuses[guest] = status
        answers = {
            question.id: answer
            for question in questions
            if (answer := parse_answer(values.get(f"q-{guest}-{question.id}"), question.kind))
            is not None
        }
        if answers:
            form.answers[guest] = answers
    for number in range(MAX_PLUS_ONES):
        first_name = first(values, f"plus-first-{number}")
        if first_name:
            form.plus_ones.append((first_name, first(values, f"plus-last-{number}") or ""))
    form.message = first(values, "message") or None
    return form


def first(values: Mapping[str, list[str]], name: str) -> str | None:
    """The first value of a field."""
    field_values = values.get(name)
    return field_values[0] if field_values else None


def parse_answer(values: list[str] | None, kind: str) -> Any:
    """Converts a field's values to an answer of the question's kind; None if left empty."""
    filled = [value for value in values or [] if value]
    if not filled:
        return None
    if kind == "choices":
        return filled
    if kind == "agree":
        return True
    if kind == "number":
        return parse_number(filled[0])
    return filled[0]


def parse_number(text: str) -> float | str:
    """Parses a number; other text is returned unchanged, so that validation reports it."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def calendar_file(
    *, uid: str, title: str, starts_at: datetime, ends_at: datetime | None, place: str, url: str
) -> str:
    """The event as a calendar file (RFC 5545)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convite//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}@convite",
        f"DTSTAMP:{utc_stamp(datetime.now(UTC))}",
        f"DTSTART:{utc_stamp(starts_at)}",
        f"DTEND:{utc_stamp(ends_at or starts_at + timedelta(hours=4))}",
        f"SUMMARY:{escape(title)}",
        f"LOCATION:{escape(place)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(folded for line in lines for folded in fold(line)) + "\r\n"


def utc_stamp(moment: datetime) -> str:
    """A time in UTC, in the basic format of RFC 5545."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
    """Escapes a text value (RFC 5545, section 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> list[str]:
    """Folds a line into lines of at most 70 characters (RFC 5545, section 3.1)."""
    pieces = [line[start : start + 70] for start in range(0, len(line), 70)] or [""]
    return [pieces[0], *(" " + piece for piece in pieces[1:])]
