"""Writes contact cards (vCard 3.0, RFC 2426), which every address book reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

#: Most octets of a line (RFC 2426, 2.6).
LINE = 75


@dataclass(frozen=True, kw_only=True)
class ContactCard:
    """A person as an address book knows them."""

    first_name: str
    last_name: str
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    company: str = ""
    notes: str = ""
    tags: Sequence[str] = ()
    #: Street, city, region, postal code, country.
    address: Sequence[str] = field(default_factory=tuple)


def card_piece(card: ContactCard) -> bytes:
    """A card as it stands in a file."""
    name = f"{card.first_name} {card.last_name}".strip()
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{escaped(card.last_name)};{escaped(card.first_name)};;;",
        f"FN:{escaped(name)}",
        *(f"EMAIL;TYPE=INTERNET:{escaped(one)}" for one in card.emails),
        *(f"TEL:{escaped(one)}" for one in card.phones),
    ]
    if card.company:
        lines.append(f"ORG:{escaped(card.company)}")
    if card.notes:
        lines.append(f"NOTE:{escaped(card.notes)}")
    if card.tags:
        lines.append(f"CATEGORIES:{','.join(map(escaped, card.tags))}")
    if any(card.address):
        lines.append(f"ADR:;;{';'.join(map(escaped, card.address))}")
    lines.append("END:VCARD")
    return b"".join(map(folded, lines))


def escaped(text: str) -> str:
    """A text whose separators and line breaks don't count as such."""
    for letter in ("\\", ",", ";"):
        text = text.replace(letter, f"\\{letter}")
    return text.replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line in pieces of at most `LINE` octets, none of which splits a letter."""
    octets, pieces = line.encode(), []
    while len(octets) > LINE:
        end = LINE
        # the second and later octets of a letter begin with the bits 10
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[:end])
        octets = b" " + octets[end:]
    return b"\r\n".join([*pieces, octets]) + b"\r\n"
