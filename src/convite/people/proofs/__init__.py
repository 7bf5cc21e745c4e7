"""Proofs that somebody reads an address: by a link that was mailed there.

Table `challenges`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "challenges": Table(
            erase=("email", "phone"),
            not_erased="about an account, not a guest",
            export=("kind", "email", "phone", "created_at"),
        ),
    }
)
