"""Money: integers in minor units with an ISO 4217 currency. Never floats."""

from babel.numbers import list_currencies


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code."""
    return code in list_currencies("en")
