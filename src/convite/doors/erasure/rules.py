"""By what an erased person is found in texts and recognized in files. No database, no I/O."""

import hmac
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from convite.core.search import email_key, fold_words

#: Shorter words would be found in texts about others.
MIN_WORD = 3
#: Chinese, Japanese and Korean: words of two letters, without blanks between them.
UNSPACED = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


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
    """A regular expression of PostgreSQL that finds this text as words of their own.

    Scripts without blanks between words are found anywhere. PostgreSQL's own word boundaries aren't used:
    in some collations letters with accents count as such.
    """
    escaped = "".join(one if one.isalnum() or one == " " else f"\\{one}" for one in text)
    if any(UNSPACED.match(one) for one in text):
        return escaped
    return f"(^|[[:space:][:punct:]]){escaped}($|[[:space:][:punct:]])"


def patterns_of(texts: Iterable[str]) -> list[str]:
    """Patterns for texts as they are written, without accents, and as they stand in JSON."""
    found: dict[str, None] = {}
    for text in texts:
        if is_telling(text):
            as_json = json.dumps(text, ensure_ascii=False)[1:-1]
            found |= dict.fromkeys(map(pattern_of, (text, fold_words(text), as_json)))
    return list(found)


def is_telling(word: str) -> bool:
    """Whether a word is long enough not to be found in texts about others."""
    return len(word) >= (2 if UNSPACED.search(word) else MIN_WORD)


def words_of(*names: str) -> dict[str, str]:
    """The words of names as they are written, by their folded form."""
    return {fold_words(word): word for name in names for word in name.split() if is_telling(word)}


def mentions(text: str, words: Collection[str]) -> bool:
    """Whether one of these folded words stands in a text."""
    return not set(words).isdisjoint(re.findall(r"\w+", fold_words(text)))
