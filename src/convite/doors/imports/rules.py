"""Mapping a file's columns to fields, and parsing rows to guests. Pure functions."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError, validate_email

from convite.core.language import Locale
from convite.core.search import email_key, fold
from convite.doors.batches.rules import MAX_IN_PARTY, BatchGuest, BatchParty
from convite.people.guests.rules import name_keys, split_name
from convite.people.identity.rules import phone_e164

FIELDS = (
    "name", "first_name", "last_name", "email", "phone", "company", "notes", "tags", "side",
    "locale", "party", "ignore",
)  # fmt: skip

#: Column headers of each field, in English, Spanish and Arabic.
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

#: Folded name or code of a language → its locale.
LOCALE_WORDS = {
    fold(word): locale.value
    for locale in Locale
    for word in (locale, locale.language.english, locale.language.name, *locale.language.also)
}
MAX_LENGTHS = {
    "name": 400, "first_name": 200, "last_name": 200, "company": 200, "notes": 5000,
    "side": 100, "party": 200,
}  # fmt: skip
#: No cell is too long in a row of at most this many characters.
SHORT = min(MAX_LENGTHS.values())

#: Addresses that are certainly valid; others go through the slower validator.
PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:com|org|net|edu|[a-z]{2})"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a row can't be imported."""

    row: int
    column: str | None
    reason: str
    value: str | None


def guess_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Guesses each column's field; a field is used once, and other columns are ignored."""
    mapping: dict[str, str] = {}
    for column in columns:
        folded = fold(column.replace("_", " "))
        mapping[column] = next(
            (
                name
                for name, words in FOLDED.items()
                if folded in words and name not in mapping.values()
            ),
            "ignore",
        )
    if "last_name" not in mapping.values() and "name" not in mapping.values():
        # "Nombre" without a column for last names holds the full name
        mapping = {c: "name" if f == "first_name" else f for c, f in mapping.items()}
    return mapping


def mapping_fault(mapping: Mapping[str, str], columns: Sequence[str]) -> str | None:
    """What is wrong with a mapping, or None."""
    for column, name in mapping.items():
        if column not in columns:
            return f"The file has no column {column!r}."
        if name not in FIELDS:
            return f"{name!r} isn't a field; use one of {', '.join(FIELDS)}."
    used = [name for name in mapping.values() if name != "ignore"]
    repeated = next((name for name in used if used.count(name) > 1), None)
    if repeated:
        return f"Two columns are mapped to {repeated}."
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
    """What is wrong with an e-mail address, or None."""
    if PLAIN_EMAIL.fullmatch(email) and len(email) <= 254 and email.index("@") <= 64:
        return None
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return "This isn't an e-mail address."
    return None


#: A guest's e-mail key and phone.
Contacts = tuple[str | None, str | None]


