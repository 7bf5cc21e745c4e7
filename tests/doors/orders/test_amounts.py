"""What an order costs, to the minor unit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convite.core.money import DIGITS, share
from convite.doors.orders.rules import Amounts, Discount, Priced, Terms, amounts_of

pytestmark = pytest.mark.unit

PERCENTS = st.decimals(0, 100, places=3)
LINES = st.builds(
    Priced,
    price=st.integers(0, 10**9),
    tax_percent=st.sampled_from([Decimal(0), Decimal(7), Decimal(19), Decimal("5.125")]),
    is_discounted=st.booleans(),
)
DISCOUNTS = st.one_of(
    st.none(),
    st.builds(Discount, percent=PERCENTS),
    st.builds(Discount, amount=st.integers(1, 10**10)),
)
TERMS = st.builds(
    Terms,
    tax_included=st.booleans(),
    fee_percent=st.decimals(0, 50, places=3),
    fee_bearer=st.sampled_from(["organizer", "buyer"]),
)


@settings(max_examples=2000)
@given(st.lists(LINES, min_size=1, max_size=12), DISCOUNTS, TERMS)
def test_lines_always_add_up_to_the_order(
    lines: list[Priced], discount: Discount | None, terms: Terms
) -> None:
    order = amounts_of(lines, discount, terms)

    added = 0 if terms.tax_included else order.tax
    assert order.total == order.subtotal - order.discount + added
    for name, whole in (
        ("unit_price", order.subtotal),
        ("discount", order.discount),
        ("tax", order.tax),
        ("amount", order.total),
        ("platform_fee", order.platform_fee),
    ):
        assert sum(getattr(line, name) for line in order.lines) == whole
    for line in order.lines:
        assert 0 <= line.discount <= line.unit_price
        assert 0 <= line.platform_fee <= line.amount
        assert line.tax >= 0


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_shares_add_up_and_differ_by_less_than_one(total: int, weights: list[int]) -> None:
    parts = share(total, weights)

    assert sum(parts) == total
    if whole := sum(weights):
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - Decimal(total) * weight / whole) < 1


def priced(*prices: int, percent: str = "19", discounted: bool = False) -> list[Priced]:
    return [
        Priced(price=price, tax_percent=Decimal(percent), is_discounted=discounted)
        for price in prices
    ]


def order(lines: list[Priced], discount: Discount | None = None, **terms: object) -> Amounts:
    return amounts_of(lines, discount, Terms(**{"tax_included": True, **terms}))  # type: ignore[arg-type]


def test_included_tax_is_taken_from_the_whole_and_changes_no_price() -> None:
    assert order(priced(2500, 2500)).total == 5000
    assert order(priced(2500, 2500)).tax == 798


def test_added_tax_is_rounded_once_for_each_rate() -> None:
    lines = [*priced(333, 333, 333), *priced(1000, percent="7")]

    found = order(lines, tax_included=False)

    assert (found.tax, found.total) == (190 + 70, 1999 + 260)


def test_a_code_of_a_hundred_percent_leaves_nothing_to_pay() -> None:
    found = order(priced(999, 1, discounted=True), Discount(percent=Decimal(100)))

    assert (found.discount, found.tax, found.total) == (1000, 0, 0)


def test_an_amount_is_off_at_most_what_it_counts_for() -> None:
    lines = [*priced(300, discounted=True), *priced(500)]

    found = order(lines, Discount(amount=1000))

    assert (found.discount, found.total) == (300, 500)


def test_the_fee_is_inside_the_total_whoever_bears_it() -> None:
    absorbed = order(priced(1000), fee_percent=Decimal(5))
    passed_on = order(priced(1000), fee_percent=Decimal(5), fee_bearer="buyer")

    assert (absorbed.total, absorbed.platform_fee) == (1000, 50)
    assert (passed_on.subtotal, passed_on.total, passed_on.platform_fee) == (1050, 1050, 50)


def test_amounts_are_whole_minor_units_whatever_the_currency_has() -> None:
    assert {DIGITS[code] for code in ("JPY", "EUR", "KWD")} == {0, 2, 3}
    found = order(priced(1, 2, 4, percent="8"), Discount(percent=Decimal("33.333")))
    assert all(isinstance(line.amount, int) for line in found.lines)
