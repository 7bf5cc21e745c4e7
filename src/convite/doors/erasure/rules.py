"""By what an erased person is found in texts and recognized in files. No database, no I/O."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from convite.core.search import email_key, fold_words

#: Shorter words would be found in texts about others.
MIN_WORD = 3


def hash_of(key: bytes, organization_id: UUID, address: str) -> str:
    """The keyed hash of an e-mail or phone: only this organization's imports recognize it."""
    said = f"erased:{organization_id}:{email_key(address)}"
    return hmac.digest(key, said.encode(), "sha256").hex()[:32]


@dataclass(frozen=True, kw_only=True)
class ErasedPeople:
    """The addresses of the people whom an organization has erased; `in` tells of an address."""

    key: bytes
    organization_id: UUID
    hashes: frozenset[str]

    def __contains__(self, address: object) -> bool:
        """Whether it was an erased person's."""
        if not self.hashes or not isinstance(address, str):
            return False
        return hash_of(self.key, self.organization_id, address) in self.hashes


def pattern_of(text: str) -> str:
    """A pattern for ILIKE that matches texts with these words in them."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def patterns_of(name: str, addresses: Iterable[str]) -> list[str]:
    """Patterns for a person's full name and addresses.

    A single name isn't looked for, because it may be anybody's.
    """
    words = [name] if " " in name else []
    return [pattern_of(word) for word in (*words, *addresses) if len(word) >= MIN_WORD]


def words_of(*names: str) -> set[str]:
    """The words of names, folded; those that are too short to tell somebody are left out."""
    return {word for name in names for word in fold_words(name).split() if len(word) >= MIN_WORD}


def mentions(text: str, words: set[str]) -> bool:
    """Whether one of these words stands in a text."""
    return not words.isdisjoint(re.findall(r"\w+", fold_words(text)))
