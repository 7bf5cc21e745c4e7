"""Reads contact cards (vCard 2.1, 3.0 and 4.0; RFC 2426, RFC 6350) as a table.

Tolerant, because address books write them as they like: one broken card is left out and named, the
others are read. Pictures and sounds are skipped without being kept.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from convite.core.problems import FieldText
from convite.core.sheet_text import Notice

#: Between several values of one cell, as in the exports of Google Contacts; the import joins columns so.
BETWEEN = " ::: "
#: The columns of the table; the import knows their names.
COLUMNS = (
    "First name", "Middle name", "Last name", "Suffix", "Name", "E-mail", "Phone", "Company", "Notes",
    "Tags", "Language", "Address", "Postal code", "City", "Region", "Country",
)  # fmt: skip
#: Where each field of a card goes; `N` and `ADR` have several parts.
NAMED = {"FN": "Name", "EMAIL": "E-mail", "TEL": "Phone", "NOTE": "Notes", "LANG": "Language"}
PARTS = {
    "N": ("Last name", "First name", "Middle name", "", "Suffix"),
    "ADR": ("", "Address", "Address", "City", "Region", "Postal code", "Country"),
}
#: What numbers and addresses are in.
ADDRESSED = frozenset({"TEL", "EMAIL"})
#: Binary fields: nothing of them is kept.
BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
#: Most letters of a field; a longer one isn't about a guest.
MAX_FIELD = 20_000
#: Cells of a name or address that a card has twice keep the first.
ONCE = frozenset({"N", "ADR", "FN", "ORG", "LANG"})

#: Group, name, options (a quoted one may have a colon) and value.
LINE = re.compile(
    r"(?:[A-Za-z0-9-]{1,60}\.)?([A-Za-z0-9-]{1,60})((?:;(?:[^:;\"]|\"[^\"]*\")*+)*+):(.*)",
    re.DOTALL,
)
SEPARATED = re.compile(r"(?<!\\);")
LISTED = re.compile(r"(?<!\\),")
ESCAPED = re.compile(r"\\([nN,;:\\])")

UNENDED = FieldText(
    name="card.unended", english="This contact card has no end and was left out; export it again."
)
NO_FIELD = FieldText(
    name="card.field", english="This line of a contact card can't be read and was left out."
)
TOO_LONG = FieldText(
    name="card.long", english="This field of a contact card is too long and was left out."
)


def is_cards(content: bytes) -> bool:
    """Whether a file consists of contact cards."""
    return content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").upper().startswith(b"BEGIN:VCARD")


@dataclass(kw_only=True)
class CardReader:
    """Reads the lines of a file of cards."""

    notices: list[Notice] = field(default_factory=list)

    def rows(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The line each card starts on, and its cells in the order of `COLUMNS`."""
        start, cells = 0, dict[str, list[str]]()
        for line, content in self.fields(text):
            word = content.strip().upper()
            if word == "BEGIN:VCARD":
                if start:
                    self.notices.append(Notice(row=start, reason=UNENDED, value=""))
                start, cells = line, {}
            elif word == "END:VCARD":
                if start:
                    yield start, cells_of(cells)
                start = 0
            elif start and word:
                self.take(cells, line, content)
        if start:
            self.notices.append(Notice(row=start, reason=UNENDED, value=""))

    def fields(self, text: str) -> Iterator[tuple[int, str]]:
        """Whole fields: lines that were folded are put together, those of pictures are dropped."""
        start, held, is_skipped = 0, "", False
        for number, line in enumerate(text.splitlines(), start=1):
            is_more = line[:1] in (" ", "\t") or is_soft(held)
            if is_more and start:
                if is_skipped:
                    continue
                if is_soft(held):
                    held = held[:-1] + line.lstrip(" \t")
                else:
                    held += line[1:]
                if len(held) > MAX_FIELD:
                    self.notices.append(Notice(row=start, reason=TOO_LONG, value=held[:80]))
                    held, is_skipped = "", True
                continue
            # the unfolded lines of a picture (2.1) have no name before a colon
            if is_skipped and ":" not in line:
                continue
            if held:
                yield start, held
            is_skipped = name_of(line) in BINARY
            start, held = number, "" if is_skipped else line
        if held:
            yield start, held

    def take(self, cells: dict[str, list[str]], line: int, content: str) -> None:
        """Adds a field's value to the card's cells."""
        found = LINE.fullmatch(content)
        if found is None:
            self.notices.append(Notice(row=line, reason=NO_FIELD, value=content[:80]))
            return
        name, options, value = found[1].upper(), found[2].upper(), found[3]
        try:
            value = decoded(options, value)
        except (LookupError, UnicodeDecodeError):
            self.notices.append(Notice(row=line, reason=NO_FIELD, value=content[:80]))
            return
        if name in ONCE and cells.setdefault(name, []):
            return
        if name in ONCE:
            cells[name].append("")
        if name in PARTS:
            add_parts(cells, PARTS[name], value)
        elif name == "ORG":
            cells["Company"] = [" ".join(filter(None, map(plain, SEPARATED.split(value))))]
        elif name == "CATEGORIES":
            cells.setdefault("Tags", []).extend(plain(one) for one in LISTED.split(value))
        elif name in NAMED:
            kept = cells.setdefault(NAMED[name], [])
            # the preferred number or address stands first
            place = 0 if "PREF" in options and name in ADDRESSED else len(kept)
            kept.insert(place, named_value(name, value))


