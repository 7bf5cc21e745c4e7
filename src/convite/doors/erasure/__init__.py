"""People erased from an address book, with everything that is known about them.

Table `erasures`: who is erased by whom, until when their traces are looked for, and keyed hashes of their
addresses, by which an import recognizes them.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "erasures": Table(
            erase=("words", "names"),
            not_erased="cleared as soon as nothing of them is left",
        )
    }
)
