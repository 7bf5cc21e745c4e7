"""Bank statements: transfers that pay orders are found by reference and amount, near misses are shown.

Table `bank_transactions`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "bank_transactions": Table(
            erase=("text", "payer"),
            not_erased="what came to a bank account is kept by law; a person clears it when it may go",
        ),
    }
)
