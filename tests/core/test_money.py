"""Amounts have as many digits as ISO 4217 gives their currency."""

from decimal import Decimal

import pytest

from convite.core.money import format_money, in_minor, in_units, is_currency

pytestmark = pytest.mark.unit

#: Minor units, the currency, and the same amount in the main unit.
AMOUNTS = [
    (1999, "EUR", "19.99"),
    (1999, "JPY", "1999"),
    (1999, "KWD", "1.999"),
    (1999, "IQD", "1.999"),  # CLDR shows dinars of Iraq without digits
    (1999, "RSD", "19.99"),
    (1999, "ISK", "1999"),
    (1999, "CLF", "0.1999"),
    (-5, "USD", "-0.05"),
    (0, "HUF", "0"),
]


@pytest.mark.parametrize(("minor", "currency", "units"), AMOUNTS)
def test_amount_has_the_digits_of_its_currency(minor: int, currency: str, units: str) -> None:
    assert in_units(minor, currency) == Decimal(units)
    assert in_minor(units, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [("1.5", "JPY"), ("1.0005", "KWD"), ("1.005", "EUR"), ("NaN", "EUR"), ("ten", "EUR"), ("", "EUR")],
)  # fmt: skip
def test_amount_that_a_currency_cannot_have_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"write it as|digits after the point"):
        in_minor(text, currency)


@pytest.mark.parametrize(
    ("currency", "locale", "shown"),
    [
        ("EUR", "en", "€1,234.50"),
        ("JPY", "en", "¥123,450"),
        ("KWD", "en", "KWD123.450"),
        ("EUR", "es", "1.234,50 €"),
        ("JPY", "es", "123.450 JPY"),
        ("IQD", "es", "123,450 IQD"),
    ],
)
def test_amount_is_written_as_its_readers_write_it(currency: str, locale: str, shown: str) -> None:
    written = format_money(123450, currency, locale)

    assert "".join(written.split()) == "".join(shown.split())


@pytest.mark.parametrize("code", ["DEM", "XXX", "XAU", "XTS", "eur", "ABC", ""])
def test_only_money_in_use_is_a_currency(code: str) -> None:
    assert not is_currency(code)
