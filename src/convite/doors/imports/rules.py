"""Parsing a file's rows to guests. Pure functions."""

import re
from collections import deque
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from convite.core.problems import FieldText
from convite.core.search import email_key, fold, fold_words
from convite.core.sheet_cards import BETWEEN
from convite.doors.bulk.rules import BatchGuest, BatchParty, Contact
from convite.doors.cells.rules import (
    LOCALE_WORDS,
    MAX_LENGTHS,
    SEVERAL_PEOPLE,
    address_of,
    child_of,
    emails_in,
    guessed_phone,
    is_email,
    one_line,
    person_of,
    phones_in,
    tags_of,
)
from convite.doors.faults import rules as reasons
from convite.doors.faults.rules import MAX_IN_PARTY, Fault
from convite.people.guests.rules import capitals_first, full_name, is_same_name, name_keys

#: What joins the cells of columns that are mapped to the same field.
BETWEENS = {"address": "\n"}
#: No cell is too long in a row of at most this many characters.
SHORT = min(MAX_LENGTHS.values())

#: So many rows show how a file writes names.
MAX_SAMPLE = 1000
#: A cell longer than this isn't searched for contacts; it is a fault.
MAX_CONTACTS = 1000
#: A number that a spreadsheet has rounded: it keeps 15 digits.
ROUNDED = re.compile(r"[0-9]{16,}(?:\.0*)?|[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
#: Names that stand for a person not yet named: several are several people.
PLACEHOLDERS = frozenset(
    fold_words(word) for word in
    ("guest", "plus one", "+1", "companion", "tbd", "tba", "invitado", "invitada", "acompanante",
     "ضيف", "ضيفة", "مرافق", "مرافقة")
)  # fmt: skip
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


#: E-mail key, phone, folded name and line of an earlier row.
Earlier = tuple[str | None, str | None, str, int]


@dataclass(kw_only=True)
class Reader:
    """Parses rows by a mapping; collects parties, faults and warnings."""

    columns: Sequence[str]
    mapping: Mapping[str, str]
    #: The country for parsing local phone numbers.
    country: str | None
    #: Line and cells of the rows; each is dropped once it is read, to save memory.
    rows: list[tuple[int, list[str]]]
    #: Whether a guest is imported without contacts that can't be read; else the row is a fault.
    leaves_out: bool = False
    #: Lines whose person is the guest who has the same e-mail address under another name.
    same_person: frozenset[int] = frozenset()
    #: Whether numbers that a spreadsheet has probably damaged are taken as guessed.
    takes_guesses: bool = False
    #: Cells that somebody mended: line, column and the new text.
    fixes: Sequence[tuple[int, str, str]] = ()
    #: E-mails and phones of people whom the organization has erased.
    erased: Container[str] = ()
    #: How many phones can be guessed.
    guesses: int = 0
    #: All parties, after `read_all()`.
    parties: list[BatchParty] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    #: Whether a phone couldn't be read for want of a country.
    needs_country: bool = False
    #: Rows that repeat a guest of an earlier row.
    repeats: int = 0
    #: Parties that aren't complete, or that follow one that isn't.
    open: deque[BatchParty] = field(default_factory=deque)
    by_key: dict[str, BatchParty] = field(default_factory=dict)
    #: The first guest with an identity.
    seen: dict[tuple[str, ...], Earlier] = field(default_factory=dict)
    #: How many guests of a party have a name.
    namesakes: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places: dict[str, list[tuple[int, str]]] = {}
        for place, column in enumerate(self.columns):
            if (name := self.mapping.get(column, "ignore")) != "ignore":
                self.places.setdefault(name, []).append((place, column))
        self.apply_fixes()
        self.has_capitals_first = self.look_at_names()
        self.keys, self.last_lines = self.read_party_keys()
        self.rows.reverse()

    def apply_fixes(self) -> None:
        """Puts the mended texts into their cells; of a row or column that isn't there, none."""
        places = {column: place for place, column in enumerate(self.columns)}
        mended: dict[int, dict[int, str]] = {}
        for line, column, text in self.fixes:
            if column in places:
                mended.setdefault(line, {})[places[column]] = text.strip()
        for _, cells in (row for row in self.rows if row[0] in mended):
            cells.extend([""] * (len(self.columns) - len(cells)))
        for line, cells in self.rows:
            for place, text in mended.get(line, {}).items():
                cells[place] = text

    def look_at_names(self) -> bool:
        """Whether the file writes last names first and in capitals: one such name is no evidence."""
        if "name" not in self.places:
            return False
        place = self.places["name"][0][0]
        names = [cells[place] for _, cells in self.rows[:MAX_SAMPLE] if place < len(cells)]
        several = [name for name in names if " " in name.strip()]
        turned = [name for name in several if capitals_first(name)]
        return len(turned) > 1 and len(turned) * 2 > len(several)

    def read_party_keys(self) -> tuple[dict[str, tuple[str, str]], dict[str, int]]:
        """Cells of the party column with their text and folded key; the last line of each key."""
        place = self.places["party"][0][0] if "party" in self.places else len(self.columns)
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
                if party.guests:
                    yield party

    def read_all(self) -> None:
        """Reads all rows."""
        self.parties += self.each_party()
        self.seen.clear()

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Adds a row's guest to a party, or records its faults."""
        values = {
            name: (cells[places[0][0]] if places[0][0] < len(cells) else "")
            if len(places) == 1
            else BETWEENS.get(name, BETWEEN).join(
                cells[at] for at, _ in places if at < len(cells) and cells[at]
            )
            for name, places in self.places.items()
        }
        turned = capitals_first(values.get("name", "")) if self.has_capitals_first else None
        person = turned or person_of(values)
        faults = self.check_cells(line, values)
        guest = self.guest_of(line, values, person, faults)
        name = full_name(*person) or None
        if guest is None:
            self.faults += [replace(fault, name=name) for fault in faults]
            return
        raw_key, key = self.keys.get(values.get("party", ""), ("", ""))
        if self.is_repeated(guest, key):
            self.repeats += 1
            return
        self.add_to_party(guest, key or None, raw_key)

    def fault(self, line: int, name: str, reason: FieldText, value: str) -> Fault:
        """A fault in the cell of `name`."""
        return Fault.of(line, self.column_of(name), reason, value)

    def column_of(self, name: str) -> str | None:
        """The first column that is mapped to a field, or None."""
        return self.places[name][0][1] if name in self.places else None

    def warn(self, guest: BatchGuest, name: str, reason: FieldText, value: str) -> None:
        """Records something about a guest who is imported."""
        warning = self.fault(guest.line, name, reason, value)
        self.warnings.append(replace(warning, name=guest.name))

    def check_cells(self, line: int, values: Mapping[str, str]) -> list[Fault]:
        """Cells that are too long or contain control characters."""
        faults: list[Fault] = []
        whole = "".join(values.values())
        if len(whole) <= SHORT and (whole.isprintable() or not CONTROL.search(whole)):
            return faults
        for name, value in values.items():
            if CONTROL.search(value):
                clean = CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)
                reason = reasons.CONTROL_CHARACTER
                faults.append(self.fault(line, name, reason, clean))
            elif len(value) > (most := MAX_LENGTHS.get(name, MAX_CONTACTS)):
                reason = reasons.too_long(most)
                faults.append(self.fault(line, name, reason, value))
        return faults

    def guest_of(
        self, line: int, values: Mapping[str, str], person: tuple[str, str], faults: list[Fault]
    ) -> BatchGuest | None:
        """The row's guest, or None if there are `faults`; adds to them."""
        first, last = person
        if not first:
            mapped = next(w for w in ("name", "first_name", "last_name") if w in self.places)
            faults.append(self.fault(line, mapped, reasons.NO_NAME, ""))
        elif max(len(first), len(last)) > MAX_LENGTHS["first_name"]:
            faults.append(
                self.fault(line, "name", reasons.too_long(MAX_LENGTHS["first_name"]), first)
            )
        guest = BatchGuest(line=line, first_name=first, last_name=last)
        self.set_emails(guest, values.get("email", ""), faults)
        self.set_phones(guest, values.get("phone", ""), faults)
        language = values.get("locale", "")
        guest.locale = LOCALE_WORDS.get(fold(language).partition("-")[0]) if language else None
        if language and guest.locale is None:
            faults.append(self.fault(line, "locale", reasons.unknown_language(), language))
        if (is_child := child_of(age := values.get("child", ""))) is None:
            faults.append(self.fault(line, "child", reasons.NO_CHILD, age))
        for name, address in (("email", guest.email), ("phone", guest.phone)):
            if address and address in self.erased:
                faults.append(self.fault(line, name, reasons.ERASED, ""))  # it isn't stored again
        if faults:
            return None
        guest.company, guest.side = one_line(values.get("company", "")), values.get("side", "")
        guest.notes, guest.tags = values.get("notes", ""), tags_of(values.get("tags", ""))
        guest.is_child, guest.address = bool(is_child), address_of(values)
        guest.sort_key, guest.name_key = name_keys(first, last)
        guest.is_same_person = line in self.same_person
        self.leave_out_erased(guest)
        self.look_twice(guest, values)
        return guest

    def reject_erased(self, lines: Sequence[int]) -> None:
        """Records that the people of these lines were erased after they were read."""
        self.faults += [Fault.of(line, None, reasons.ERASED, "") for line in lines]

    def leave_out_erased(self, guest: BatchGuest) -> None:
        """Takes further addresses of erased people off a guest."""
        kept = [one for one in guest.contacts if one.value not in self.erased]
        for one in guest.contacts:
            if one not in kept:
                self.warn(guest, one.kind, reasons.ERASED_CONTACT, "")
        guest.contacts = kept

    def look_twice(self, guest: BatchGuest, values: Mapping[str, str]) -> None:
        """Warns of cells that are read, but probably mean something else."""
        if SEVERAL_PEOPLE.search(guest.name):
            mapped = next(w for w in ("name", "first_name", "last_name") if w in self.places)
            self.warn(guest, mapped, reasons.SEVERAL_PEOPLE, guest.name)
        for name, value in values.items():
            if (
                name != "phone"
                and value[:1].isdigit()
                and len(value) > 4
                and ROUNDED.fullmatch(value)
            ):
                self.warn(guest, name, reasons.ROUNDED_NUMBER, value)

    def set_emails(self, guest: BatchGuest, cell: str, faults: list[Fault]) -> None:
        """Sets the first readable address; further ones become contacts."""
        if not cell or len(cell) > MAX_CONTACTS:
            return
        for address in emails_in(cell):
            if not is_email(address):
                self.cant_read(guest, "email", reasons.NO_EMAIL, address, faults)
            elif guest.email is None:
                guest.email, guest.email_key = address, email_key(address)
                guest.address_key = guest.email_key
            else:
                guest.contacts.append(Contact(kind="email", value=address))

    def set_phones(self, guest: BatchGuest, cell: str, faults: list[Fault]) -> None:
        """Sets the first readable phone; further ones become contacts."""
        if not cell or len(cell) > MAX_CONTACTS:
            return
        numbers = [
            (one, number or self.guess(guest, one)) for one, number in phones_in(cell, self.country)
        ]
        guest.phone = next((number for _, number in numbers if number), None)
        for written, number in numbers:
            if number is None:
                self.cant_read(guest, "phone", self.why_no_phone(written), written, faults)
            elif number != guest.phone:
                guest.contacts.append(Contact(kind="phone", value=number))

    def guess(self, guest: BatchGuest, written: str) -> str | None:
        """The number that a spreadsheet has damaged, if guesses are taken."""
        guessed = guessed_phone(written, self.country)
        self.guesses += guessed is not None
        if guessed is None or not self.takes_guesses:
            return None
        self.warn(guest, "phone", reasons.guessed_phone(guessed), written)
        return guessed

    def why_no_phone(self, written: str) -> FieldText:
        """Why a phone can't be read, with a guess if there is one."""
        if guessed := guessed_phone(written, self.country):
            return reasons.phone_guess(guessed)
        if ROUNDED.fullmatch(written):
            return reasons.ROUNDED_PHONE
        is_local = not self.country and "+" not in written
        self.needs_country = self.needs_country or is_local
        return reasons.NO_PHONE if self.country else reasons.NO_COUNTRY

    def cant_read(
        self, guest: BatchGuest, kind: str, reason: FieldText, value: str, faults: list[Fault]
    ) -> None:
        """Keeps an unreadable contact as written, or records a fault.

        Beside a readable one of its kind it is kept, whatever was chosen.
        """
        if self.leaves_out or getattr(guest, kind):
            self.warn(guest, kind, reason, value)
            guest.contacts.append(Contact(kind=kind, value=value[:200], is_readable=False))
        else:
            faults.append(self.fault(guest.line, kind, reason, value))

    def is_repeated(self, guest: BatchGuest, party: str) -> bool:
        """Whether an earlier row has the same person, by e-mail + name, phone + name, or name.

        Who has an earlier person's address under another name loses it. Two of one name in a party
        are two people.
        """
        me: Earlier = (guest.email_key, guest.phone, guest.name_key, guest.line)
        earlier = self.by_address(guest, me)
        if earlier is not None:
            return self.repeats_row(guest, earlier)
        identities: list[tuple[str, ...]] = []
        if guest.phone:
            identities.append(("phone", guest.phone, guest.sort_key))
        is_placeholder = guest.name_key in PLACEHOLDERS
        if not party and not is_placeholder:
            identities.append(("name", guest.sort_key))
        for identity in identities:
            other = self.seen.get(identity)
            if other is not None and could_be_same_person(guest, other, identity[0]):
                return self.repeats_row(guest, other[3])
        for identity in identities:
            self.seen.setdefault(identity, me)
        if party or is_placeholder:
            guest.namesakes = self.namesakes.get((party, guest.sort_key), 0)
            self.namesakes[party, guest.sort_key] = guest.namesakes + 1
            if guest.namesakes:
                self.warn(guest, "name", reasons.NAMESAKE, guest.name)
        return False

    def by_address(self, guest: BatchGuest, me: Earlier) -> int | None:
        """The line of an earlier row with the guest's address and name, or None."""
        if not guest.email_key:
            return None
        owner = self.seen.setdefault(("email", guest.email_key), me)
        if owner is me:
            return None
        again = self.seen.setdefault(("email", guest.email_key, guest.name_key), me)
        if again is not me or is_same_name(owner[2], guest.name_key):
            return owner[3] if again is me else again[3]
        self.share_address(guest, owner[3])
        return None

    def repeats_row(self, guest: BatchGuest, earlier: int) -> bool:
        """Records that a row is left out, because an earlier one has the same person."""
        self.warn(guest, "name", reasons.repeats(earlier), guest.name)
        return True

    def share_address(self, guest: BatchGuest, earlier: int) -> None:
        """Takes the address of an earlier person away from a guest, who is reached through them."""
        self.warn(guest, "email", reasons.shares_address(earlier), guest.email or "")
        guest.email = guest.email_key = None

    def add_to_party(self, guest: BatchGuest, key: str | None, raw_key: str) -> None:
        """Adds a guest to their party, creating it if needed."""
        party = self.by_key.get(key) if key else None
        if party is None:
            party = BatchParty(key=key, raw_key=raw_key)
            self.open.append(party)
            if key:
                self.by_key[key] = party
        if len(party.guests) >= MAX_IN_PARTY:
            self.faults.append(self.fault(guest.line, "party", reasons.FULL_PARTY, raw_key))
            return
        party.guests.append(guest)


def could_be_same_person(guest: BatchGuest, other: Earlier, by: str) -> bool:
    """Whether two rows with the same name and phone (or party) have no conflicting contacts."""
    email_key, phone, _, _ = other
    if guest.address_key and email_key and guest.address_key != email_key:
        return False
    return by == "phone" or not (guest.phone and phone and guest.phone != phone)
