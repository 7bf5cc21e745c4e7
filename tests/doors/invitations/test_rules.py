"""What parties are called where one must be told from another."""

from uuid import UUID

import pytest

from convite.doors.invitations.rules import PartyGuests, names_apart

pytestmark = pytest.mark.unit


def party(number: int, label: str, *names: str, shared: bool = False) -> PartyGuests:
    return PartyGuests(
        id=UUID(int=number),
        label=label,
        names=names,
        first_names=[name.split()[0] for name in names],
        is_shared=shared,
    )


def named(*parties: PartyGuests) -> list[str]:
    return list(names_apart(parties, str).values())


def test_two_parties_of_one_name_get_the_first_names_of_their_guests() -> None:
    assert named(
        party(1, "Smith family", "Jo Smith", "Al Smith", shared=True),
        party(2, "Smith family", "Kim Smith", shared=True),
    ) == ["Smith family (Jo, Al)", "Smith family (Kim)"]


def test_two_parties_whose_guests_have_the_same_names_are_numbered() -> None:
    assert named(
        party(1, "Smith", "Jo Smith", shared=True), party(2, "Smith", "Jo Smith", shared=True)
    ) == ["Smith (Jo) · 1", "Smith (Jo) · 2"]


def test_parties_without_guests_are_numbered() -> None:
    assert named(party(1, "Guests", shared=True), party(2, "Guests", shared=True)) == [
        *("Guests · 1", "Guests · 2")
    ]


def test_a_label_that_counts_names_the_guests_of_today() -> None:
    assert named(party(1, "Jo Smith +3", "Jo Smith", "Al Smith")) == ["Jo Smith, Al Smith"]
    assert named(party(1, "Jo Smith +1", "Jo Smith")) == ["Jo Smith"]
    assert named(party(1, "Jo +4", *(f"{name}" for name in ("Jo", "Al", "Kim", "Bo", "Di")))) == [
        "Jo, Al, Kim and 2 more"
    ]


def test_a_typed_label_with_a_number_stays() -> None:
    assert named(party(1, "Table of Max +3", "Jo Smith", "Al Smith")) == ["Table of Max +3"]