@dataclass(kw_only=True)
class Reader:
    """Parses rows by a mapping; collects parties and faults."""

    columns: Sequence[str]
    mapping: Mapping[str, str]
    #: The country for parsing local phone numbers.
    country: str | None
    #: Line and cells of the rows; each is dropped once it is read, to save memory.
    rows: list[tuple[int, list[str]]]
    #: All parties, after `read_all()`.
    parties: list[BatchParty] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: Rows that repeat a guest of an earlier row.
    repeats: int = 0
    #: Parties that aren't complete, or that follow one that isn't.
    open: deque[BatchParty] = field(default_factory=deque)
    by_key: dict[str, BatchParty] = field(default_factory=dict)
    #: E-mail key and phone of the first guest with an identity.
    seen: dict[tuple[str, ...], Contacts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {
            name: (place, column)
            for place, column in enumerate(self.columns)
            if (name := self.mapping.get(column, "ignore")) != "ignore"
        }
        self.keys, self.last_lines = self.read_party_keys()
        self.rows.reverse()

    def read_party_keys(self) -> tuple[dict[str, tuple[str, str]], dict[str, int]]:
        """Cells of the party column with their text and folded key; the last line of each key."""
        place = self.places["party"][0] if "party" in self.places else len(self.columns)
        lines = {cells[place]: line for line, cells in self.rows if place < len(cells)}
        texts = {cell: " ".join(cell.split()) for cell in lines}
        keys = {cell: (text, fold(text)) for cell, text in texts.items() if text}
        last_lines: dict[str, int] = {}
        for cell, (_, key) in keys.items():
            last_lines[key] = max(lines[cell], last_lines.get(key, 0))
        return keys, last_lines

    def each_party(self) -> Iterator[BatchParty]:
        """Reads the rows and yields each party after its last row, in order of their first rows.

        So a caller can write the first parties while later rows aren't read yet.
        """
        while self.rows:
            line, cells = self.rows.pop()
            self.read(line, cells)
            while self.open and self.last_lines.get(self.open[0].key or "", 0) <= line:
                party = self.open.popleft()
                self.by_key.pop(party.key or "", None)
                yield party

    def read_all(self) -> None:
        """Reads all rows."""
        self.parties += self.each_party()
        self.seen.clear()

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Adds a row's guest to a party, or records its faults."""
        values = {
            name: cells[place] if place < len(cells) else ""
            for name, (place, _) in self.places.items()
        }
        faults = [*self.check_cells(line, values)]
        guest = self.guest_of(line, values, faults)
        if guest is None:
            self.faults += faults
            return
        raw_key, key = self.keys.get(values.get("party", ""), ("", ""))
        if self.is_repeated(guest, key):
            self.repeats += 1
            return
        self.add_to_party(guest, key or None, raw_key)

    def fault(self, line: int, name: str, reason: str, value: str) -> Fault:
        """A fault in the cell of `name`."""
        column = self.places[name][1] if name in self.places else None
        return Fault(row=line, column=column, reason=reason, value=value[:200])

    def check_cells(self, line: int, values: Mapping[str, str]) -> list[Fault]:
        """Cells that are too long or contain control characters."""
        faults: list[Fault] = []
        whole = "".join(values.values())
        if len(whole) <= SHORT and (whole.isprintable() or not CONTROL.search(whole)):
            return faults
        for name, value in values.items():
            if CONTROL.search(value):
                clean = CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
                reason = "It has a control character; remove it."
                faults.append(self.fault(line, name, reason, clean))
            elif len(value) > MAX_LENGTHS.get(name, 1000):
                reason = f"It is longer than {MAX_LENGTHS.get(name, 1000)} characters."
                faults.append(self.fault(line, name, reason, value))
        return faults

    def guest_of(
        self, line: int, values: Mapping[str, str], faults: list[Fault]
    ) -> BatchGuest | None:
        """The row's guest, or None if there are `faults`; adds to them."""
        first, last = values.get("first_name", ""), values.get("last_name", "")
        if not first and not last:
            first, last = split_person(values.get("name", ""))
        if not first:
            first, last = last, ""
        if not first:
            name = next(w for w in ("name", "first_name", "last_name") if w in self.places)
            faults.append(self.fault(line, name, "There is no name.", ""))
        elif max(len(first), len(last)) > MAX_LENGTHS["first_name"]:
            faults.append(self.fault(line, "name", "It is longer than 200 characters.", first))
        email, phone, locale = self.contacts(line, values, faults)
        if faults:
            return None
        sort_key, name_key = name_keys(first, last)
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
            sort_key=sort_key,
            name_key=name_key,
        )

    def contacts(
        self, line: int, values: Mapping[str, str], faults: list[Fault]
    ) -> tuple[str | None, str | None, str | None]:
        """E-mail, phone in E.164, and locale; adds to `faults`."""
        email, phone = values.get("email", ""), values.get("phone", "")
        e164: str | None = None
        if email and (reason := email_fault(email)):
            faults.append(self.fault(line, "email", reason, email))
        if phone:
            e164 = phone_e164(phone, self.country)
            if e164 is None:
                hint = "" if self.country else " Write it with + and the country code."
                reason = f"This isn't a valid phone number.{hint}"
                faults.append(self.fault(line, "phone", reason, phone))
        language = values.get("locale", "")
        locale = LOCALE_WORDS.get(fold(language).partition("-")[0]) if language else None
        if language and locale is None:
            languages = [locale.language.english for locale in Locale]
            reason = f"Guests can read {', '.join(languages[:-1])} or {languages[-1]}."
            faults.append(self.fault(line, "locale", reason, language))
        return email or None, e164, locale

    def is_repeated(self, guest: BatchGuest, party: str) -> bool:
        """Whether an earlier row has the same person, by e-mail, phone + name, or party + name."""
        identities: list[tuple[str, ...]] = [("name", party, guest.sort_key)]
        if guest.phone:
            identities.insert(0, ("phone", guest.phone, guest.sort_key))
        if guest.email_key:
            identities.insert(0, ("email", guest.email_key))
        for identity in identities:
            other = self.seen.get(identity)
            if other is not None and (
                identity[0] == "email" or could_be_same_person(guest, other, identity[0])
            ):
                return True
        contacts = (guest.email_key, guest.phone)
        for identity in identities:
            self.seen.setdefault(identity, contacts)
        return False

    def add_to_party(self, guest: BatchGuest, key: str | None, raw_key: str) -> None:
        """Adds a guest to their party, creating it if needed."""
        party = self.by_key.get(key) if key else None
        if party is None:
            party = BatchParty(key=key, raw_key=raw_key)
            self.open.append(party)
            if key:
                self.by_key[key] = party
        if len(party.guests) >= MAX_IN_PARTY:
            reason = f"A party has at most {MAX_IN_PARTY} people."
            self.faults.append(self.fault(guest.line, "party", reason, raw_key))
            return
        party.guests.append(guest)


def could_be_same_person(guest: BatchGuest, other: Contacts, by: str) -> bool:
    """Whether two rows with the same name and phone (or party) have no conflicting contacts."""
    email_key, phone = other
    if guest.email_key and email_key and guest.email_key != email_key:
        return False
    return by == "phone" or not (guest.phone and phone and guest.phone != phone)


def tags_of(text: str) -> list[str]:
    """Splits tags at commas, semicolons and bars."""
    if not text:
        return []
    tags = (tag.strip()[:60] for tag in re.split(r"[,;|]", text))
    return list(dict.fromkeys(tag for tag in tags if tag))[:50]


def cells_of(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """The cells of a JSON row."""
    cells = []
    for column in columns:
        value = row.get(column)
        if isinstance(value, list):
            value = ",".join(str(item) for item in value)
        cells.append("" if value is None else str(value).strip())
    return cells
