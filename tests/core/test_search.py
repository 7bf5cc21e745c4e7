"""What a search takes for the same letters. The web app's `lib/matches.test.ts` reads the same cases."""

import json
from pathlib import Path

import pytest

from convite.core.search import fold_words, needle_of, search_key, trigrams

CASES = json.loads((Path(__file__).parents[1] / "data" / "search.json").read_text())


@pytest.mark.parametrize(("text", "expected"), CASES["folds"])
def test_text_is_folded(text: str, expected: str) -> None:
    assert fold_words(text) == expected
    assert fold_words(expected) == expected


@pytest.mark.parametrize(("name", "term", "is_found"), CASES["finds"])
def test_name_is_found(name: str, term: str, is_found: bool) -> None:
    key = search_key(name)
    grams, patterns = needle_of(term)

    assert all(pattern.strip("%") in key for pattern in patterns) == is_found
    assert not is_found or set(grams) <= set(trigrams(key))


def test_details_are_looked_through_too() -> None:
    key = search_key("Ana Ruiz", "ana-maria@example.com", None, "Łódź AG")

    assert key == " ana ruiz ana maria@example.com lodz ag anaruiz"