def named_value(name: str, value: str) -> str:
    """A value without escapes; an address without the scheme and extension that 4.0 writes."""
    text = plain(value)
    if name not in ADDRESSED:
        return text
    scheme = re.match("(?:tel|mailto):", text, re.IGNORECASE)
    return text[scheme.end() :].partition(";")[0] if scheme else text


def is_soft(held: str) -> bool:
    """Whether the next line belongs to this one, by a soft line break of quoted-printable."""
    return held.endswith("=") and "QUOTED-PRINTABLE" in held.partition(":")[0].upper()


def name_of(line: str) -> str:
    """The name of a field, without its group and options."""
    return re.split("[;:]", line[:130], maxsplit=1)[0].rpartition(".")[2].strip().upper()


def decoded(options: str, value: str) -> str:
    """A value whose octets are written as letters (2.1) as text.

    Raises:
        LookupError: the character set isn't known.
        UnicodeDecodeError: it isn't what the octets are in.
    """
    if "QUOTED-PRINTABLE" not in options:
        return value
    named = re.search(r"CHARSET=\"?([A-Z0-9_-]+)", options)
    # an equals sign that encodes nothing stays as it is
    octets = quopri.decodestring(value.encode())
    return octets.decode(named[1] if named else "utf-8")


def add_parts(cells: dict[str, list[str]], names: tuple[str, ...], value: str) -> None:
    """Adds the parts of a name or address to their columns."""
    for name, part in zip(names, SEPARATED.split(value), strict=False):
        text = " ".join(filter(None, (plain(one) for one in LISTED.split(part))))
        if name and text:
            cells.setdefault(name, []).append(text)


def plain(value: str) -> str:
    r"""A value without escapes: `"a\\, b\\nc"` → `"a, b"` and a new line with `"c"`."""
    return ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value).strip()


def cells_of(cells: dict[str, list[str]]) -> list[str]:
    """A card's cells; the name as a whole is left out if its parts are known."""
    if "First name" in cells or "Last name" in cells:
        cells.pop("Name", None)
    found = []
    for column in COLUMNS:
        values = [value for value in cells.get(column, ()) if value]
        between = {"Notes": "\n", "Tags": ", ", "Address": "\n"}.get(column, BETWEEN)
        found.append(between.join(dict.fromkeys(values)))
    return found
