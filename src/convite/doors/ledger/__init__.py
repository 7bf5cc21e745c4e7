"""The ledger of what was sold: double entry, by event and currency. Rows are only ever added.

Table `ledger_entries`. `balance` is money at a provider, in the bank or in the cash box.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"ledger_entries": Table(not_cloned="a copy starts without guests")})
