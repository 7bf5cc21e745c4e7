"""Money: integers in minor units with an ISO 4217 currency. Never floats."""

from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision, list_currencies


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code."""
    return code in list_currencies("en")


def format_money(amount: int, currency: str, locale: str) -> str:
    """Formats `amount` minor units for `locale`: 1250 EUR is `€12.50`."""
    value = Decimal(amount).scaleb(-get_currency_precision(currency))
    return format_currency(value, currency, locale=locale)
