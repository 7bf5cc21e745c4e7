"""How a file's columns are understood, and how a row becomes a guest. Values in, values out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError, validate_email

from convite.core.language import Locale
from convite.core.search import email_key, fold
from convite.doors.batches.rules import MOST_IN_PARTY, BatchGuest, BatchParty
from convite.people.guests.rules import split_name
from convite.people.identity.rules import phone_e164

FIELDS = (
    "name", "first_name", "last_name", "email", "phone", "company", "notes", "tags", "side",
    "locale", "party", "ignore",
)  # fmt: skip

#: Folded words of headers, in English, Spanish and Arabic.
WORDS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        {"name", "full name", "guest", "guest name", "nombre completo", "nombre y apellidos",
         "invitado", "invitada", "الاسم", "الاسم الكامل", "اسم الضيف"}
    ),
    "first_name": frozenset(
        {"first name", "firstname", "given name", "forename", "nombre", "nombres",
         "الاسم الاول", "الاسم الأول"}
    ),
    "last_name": frozenset(
        {"last name", "lastname", "surname", "family name", "apellido", "apellidos",
         "اسم العائلة", "اللقب"}
    ),
    "email": frozenset(
        {"email", "e-mail", "e mail", "email address", "e-mail address", "mail", "correo",
         "correo electronico", "البريد", "البريد الالكتروني", "البريد الإلكتروني"}
    ),
    "phone": frozenset(
        {"phone", "phone number", "mobile", "cell", "telephone", "tel", "whatsapp", "telefono",
         "movil", "celular", "الهاتف", "رقم الهاتف", "الجوال", "الموبايل"}
    ),
    "company": frozenset({"company", "organization", "organisation", "empresa", "الشركة"}),
    "notes": frozenset({"notes", "note", "comment", "comments", "remarks", "notas", "ملاحظات"}),
    "tags": frozenset({"tags", "tag", "labels", "etiquetas", "وسوم"}),
    "side": frozenset({"side", "lado", "parte de", "الطرف"}),
    "locale": frozenset({"language", "locale", "lang", "idioma", "lengua", "اللغة"}),
    "party": frozenset(
        {"party", "household", "family", "group", "ticket", "invitation", "familia", "grupo",
         "boleto", "entrada", "invitacion", "hogar", "العائلة", "المجموعة", "التذكرة", "الدعوة"}
    ),
}  # fmt: skip
FOLDED = {field: frozenset(fold(word) for word in words) for field, words in WORDS.items()}

#: What a file may call a language → its code.
LOCALE_WORDS = {
    fold(word): locale.value
    for locale in Locale
    for word in (locale, locale.language.english, locale.language.name, *locale.language.also)
}
LONGEST = {
    "name": 400, "first_name": 200, "last_name": 200, "company": 200, "notes": 5000,
    "side": 100, "party": 200,
}  # fmt: skip
#: A row of no more letters than this has no cell that is too long.
SHORT = min(LONGEST.values())

#: Addresses that need no closer look; the others get one.
PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|[a-z]{2})"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a row can't be taken."""

    row: int
    column: str | None
    reason: str
    value: str | None


def guess_mapping(columns: Sequence[str]) -> dict[str, str]:
    """What each column most likely holds; every field is found once, the rest is left out."""
    mapping: dict[str, str] = {}
    for column in columns:
        folded = fold(column.replace("_", " "))
        found = next(
            (
                one
                for one, words in FOLDED.items()
                if folded in words and one not in mapping.values()
            ),
            "ignore",
        )
        mapping[column] = found
    if "last_name" not in mapping.values() and "name" not in mapping.values():
        # a lone "Nombre" is the whole name
        mapping = {c: "name" if f == "first_name" else f for c, f in mapping.items()}
    return mapping


def mapping_fault(mapping: Mapping[str, str], columns: Sequence[str]) -> str | None:
    """What is wrong with a mapping, in one sentence."""
    for column, wanted in mapping.items():
        if column not in columns:
            return f"The file has no column {column!r}."
        if wanted not in FIELDS:
            return f"{wanted!r} isn't a field; use one of {', '.join(FIELDS)}."
    used = [wanted for wanted in mapping.values() if wanted != "ignore"]
    twice = next((wanted for wanted in used if used.count(wanted) > 1), None)
    if twice:
        return f"Two columns are mapped to {twice}."
    if not {"name", "first_name", "last_name"} & set(used):
        return "Say which column holds the guests' names."
    return None


def split_person(name: str) -> tuple[str, str]:
    """First and last name: `"Braund, Mr. Owen Harris"` → `("Mr. Owen Harris", "Braund")`."""
    last, comma, first = name.partition(",")
    if comma and first.strip() and last.strip():
        return first.strip(), last.strip()
    return split_name(name.strip(" ,"))


def email_fault(email: str) -> str | None:
    """What is wrong with an address; None when it will do."""
    if PLAIN_EMAIL.fullmatch(email) and len(email) <= 254 and email.index("@") <= 64:
        return None
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return "This isn't an e-mail address."
    return None


