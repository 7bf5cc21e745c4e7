"""Reading the cells of a guest list: names, addresses, phones, tags. Pure functions."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from email_validator import EmailNotValidError, validate_email

from convite.core.language import Locale
from convite.core.search import fold
from convite.core.sheet_cards import BETWEEN
from convite.people.guests.rules import split_name, suffixes_of
from convite.people.identity.rules import phone_e164

#: Folded name or code of a language → its locale.
LOCALE_WORDS = {
    fold(word): locale.value
    for locale in Locale
    for word in (locale, locale.language.english, locale.language.name, *locale.language.also)
}
MAX_LENGTHS = {
    "name": 400, "first_name": 200, "last_name": 200, "company": 200, "notes": 5000,
    "side": 100, "party": 200, "address": 1000, "postal_code": 20, "city": 100, "region": 100,
    "country": 80,
}  # fmt: skip

#: Addresses that are certainly valid; others go through the slower validator.
PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|[a-z]{2})"
)
#: A number as a spreadsheet writes long ones: with an exponent, or with a decimal place.
ROUNDED_PHONE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,20})?[eE]\+?[0-9]{1,2}")
WHOLE_PHONE = re.compile(r"([0-9]{7,15})(?:[.,]0+)?")
#: Digits from which a number without its plus may begin with a country code.
MIN_INTERNATIONAL = 10
#: Words for a child and an adult, and for yes and no in a column about children.
CHILD = frozenset(
    fold(word) for word in
    ("child", "kid", "yes", "y", "x", "true", "1", "niño", "niña", "menor", "sí", "kind", "ja",
     "enfant", "oui", "✓", "طفل", "طفلة", "نعم")
)  # fmt: skip
ADULT = frozenset(
    fold(word) for word in
    ("", "adult", "no", "n", "false", "0", "-", "adulto", "adulta", "erwachsener", "erwachsene",
     "nein", "adulte", "non", "بالغ", "بالغة", "لا")
)  # fmt: skip
AGE = re.compile(r"([0-9]{1,3})(?:[.,][0-9]{1,6})?")
ADULT_AGE = 18
#: Lines of an address above the town.
MAX_ADDRESS_LINES = 5
MAX_ADDRESS_LINE = 200
#: Those of phones expect single blanks, see `closer`: a run of blanks takes no longer than other text.
BLANKS = re.compile(r"\s{2,}")
MANY_PHONES = re.compile(r"[0-9]\s?[;,|/\n]\s?[+(]?[0-9]{3}")
#: Between two e-mail addresses or two phones in a cell.
BETWEEN_EMAILS = re.compile(r" ::: |[;,|/\s]")
#: An address in brackets after a name, which may be quoted.
NAMED_EMAIL = re.compile(r'(?:"[^"\n]*"|[^"<>;,|\n])*<\s*([^<>\s]+@[^<>\s]+)\s*>')
BETWEEN_PHONES = re.compile(r" ::: |[;,|\n]| or | y | o | أو ")


#: Signs that a name is several people's: `Björn & Noah Groß`, `Mateo Weiß +1`, `Fam. Kowalski (4 Pers.)`.
SEVERAL_PEOPLE = re.compile(
    r"\s(&|\+|und|and|et|y|و)\s|\+\s?[0-9]|\([^)]*[0-9]\s?(pers|people|guests|g[äa]ste|pax)"
    r"|^(fam\.|familie|family|familia|famille|عائلة)\s",
    re.IGNORECASE,
)


def split_person(name: str) -> tuple[str, str]:
    """First and last name: `"Braund, Mr. Owen Harris"` → `("Mr. Owen Harris", "Braund")`.

    Suffixes end the last name: `"Smith, John, Jr."` → `("John", "Smith Jr.")`.
    """
    if "," not in name:
        return split_name(name)
    pieces = [piece for part in name.split(",") if (piece := part.strip())]
    suffixes: list[str] = []
    while len(pieces) > 1 and suffixes_of(["", *pieces[-1].split()]) == pieces[-1].split():
        suffixes.insert(0, pieces.pop())
    if len(pieces) < 2:
        return split_name(" ".join([*pieces, *suffixes]))
    first = ", ".join(pieces[1:]).split(" ")
    suffixes = [*suffixes_of(first), *suffixes]
    return " ".join(first), " ".join([pieces[0], *suffixes])


def is_email(email: str) -> bool:
    """Whether it is an e-mail address."""
    if len(email) <= 254 and PLAIN_EMAIL.fullmatch(email) and email.index("@") <= 64:
        return True
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def emails_in(cell: str) -> list[str]:
    """The e-mail addresses of a cell, each once; of `María <maria@example.com>` what is in brackets."""
    if "<" in cell:
        cell = NAMED_EMAIL.sub(r"\1 ", cell)
    found = BETWEEN_EMAILS.split(cell) if cell.count("@") > 1 or BETWEEN in cell else [cell]
    return list(dict.fromkeys(one for address in found if (one := address.strip(" ,;<>"))))


def closer(text: str) -> str:
    """A text with single blanks: a run of them becomes a line break if it has one, else a space."""
    return BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def phones_in(cell: str, country: str | None) -> list[tuple[str, str | None]]:
    """The phones of a cell as written and in E.164 (None: not valid), each once."""
    found: dict[str, str | None] = {}
    for part in map(closer, cell.split(BETWEEN)):
        whole = None if MANY_PHONES.search(part) else phone_e164(part, country)
        numbers = [(part, whole)] if whole else phones_between(part, country)
        if not any(number for _, number in numbers):
            numbers = [(part, phone_e164(part, country))]
        known = set(found.values())
        found |= {one: number for one, number in numbers if one and number not in known - {None}}
    return list(found.items())


def phones_between(part: str, country: str | None) -> list[tuple[str, str | None]]:
    """The phones between separators.

    A slash also stands between an area code and the rest of one number: `0151/61177812`. It separates only
    numbers that are valid each on their own; half a number may be somebody else's.
    """
    numbers: list[tuple[str, str | None]] = []
    for written in filter(None, (one.strip() for one in BETWEEN_PHONES.split(part))):
        halves = [
            (one, phone_e164(one, country)) for one in map(str.strip, written.split("/")) if one
        ]
        if all(number for _, number in halves):
            numbers += halves
        else:
            numbers.append((written, phone_e164(written, country)))
    return numbers


def one_line(text: str) -> str:
    """A text without line breaks, as a name is written."""
    return text if text.isprintable() else " ".join(text.split())


def person_of(values: Mapping[str, str]) -> tuple[str, str]:
    """First and last name of a row; the first one isn't empty if there is any."""
    first, last = one_line(values.get("first_name", "")), one_line(values.get("last_name", ""))
    if not first and not last:
        # the beginning of a longer one is enough for saying that it is too long
        first, last = split_person(one_line(values.get("name", "")[: MAX_LENGTHS["name"] + 1]))
    elif middle := values.get("middle_name", ""):
        first = one_line(f"{first} {middle}").strip()
    if suffix := values.get("suffix", ""):
        last = one_line(f"{last} {suffix}").strip()
    return (first, last) if first else (last, "")


