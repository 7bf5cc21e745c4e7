"""Amounts as each provider writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.money import DIGITS
from convite.gateways.channels import Delayed, Refused
from convite.gateways.payment_amounts import PAYPAL, RAZORPAY, STRIPE, Amounts

pytestmark = pytest.mark.unit
EACH = pytest.mark.parametrize("amounts", [STRIPE, RAZORPAY, PAYPAL], ids=lambda one: one.provider)


@pytest.mark.parametrize(
    ("amounts", "minor", "currency", "units"),
    [
        (STRIPE, 1999, "EUR", 1999),
        (STRIPE, 1999, "JPY", 1999),
        (STRIPE, 12_340, "KWD", 12_340),
        (STRIPE, 500, "ISK", 50_000),
        (STRIPE, 500, "UGX", 50_000),
        (STRIPE, 50_000, "MGA", 500),
        (STRIPE, 17_550, "HUF", 17_550),
        (RAZORPAY, 25_050, "INR", 25_050),
        (RAZORPAY, 295, "JPY", 295),
        (RAZORPAY, 295_990, "KWD", 295_990),
        (PAYPAL, 350_000, "HUF", 3500),
        (PAYPAL, 100, "TWD", 1),
    ],
)
def test_units_of_the_provider(amounts: Amounts, minor: int, currency: str, units: int) -> None:
    assert amounts.units(minor, currency) == units
    assert amounts.minor(units, currency) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1999, "EUR", "19.99"),
        (5, "USD", "0.05"),
        (1200, "JPY", "1200"),
        (350_000, "HUF", "3500"),
        (1_000_000, "TWD", "10000"),
        (1_000_000_00, "EUR", "1000000.00"),
    ],
)
def test_decimals_of_paypal(minor: int, currency: str, text: str) -> None:
    assert PAYPAL.text(minor, currency) == text
    assert PAYPAL.read(text, currency) == minor


@pytest.mark.parametrize("text", ["", "ten", "NaN", "Infinity", "1,50"])
def test_decimals_that_are_none(text: str) -> None:
    with pytest.raises(Delayed):
        PAYPAL.read(text, "EUR")


@EACH
@given(minor=st.integers(1, 10**12), number=st.integers(0))
def test_what_is_sent_is_read_as_it_was(amounts: Amounts, minor: int, number: int) -> None:
    known = sorted(amounts.currencies)
    currency = known[number % len(known)]
    minor -= minor % 1000  # a multiple of any step
    units, text = amounts.units(minor, currency), amounts.text(minor, currency)

    assert amounts.minor(units, currency) == amounts.read(text, currency) == minor


@EACH
def test_every_currency_is_one_in_use(amounts: Amounts) -> None:
    assert amounts.currencies <= DIGITS.keys()
    assert set(amounts.digits) | set(amounts.steps) | set(amounts.least) <= DIGITS.keys()
    assert not [one for one in amounts.currencies if DIGITS[one] > 3]


@pytest.mark.parametrize(
    ("amounts", "minor", "currency", "text"),
    [
        (STRIPE, 49, "EUR", "Stripe takes no less than 0.50 EUR."),
        (STRIPE, 100_000_000, "EUR", "Stripe takes no more than 999999.99 EUR."),
        (STRIPE, 12_345, "KWD", "Stripe takes KWD only in steps of 0.010."),
        (STRIPE, 100, "LYD", "Stripe takes no LYD."),
        (PAYPAL, 350_050, "HUF", "PayPal takes HUF only in steps of 1.00."),
        (PAYPAL, 0, "JPY", "PayPal takes no less than 1 JPY."),
        (RAZORPAY, 99, "INR", "Razorpay takes no less than 1.00 INR."),
    ],
)
def test_refusals_say_why(amounts: Amounts, minor: int, currency: str, text: str) -> None:
    with pytest.raises(Refused) as fault:
        amounts.check(minor, currency)

    assert str(fault.value) == text
