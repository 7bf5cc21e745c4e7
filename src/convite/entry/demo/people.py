"""Names of the demo's parties, generated deterministically from lists."""

from collections.abc import Iterator
from itertools import cycle, islice

FAMILIES = (
    "Núñez", "Okafor", "Lindqvist", "García Ruiz", "O'Brien", "Haddad", "Kowalski", "Tanaka",
    "Ferreira", "Müller", "Ben Salah", "Novák", "Castellanos", "Iyer", "Dubois", "Ångström",
    "Moretti", "Petrov", "Al-Masri", "Søndergaard",
)  # fmt: skip
FIRST = (
    "Rosa", "Tomás", "Inés", "Leo", "Chidi", "Amara", "Elin", "Björn", "Lucía", "Mateo", "Aoife",
    "Cian", "Layla", "Omar", "Zofia", "Jan", "Yuki", "Haru", "Beatriz", "João", "Greta", "Emil",
    "Salma", "Youssef", "Eliška", "Jakub", "Paloma", "Andrés", "Meera", "Arjun", "Chloé", "Hugo",
    "Astrid", "Nils", "Giulia", "Luca", "Irina", "Pavel", "Noor", "Karim", "Freja", "Anton",
)  # fmt: skip
SIZES = (2, 4, 1, 2, 3, 2, 5, 2, 1, 4, 2, 3)


def parties(count: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """This many parties, each a label with the first and last names of its people."""
    firsts, sizes = cycle(FIRST), cycle(SIZES)
    for number in range(count):
        family = FAMILIES[number % len(FAMILIES)]
        size = next(sizes)
        names = [(first, family) for first in islice(firsts, size)]
        label = f"The {family} family"
        if size == 1:
            label = f"{names[0][0]} {family}"
        elif number >= len(FAMILIES):
            label = f"{names[0][0]} {family} and family"
        yield label, names
