"""Placeholders of templates and what fills them. Pure functions."""

import re
from collections.abc import Collection, Mapping

from convite.core.problems import FieldText, invalid
from convite.messaging.wording.rules import NAMES, PLACEHOLDER, filled

#: Most placeholders of a WhatsApp template, and its longest text.
MAX_NUMBERED, MAX_WHATSAPP = 20, 1024
#: A placeholder that stands for a guest's or event's value, not for one that the host writes.
KNOWN = frozenset(NAMES)
#: What stands for a value that a guest lacks: WhatsApp takes no empty ones.
EMPTY = "–"
SPACES = re.compile(r"\s+")
#: Whatever a name in WhatsApp's account can't contain.
NAME_LETTERS = re.compile(r"[^a-z0-9]+")


def placeholders(text: str) -> list[str]:
    """The placeholders of a text, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def own_placeholders(text: str, channel: str) -> list[str]:
    """The placeholders that need a value from the host: by WhatsApp all, else all that no guest fills."""
    found = placeholders(text)
    return found if channel == "whatsapp" else [one for one in found if one not in KNOWN]


def numbered_fault(body: str) -> FieldText | None:
    """Why WhatsApp wouldn't take a template's text; None if nothing is known against it."""
    found = placeholders(body)
    if found != [str(number) for number in range(1, len(found) + 1)]:
        english = "Number the placeholders from 1 without gaps: {{1}}, {{2}}, {{3}}."
        return FieldText(name="template.numbered", english=english)
    if len(found) > MAX_NUMBERED:
        english = f"A template has at most {MAX_NUMBERED} placeholders."
        return FieldText(name="template.most", english=english, values={"most": MAX_NUMBERED})
    bare = body.strip()
    if bare.startswith("{{") or bare.endswith("}}"):
        english = "WhatsApp takes no template that begins or ends with a placeholder. Add a word."
        return FieldText(name="template.edge", english=english)
    if len(body) > MAX_WHATSAPP:
        english = f"WhatsApp takes at most {MAX_WHATSAPP} characters."
        return FieldText(name="template.long", english=english, values={"most": MAX_WHATSAPP})
    return None


def check_variables(wanted: Collection[str], given: Mapping[str, str]) -> None:
    """Checks that every placeholder has a value, and no other.

    Raises:
        Invalid: one is missing or unknown; names all of them.
    """
    missing = [one for one in wanted if not given.get(one, "").strip()]
    if missing:
        names = ", ".join(f"{{{{{one}}}}}" for one in missing)
        english = f"These placeholders have no value: {names}."
        text = FieldText(name="template.missing", english=english, values={"names": names})
        raise invalid("variables", text)
    unknown = [one for one in given if one not in wanted]
    if unknown:
        names = ", ".join(unknown)
        english = f"The template has no such placeholders: {names}."
        text = FieldText(name="template.unknown", english=english, values={"names": names})
        raise invalid("variables", text)


def with_variables(text: str, variables: Mapping[str, str]) -> str:
    """The text with the host's values; placeholders that guests fill stay."""
    return PLACEHOLDER.sub(lambda one: variables.get(one.group(1), one.group(0)), text)


def one_line(value: str) -> str:
    """A value as WhatsApp takes it: on one line, without double spaces, and not empty."""
    return SPACES.sub(" ", value).strip() or EMPTY


def values_of(body: str, variables: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """What fills a WhatsApp template's placeholders for one guest, in order."""
    return {one: one_line(filled(variables.get(one, ""), values)) for one in placeholders(body)}


def provider_name_of(name: str, key: str) -> str:
    """A name for WhatsApp's account: in lower case, and different from all other organizations' names."""
    words = NAME_LETTERS.sub("_", name.casefold()).strip("_")[:80]
    return f"{words or 'template'}_{key[-8:]}"


def nearest(locale: str, known: Collection[str]) -> str | None:
    """Of a template's languages, the one for a reader: the same, else that of a region."""
    if locale in known:
        return locale
    return next((one for one in sorted(known) if one.split("_")[0] == locale), None)


#: Guests' values in the samples that WhatsApp reviews.
SAMPLES = {
    "name": "Ana Ruiz",
    "event": "Summer party",
    "when": "1 June, 18:00",
    "where": "Garden Hall",
    "link": "https://example.org/r/abc",
    "answer_by": "20 May",
}


def sample_of(value: str) -> str:
    """A value as WhatsApp's reviewers see it."""
    return one_line(filled(value, SAMPLES))
