"""Money: integers in minor units with an ISO 4217 currency. Never floats.

The digits come from ISO 4217's own table. Babel's are those that people write by habit: it shows dinars
of Iraq without the three digits that the standard, and so every payment provider, counts in.
"""

from collections.abc import Sequence
from copy import copy
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel import Locale
from iso4217 import raw_table

#: Digits of the minor unit by currency. Metals, test codes and currencies no longer used have none.
DIGITS: dict[str, int] = {
    code: int(str(row["CcyMnrUnts"]))
    for code, row in raw_table.items()
    if code and str(row["CcyMnrUnts"]).isdigit()
}


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code of money in use."""
    return code in DIGITS


def in_units(minor: int, currency: str) -> Decimal:
    """An amount in the currency's main unit: 1999 is 19.99 in EUR, 1999 in JPY and 1.999 in KWD."""
    return Decimal(minor).scaleb(-DIGITS[currency])


def in_minor(text: str, currency: str) -> int:
    """An amount written in the main unit, with a point, as minor units.

    Raises:
        ValueError: it isn't a number, or has more digits than the currency.
    """
    try:
        minor = Decimal(text).scaleb(DIGITS[currency])
    except InvalidOperation:
        raise ValueError(f"{text!r} isn't an amount; write it as 12.50") from None
    if not minor.is_finite() or minor != minor.to_integral_value():
        raise ValueError(f"{currency} has {DIGITS[currency]} digits after the point")
    return int(minor)


def format_money(minor: int, currency: str, locale: str) -> str:
    """An amount as people of a language write it, with all of the currency's digits."""
    pattern = copy(Locale.parse(locale).currency_formats["standard"])
    pattern.frac_prec = (DIGITS[currency], DIGITS[currency])
    units = in_units(minor, currency)
    written: str = pattern.apply(units, locale, currency=currency, currency_digits=False)
    return written


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Splits an amount by weights into integers that add up to it: the largest remainders get the rest.

    Without any weight, all of it goes to the first.

    Example:
        >>> share(100, [1, 1, 1])
        [34, 33, 33]
        >>> share(-5, [3, 1])
        [-4, -1]
    """
    whole = sum(weights)
    if whole == 0:
        return [total if number == 0 else 0 for number in range(len(weights))]
    sign, total = (-1, -total) if total < 0 else (1, total)
    parts = [divmod(total * weight, whole) for weight in weights]
    rest = total - sum(quotient for quotient, _ in parts)
    # among equal remainders the earlier line, so that the same order always gets the same lines
    first = sorted(range(len(parts)), key=lambda number: (-parts[number][1], number))[:rest]
    return [sign * (quotient + (number in first)) for number, (quotient, _) in enumerate(parts)]


def percent_of(amount: int, percent: Decimal) -> int:
    """So many percent of an amount, rounded half up.

    Example:
        >>> percent_of(1005, Decimal("50"))
        503
    """
    return rounded(amount * percent / 100)


def tax_within(amount: int, percent: Decimal) -> int:
    """The tax in an amount that has it included, rounded half up.

    Example:
        >>> tax_within(5000, Decimal("19"))
        798
    """
    return rounded(amount * percent / (100 + percent))


def rounded(amount: Decimal) -> int:
    """An amount in whole minor units, rounded half up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