def tags_of(text: str) -> list[str]:
    """Splits tags at commas, semicolons and bars; leaves out the groups that Google adds itself."""
    if not text:
        return []
    tags = (tag.strip()[:60] for tag in re.split(r" ::: |[,;|]", text))
    return list(dict.fromkeys(tag for tag in tags if tag and not tag.startswith("* ")))[:50]


def guessed_phone(cell: str, country: str | None) -> str | None:
    """The number that a spreadsheet has probably damaged, in E.164; None if there is no good guess.

    Spreadsheets drop a leading `+` or `0`, and write long numbers with an exponent: of `4.47911E+11`
    the last digits are lost, of `4.47911123456E+11` they aren't.
    """
    digits = exact_digits(cell)
    if digits is None:
        return None
    tries = [digits] if digits != cell else []
    if len(digits) >= MIN_INTERNATIONAL:
        tries.append(f"+{digits}")
    if country:
        tries.append(f"0{digits}")
    return next((found for one in tries if (found := phone_e164(one, country))), None)


def exact_digits(cell: str) -> str | None:
    """All digits of a number as a spreadsheet writes it; None if some are lost."""
    if whole := WHOLE_PHONE.fullmatch(cell):
        return whole[1]
    if not ROUNDED_PHONE.fullmatch(cell):
        return None
    written = Decimal(cell.replace(",", "."))
    exponent = int(re.split("[eE]", cell)[1])
    kept = len(re.split("[eE]", cell)[0].replace(",", ".").partition(".")[2])
    # the rest was rounded to zeros
    return str(int(written)) if 0 < exponent == kept else None


def child_of(cell: str) -> bool | None:
    """Whether a cell says that the guest is a child, by a word or an age; None if it can't be told."""
    word = fold(cell)
    if word in CHILD:
        return True
    if word in ADULT:
        return False
    age = AGE.fullmatch(cell)
    return int(age[1]) < ADULT_AGE if age else None


def address_of(values: Mapping[str, str]) -> dict[str, Any]:
    """The postal address of a row, as guests have it; empty if the row has none."""
    lines = [line.strip(" ,")[:MAX_ADDRESS_LINE] for line in values.get("address", "").split("\n")]
    lines = [line for line in lines if line]
    if len(lines) > MAX_ADDRESS_LINES:
        rest = ", ".join(lines[MAX_ADDRESS_LINES - 1 :])
        lines = [*lines[: MAX_ADDRESS_LINES - 1], rest[:MAX_ADDRESS_LINE]]
    found: dict[str, Any] = {"lines": lines} if lines else {}
    for name in ("postal_code", "city", "region", "country"):
        if text := one_line(values.get(name, "")):
            found[name] = text
    return found
