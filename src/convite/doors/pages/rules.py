"""Parsing of the RSVP form, and its errors by field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.problems import Invalid
from convite.core.shapes import is_storable

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
    name: str
    seat_number: str | None
    #: Its own page.
    url: str


@dataclass(frozen=True, kw_only=True)
class NamedPlusOne:
    """A plus-one whose name was typed."""

    first_name: str
    last_name: str
    #: By question id.
    answers: dict[str, Any]


@dataclass(kw_only=True)
class Submitted:
    """A parsed form."""

    #: Guest id → accepted or declined.
    statuses: dict[str, str] = field(default_factory=dict)
    #: Guest id → part id → accepted or declined. A status for everything leaves it empty.
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Guest id → answers by question id.
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    plus_ones: list[NamedPlusOne] = field(default_factory=list)
    #: Guest id → first and last name, of plus-ones who had none.
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: What the party answers once, by question id.
    party_answers: dict[str, Any] = field(default_factory=dict)
    message: str | None = None
    #: When the party had last replied as the page was shown; empty if never, None if it doesn't say.
    seen: str | None = None

    @property
    def guests(self) -> list[str]:
        """The guests that the form says anything about, in the order in which they are sent on."""
        return list(dict.fromkeys([*self.statuses, *self.parts, *self.answers, *self.names]))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen, named or written."""
        return not (self.statuses or self.parts or self.plus_ones or self.names or self.message)

    @property
    def parts_of_plus_ones(self) -> dict[str, str]:
        """To which parts plus-ones come: those to which somebody of the party does.

        Empty if nobody said to which, or comes to none: then they come to everything.
        """
        said: dict[str, str] = {}
        for parts in self.parts.values():
            for part, status in parts.items():
                said[part] = status if said.get(part) != "accepted" else "accepted"
        return said if "accepted" in said.values() else {}


def read_form(
    pairs: Iterable[tuple[str, str]],
    guests: Sequence[str],
    questions: Sequence[PageQuestion],
    plus_one_questions: Sequence[PageQuestion] = (),
    *,
    party_questions: Sequence[PageQuestion] = (),
    stored: Mapping[str, Mapping[str, Any]] | None = None,
    parts: Mapping[str, Sequence[str]] | None = None,
) -> Submitted:
    """Parses the RSVP form.

    `parts` are those of the event that each guest is invited to, `stored` the answers that each has
    given before: what the form shows of them and sends empty becomes None. The fields are `all`,
    `status-<guest>`, `part-<guest>-<part>`, `q-<guest>-<question>`, `plus-first-<n>`, `plus-last-<n>`,
    `q-plus-<n>-<question>`, `q-party-<question>`, `plus-count` for how many come whether named or not,
    `name-first-<guest>`, `name-last-<guest>`, `message`, and `seen` for the reply that the page showed.
    `drop-<field>` takes a value out of another field: a file that was attached before.
    """
    values = values_of(pairs)
    form = Submitted()
    everybody = first(values, "all")
    for guest in guests:
        status = everybody or first(values, f"status-{guest}") or ""
        if status in ("accepted", "declined"):
            form.statuses[guest] = status
        elif said := parts_in(values, guest, (parts or {}).get(guest, ())):
            form.parts[guest] = said
        answers = answers_in(values, guest, questions)
        if guest in form.statuses or guest in form.parts:
            answers |= cleared(values, guest, questions, (stored or {}).get(guest, {}))
        if answers:
            form.answers[guest] = answers
        if named := name_in(values, "name", guest):
            form.names[guest] = named
    form.plus_ones = plus_ones_in(values, plus_one_questions)
    form.party_answers = answers_in(values, "party", party_questions)
    if form.statuses or form.parts:
        known = (stored or {}).get("party", {})
        form.party_answers |= cleared(values, "party", party_questions, known)
    form.message = first(values, "message") or None
    form.seen = first(values, "seen")
    return form


