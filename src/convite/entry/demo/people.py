"""Names of the demo's parties, generated deterministically from lists."""

from collections.abc import Iterator
from itertools import cycle, islice

FAMILIES = (
    "Núñez", "Okafor", "Lindqvist", "García Ruiz", "O'Brien", "Haddad", "Kowalski", "Tanaka",
    "Ferreira", "Müller", "Ben Salah", "Novák", "Castellanos", "Iyer", "Dubois", "Ångström",
    "Moretti", "Petrov", "الخوري", "Søndergaard", "Peña Iglesias",
)  # fmt: skip
FIRST = (
    "Rosa", "Tomás", "Inés", "Leo", "Chidi", "Amara", "Elin", "Björn", "Lucía", "Mateo", "Aoife",
    "Cian", "Layla", "Omar", "Zofia", "Jan", "Yuki", "Haru", "Beatriz", "João", "Greta", "Emil",
    "Salma", "Youssef", "Eliška", "Jakub", "Paloma", "Andrés", "Meera", "Arjun", "Chloé", "Hugo",
    "Astrid", "Nils", "Giulia", "Luca", "Irina", "Pavel", "Noor", "Karim", "Freja", "Anton",
)  # fmt: skip
#: Who is written in Arabic script has a first name in it too.
FIRST_ARABIC = ("ليلى", "عمر", "سلمى", "يوسف", "نور", "كريم", "هدى", "سامي")
SIZES = (2, 4, 1, 2, 3, 2, 5, 2, 1, 4, 2, 3)


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic script."""
    return "\u0600" <= name[0] <= "\u06ff"


def parties(count: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """This many parties, each a label with the first and last names of its people."""
    firsts, arabic, sizes = cycle(FIRST), cycle(FIRST_ARABIC), cycle(SIZES)
    for number in range(count):
        family = FAMILIES[number % len(FAMILIES)]
        size = next(sizes)
        names = [(first, family) for first in islice(arabic if is_arabic(family) else firsts, size)]
        label = f"عائلة {family}" if is_arabic(family) else f"The {family} family"
        if size == 1:
            label = f"{names[0][0]} {family}"
        elif number >= len(FAMILIES):
            label = (
                f"{label} ({names[0][0]})"
                if is_arabic(family)
                else f"{names[0][0]} {family} and family"
            )
        yield label, names
