"""Types of tickets: what is sold for an event, at which price, how many, and when.

Table `ticket_types`; triggers make a pool of places for each, and keep its capacity.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "ticket_types": Table(
            clone="actions.copy_types",
            public=(
                "name",
                "description",
                "kind",
                "mode",
                "price",
                "is_free_price",
                "price_steps",
                "is_addon",
                "sales_start",
                "sales_end",
                "min_per_order",
                "max_per_order",
                "admits",
                "seat_category",
                "translations",
            ),
        ),
    }
)
