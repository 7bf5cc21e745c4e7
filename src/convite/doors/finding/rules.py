"""What is typed to find an invitation. Pure functions."""

import re
from dataclasses import dataclass

from convite.core.search import email_key, fold_words

#: A phone is looked for by its last digits, as people leave out their country's.
ENDING = 8
MIN_WORD = 2


@dataclass(frozen=True, kw_only=True)
class Contact:
    """An e-mail, or the digits of a phone."""

    email: str | None = None
    phone: str | None = None

    @property
    def counted_as(self) -> str:
        """The key by which tries are limited: for a phone its last digits, however much of it is typed."""
        return self.email or (self.phone or "")[-ENDING:]


def read_contact(text: str) -> Contact | None:
    """What was typed, as an e-mail or a phone; None if it is neither.

    Example:
        >>> read_contact(" Ana@Example.com ")
        Contact(email='ana@example.com', phone=None)
        >>> read_contact("0612 345 678")
        Contact(email=None, phone='612345678')
        >>> read_contact("ana") is None
        True
    """
    if re.fullmatch(r"[^\s@]+@[^\s@]+", text.strip()):
        return Contact(email=email_key(text))
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal()).lstrip("0")
    return Contact(phone=digits) if ENDING <= len(digits) <= 15 else None


def is_named(typed: str, *names: str) -> bool:
    """Whether each typed word is one of a name's: of the guest, or of their party.

    Example:
        >>> is_named("ana ruiz", "Ana María Ruiz", "Ruiz family")
        True
        >>> is_named("ana", "Anabel Ruiz")
        False
    """
    words = set(fold_words(typed).split())
    if not words or max(map(len, words)) < MIN_WORD:
        return False
    return any(words <= set(fold_words(name).split()) for name in names)