def values_of(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of each field, without those that another field takes out."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value.strip().replace("\r\n", "\n"))
    for name, kept in values.items():
        dropped = values.get(f"drop-{name}", ())
        values[name] = [value for value in kept if value not in dropped]
    return values


def plus_ones_in(
    values: Mapping[str, list[str]], questions: Sequence[PageQuestion]
) -> list[NamedPlusOne]:
    """Those who are brought along: everybody with a name, and as many without one as were chosen."""
    brought, found = count_in(values, "plus-count"), []
    for number in range(MAX_PLUS_ONES):
        named = name_in(values, "plus", str(number))
        if named or number < brought:
            first_name, last_name = named or ("", "")
            answers = answers_in(values, f"plus-{number}", questions)
            found.append(NamedPlusOne(first_name=first_name, last_name=last_name, answers=answers))
    return found


def name_in(values: Mapping[str, list[str]], kind: str, who: str) -> tuple[str, str] | None:
    """First and last name in somebody's fields; of whom only the last name is known, it is the name."""
    names = [first(values, f"{kind}-{part}-{who}") or "" for part in ("first", "last")]
    first_name, last_name = names if names[0] else (names[1], "")
    return (first_name, last_name) if first_name else None


def count_in(values: Mapping[str, list[str]], name: str) -> int:
    """A number chosen from a list; 0 for anything else."""
    text = first(values, name) or ""
    return int(text) if re.fullmatch(r"\d{1,2}", text, re.ASCII) else 0


def parts_in(values: Mapping[str, list[str]], guest: str, parts: Sequence[str]) -> dict[str, str]:
    """What is said about a guest's parts of the event; those left open are left out."""
    said = {part: first(values, f"part-{guest}-{part}") or "" for part in parts}
    return {part: status for part, status in said.items() if status in ("accepted", "declined")}


def answers_in(
    values: Mapping[str, list[str]], who: str, questions: Sequence[PageQuestion]
) -> dict[str, Any]:
    """What one person's fields answer, by question id; empty ones are left out."""
    answers = {
        question.id: parse_answer(values.get(f"q-{who}-{question.id}"), question.kind)
        for question in questions
    }
    return {key: answer for key, answer in answers.items() if answer is not None}


def cleared(
    values: Mapping[str, list[str]],
    who: str,
    questions: Sequence[PageQuestion],
    stored: Mapping[str, Any],
) -> dict[str, None]:
    """The stored answers that one person's fields leave empty. Boxes without a tick send no field."""
    return {
        question.id: None
        for question in questions
        if question.id in stored
        and (f"q-{who}-{question.id}" in values or question.kind in ("agree", "choices"))
        and parse_answer(values.get(f"q-{who}-{question.id}"), question.kind) is None
    }


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


#: As the reply's own limits.
MAX_MESSAGE, MAX_NAME = 2000, 200


def form_problem(form: Submitted) -> Invalid | None:
    """Why a form can't be sent on as a reply, or None. Answers are checked with the reply."""
    if form.is_empty:
        text = "Choose “Coming” or “Not coming” for each guest."
        return Invalid(text, name="nothing-chosen")
    if len(form.message or "") > MAX_MESSAGE:
        text = f"Your message is too long. Shorten it to {MAX_MESSAGE} characters."
        return Invalid(text, name="message-too-long").with_text(most=MAX_MESSAGE)
    names = [name for one in form.plus_ones for name in (one.first_name, one.last_name)]
    names += [name for both in form.names.values() for name in both]
    if any(len(name) > MAX_NAME for name in names):
        text = f"A name is too long. Shorten it to {MAX_NAME} characters."
        return Invalid(text, name="name-too-long").with_text(most=MAX_NAME)
    if not all(map(is_storable, [form.message or "", *names])):
        text = "There's a character in your text that can't be stored. It has been removed; send again."
        return Invalid(text, name="unstorable-text")
    return None


POINTER = re.compile(r"(?:/(guests|plus_ones)/(\d+))?/answers/([^/]+)")


def errors_by_field(errors: Iterable[Mapping[str, Any]], guests: Sequence[str]) -> dict[str, str]:
    """The sentence at each field of the form; `guests` are in the order of the reply."""
    found = {}
    for error in errors:
        match = POINTER.fullmatch(str(error.get("pointer", "")))
        if match:
            kind, number, question = match.groups()
            who = guests[int(number)] if kind == "guests" else f"plus-{number}"
            who = who if kind else "party"
            found[f"q-{who}-{question}"] = str(error["detail"])
    return found


def contact_link(contact: str) -> str:
    """What opens a contact: `mailto:` or `tel:`; empty if it is neither an address nor a number."""
    text = contact.strip()
    if re.fullmatch(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+", text):
        return f"mailto:{text}"
    digits = re.sub(r"[\s().\-/]", "", text)
    return f"tel:{digits}" if re.fullmatch(r"\+?\d{5,15}", digits) else ""
