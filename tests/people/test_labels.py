"""What a party is called that nobody has named."""

import pytest

from convite.people.guests.rules import label_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ([("Jo", "Smith")], "Jo Smith"),
        ([("Jo", "Smith"), ("Al", "Smith")], "Jo & Al Smith"),
        ([("Jo", "Smith"), ("Al", "Smith"), ("Max", "Smith")], "Jo, Al & Max Smith"),
        ([("Jo", "Smith"), ("Ana", "Ruiz")], "Jo Smith & Ana Ruiz"),
        ([("Cher", ""), ("Sonny", "")], "Cher & Sonny"),
        ([("A", "X")] * 6, "A, A, A & A X"),
    ],
)
def test_party_is_called_by_its_names_without_a_count(
    names: list[tuple[str, str]], label: str
) -> None:
    assert label_of(names) == label