@dataclass(kw_only=True)
class Reader:
    """Reads rows by a mapping, and gathers their parties and faults."""

    columns: Sequence[str]
    mapping: Mapping[str, str]
    #: By whose writing local phones are read.
    country: str | None
    parties: list[BatchParty] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: Rows that name somebody of an earlier row.
    repeats: int = 0
    by_key: dict[str, BatchParty] = field(default_factory=dict)
    seen: dict[tuple[str, ...], BatchGuest] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {
            wanted: (place, column)
            for place, column in enumerate(self.columns)
            if (wanted := self.mapping.get(column, "ignore")) != "ignore"
        }

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Takes a row, or writes down why not."""
        values = {
            wanted: cells[place] if place < len(cells) else ""
            for wanted, (place, _) in self.places.items()
        }
        faults = [*self.judge(line, values)]
        guest = self.guest_of(line, values, faults)
        if guest is None:
            self.faults += faults
            return
        raw_key = " ".join(values.get("party", "").split())
        key = fold(raw_key) or None
        if self.is_repeated(guest, key):
            self.repeats += 1
            return
        self.join(guest, key, raw_key)

    def fault(self, line: int, wanted: str, reason: str, value: str) -> Fault:
        """A fault in the cell of a field."""
        column = self.places[wanted][1] if wanted in self.places else None
        return Fault(row=line, column=column, reason=reason, value=value[:200])

    def judge(self, line: int, values: Mapping[str, str]) -> list[Fault]:
        """Faults of single cells that need no understanding."""
        found: list[Fault] = []
        whole = "".join(values.values())
        if len(whole) <= SHORT and not CONTROL.search(whole):
            return found
        for wanted, value in values.items():
            if CONTROL.search(value):
                clean = CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
                reason = "It has a control character; remove it."
                found.append(self.fault(line, wanted, reason, clean))
            elif len(value) > LONGEST.get(wanted, 1000):
                reason = f"It is longer than {LONGEST.get(wanted, 1000)} characters."
                found.append(self.fault(line, wanted, reason, value))
        return found

    def guest_of(
        self, line: int, values: Mapping[str, str], faults: list[Fault]
    ) -> BatchGuest | None:
        """The row's guest; None where `faults` says why there is none."""
        first, last = values.get("first_name", ""), values.get("last_name", "")
        if not first and not last:
            first, last = split_person(values.get("name", ""))
        if not first:
            first, last = last, ""
        if not first:
            wanted = next(w for w in ("name", "first_name", "last_name") if w in self.places)
            faults.append(self.fault(line, wanted, "There is no name.", ""))
        elif max(len(first), len(last)) > LONGEST["first_name"]:
            faults.append(self.fault(line, "name", "It is longer than 200 characters.", first))
        email, phone, locale = self.contacts(line, values, faults)
        if faults:
            return None
        return BatchGuest(
            line=line,
            first_name=first,
            last_name=last,
            email=email,
            email_key=email_key(email) if email else None,
            phone=phone,
            company=values.get("company", ""),
            notes=values.get("notes", ""),
            tags=tags_of(values.get("tags", "")),
            side=values.get("side", ""),
            locale=locale,
            sort_key=fold(f"{last} {first}"),
        )

    def contacts(
        self, line: int, values: Mapping[str, str], faults: list[Fault]
    ) -> tuple[str | None, str | None, str | None]:
        """E-mail, phone in E.164, and language."""
        email, phone = values.get("email", ""), values.get("phone", "")
        written: str | None = None
        if email and (reason := email_fault(email)):
            faults.append(self.fault(line, "email", reason, email))
        if phone:
            written = phone_e164(phone, self.country)
            if written is None:
                hint = "" if self.country else " Write it with + and the country code."
                reason = f"This isn't a valid phone number.{hint}"
                faults.append(self.fault(line, "phone", reason, phone))
        language = values.get("locale", "")
        locale = LOCALE_WORDS.get(fold(language).partition("-")[0]) if language else None
        if language and locale is None:
            spoken = [one.language.english for one in Locale]
            reason = f"Guests can read {', '.join(spoken[:-1])} or {spoken[-1]}."
            faults.append(self.fault(line, "locale", reason, language))
        return email or None, written, locale

    def is_repeated(self, guest: BatchGuest, party: str | None) -> bool:
        """Whether an earlier row is the same person: by e-mail, else phone, else party, and name."""
        marks: list[tuple[str, ...]] = [("name", party or "", guest.sort_key)]
        if guest.phone:
            marks.insert(0, ("phone", guest.phone, guest.sort_key))
        if guest.email_key:
            marks.insert(0, ("email", guest.email_key))
        for mark in marks:
            other = self.seen.get(mark)
            if other is not None and (mark[0] == "email" or may_be_one(guest, other, mark[0])):
                return True
        for mark in marks:
            self.seen.setdefault(mark, guest)
        return False

    def join(self, guest: BatchGuest, key: str | None, raw_key: str) -> None:
        """Puts a guest into their party."""
        party = self.by_key.get(key) if key else None
        if party is None:
            party = BatchParty(key=key, raw_key=raw_key)
            self.parties.append(party)
            if key:
                self.by_key[key] = party
        if len(party.guests) >= MOST_IN_PARTY:
            reason = f"A party has at most {MOST_IN_PARTY} people."
            self.faults.append(self.fault(guest.line, "party", reason, raw_key))
            return
        party.guests.append(guest)


def may_be_one(one: BatchGuest, other: BatchGuest, by: str) -> bool:
    """Whether nothing else tells two rows apart that share a phone or a party, and the name."""
    if one.email_key and other.email_key and one.email_key != other.email_key:
        return False
    return by == "phone" or not (one.phone and other.phone and one.phone != other.phone)


def tags_of(text: str) -> list[str]:
    """Tags, parted by comma, semicolon or bar."""
    if not text:
        return []
    tags = (tag.strip()[:60] for tag in re.split(r"[,;|]", text))
    return list(dict.fromkeys(tag for tag in tags if tag))[:50]


def cells_of(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """A JSON row as cells."""
    found = []
    for column in columns:
        value = row.get(column)
        if isinstance(value, list):
            value = ",".join(str(one) for one in value)
        found.append("" if value is None else str(value).strip())
    return found
