"""Parsing of the RSVP form, and the event as a calendar file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

#: A companion row of the form, at the most.
MOST_COMPANIONS = 20


@dataclass(frozen=True, kw_only=True)
class PageQuestion:
    """The parts of a question needed to parse the form."""

    id: str
    kind: str


@dataclass(kw_only=True)
class Submitted:
    """A parsed form."""

    #: Guest id → accepted or declined.
    statuses: dict[str, str] = field(default_factory=dict)
    #: Guest id → answers by question id.
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: First and last names of companions.
    companions: list[tuple[str, str]] = field(default_factory=list)
    message: str | None = None


def read_form(
    pairs: Iterable[tuple[str, str]], guests: Sequence[str], questions: Sequence[PageQuestion]
) -> Submitted:
    """Reads the RSVP form: `all`, `status-<guest>`, `q-<guest>-<question>`, `plus-first-<n>`, …"""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.strip())
    read = Submitted()
    everybody = first(values, "all")
    for guest in guests:
        status = everybody or first(values, f"status-{guest}") or ""
        if status in ("accepted", "declined"):
            read.statuses[guest] = status
        given = {
            question.id: said
            for question in questions
            if (said := answer(values.get(f"q-{guest}-{question.id}"), question.kind)) is not None
        }
        if given:
            read.answers[guest] = given
    for number in range(MOST_COMPANIONS):
        companion = first(values, f"plus-first-{number}")
        if companion:
            read.companions.append((companion, first(values, f"plus-last-{number}") or ""))
    read.message = first(values, "message") or None
    return read


def first(values: Mapping[str, list[str]], name: str) -> str | None:
    """The first value of a field."""
    said = values.get(name)
    return said[0] if said else None


def answer(said: list[str] | None, kind: str) -> Any:
    """Converts a field's value to its question's kind; None if left empty."""
    filled = [one for one in said or [] if one]
    if not filled:
        return None
    if kind == "choices":
        return filled
    if kind == "agree":
        return True
    if kind == "number":
        return number(filled[0])
    return filled[0]


def number(text: str) -> float | str:
    """Parses a number; other text is returned unchanged, so that validation reports it."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def calendar(
    *, uid: str, title: str, starts_at: datetime, ends_at: datetime | None, place: str, url: str
) -> str:
    """The event as a calendar file (RFC 5545)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Convite//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}@convite",
        f"DTSTAMP:{stamp(datetime.now(UTC))}",
        f"DTSTART:{stamp(starts_at)}",
        f"DTEND:{stamp(ends_at or starts_at + timedelta(hours=4))}",
        f"SUMMARY:{escaped(title)}",
        f"LOCATION:{escaped(place)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(folded for line in lines for folded in fold(line)) + "\r\n"


def stamp(moment: datetime) -> str:
    """A moment as calendars write it."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text with the calendar's own signs escaped."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> list[str]:
    """A long line in pieces of at most 70 characters, those after the first set in."""
    pieces = [line[start : start + 70] for start in range(0, len(line), 70)] or [""]
    return [pieces[0], *(" " + piece for piece in pieces[1:])]
