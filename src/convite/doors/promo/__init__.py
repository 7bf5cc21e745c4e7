"""Promo codes: percents or amounts off, and types of tickets that only they show.

Table `promo_codes`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "promo_codes": Table(
            not_cloned="their types are others there, and who has them was promised one event"
        ),
    }
)
