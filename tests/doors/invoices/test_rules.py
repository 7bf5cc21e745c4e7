"""Tax and numbers on invoices, without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.core.money import share
from convite.doors.invoices.rules import (
    MAX_NUMBER,
    SERIES,
    InvoiceLine,
    Supply,
    TaxLine,
    buyer_state,
    credited,
    eu_country,
    fiscal_year,
    is_reverse_charge,
    number_of,
    scheme_of,
    spread_refund,
    state_of_place,
    tax_lines,
)
from convite.doors.orders.rules import taxes_of

pytestmark = pytest.mark.unit

MAHARASHTRA, KARNATAKA = "27AAPFU0939F1ZV", "29AAPFU0939F1ZR"
GERMAN, SPANISH = "DE136695976", "ESB58378431"


def line(key: str = "a", amount: int = 1180, tax: int = 180, percent: str = "18") -> InvoiceLine:
    return InvoiceLine(
        order_line_id=key,
        name="Standard",
        unit_price=amount,
        discount=0,
        tax_percent=percent,
        tax=tax,
        amount=amount,
    )


@pytest.mark.parametrize(
    ("supply", "scheme"),
    [
        ({"place": "Shivaji Park, Mumbai, Maharashtra"}, "gst_split"),
        ({"place": "Bengaluru, Karnataka"}, "gst_integrated"),
        # the buyer's own number says more than the place
        ({"place": "Bengaluru, Karnataka", "buyer_number": MAHARASHTRA}, "gst_split"),
        ({"place": "Mumbai, Maharashtra", "buyer_number": KARNATAKA}, "gst_integrated"),
        # a number that isn't one says nothing
        ({"place": "Mumbai, Maharashtra", "buyer_number": "29AAPFU0939F1ZX"}, "gst_split"),
        # no state is named: admission is supplied where its seller is registered
        ({"place": "The old mill"}, "gst_split"),
        ({"place": "Dubai", "country": "AE"}, "gst_integrated"),
        ({"seller_number": GERMAN}, "vat"),
        ({"seller_number": "12/345/67890"}, "tax"),
        ({"seller_number": ""}, "tax"),
    ],
)
def test_the_scheme_follows_from_the_numbers_and_the_place(
    supply: dict[str, Any], scheme: str
) -> None:
    assert scheme_of(Supply(**{"seller_number": MAHARASHTRA, **supply})) == scheme


def test_the_state_with_the_longest_name_is_meant() -> None:
    assert state_of_place("Vijayawada, Andhra Pradesh") == "37"
    assert state_of_place("GOA") == "30"
    assert state_of_place("Lisbon") is None
    assert buyer_state(Supply(seller_number=MAHARASHTRA, place="Panaji, Goa")) == "30"


def test_tax_of_india_is_split_in_halves_that_add_up() -> None:
    [split] = tax_lines([line(tax=180), line("b", amount=106, tax=7)], "gst_split")
    [whole] = tax_lines([line()], "gst_integrated")

    assert (split.net, split.tax) == (1099, 187)
    assert [(one.name, one.percent, one.tax) for one in split.parts] == [
        ("CGST", "9", 94),
        ("SGST", "9", 93),
    ]
    assert [(one.name, one.percent, one.tax) for one in whole.parts] == [("IGST", "18", 180)]


def test_each_rate_has_a_line_the_highest_first() -> None:
    found = tax_lines(
        [line(percent="7"), line(percent="19"), line(percent="7.5"), line(percent="19")], "vat"
    )

    assert [one.percent for one in found] == ["19", "7.5", "7"]
    assert found[0].tax == 360


@pytest.mark.parametrize(
    ("supply", "is_reverse"),
    [
        ({}, True),
        # admission in person is taxed where it is
        ({"is_online": False}, False),
        ({"buyer_number": "DE136695976"}, False),
        ({"buyer_number": "ESB58378432"}, False),
        ({"buyer_number": ""}, False),
        ({"seller_number": MAHARASHTRA}, False),
    ],
)
def test_reverse_charge_is_for_businesses_abroad_and_online(
    supply: dict[str, Any], is_reverse: bool
) -> None:
    given = {"seller_number": GERMAN, "buyer_number": SPANISH, "is_online": True, **supply}

    assert is_reverse_charge(Supply(**given)) is is_reverse


def test_numbers_of_greece_and_northern_ireland() -> None:
    assert eu_country("EL 094259216") == "GR"
    assert eu_country("XI 432525179") is None
    assert eu_country("432525179") is None


def test_years_of_taxes() -> None:
    assert fiscal_year(date(2026, 3, 31), in_india=True) == "2526"
    assert fiscal_year(date(2026, 4, 1), in_india=True) == "2627"
    assert fiscal_year(date(2099, 12, 1), in_india=True) == "9900"
    assert fiscal_year(date(2026, 3, 31), in_india=False) == "2026"


def test_numbers_have_at_most_sixteen_characters() -> None:
    names = [name for pair in SERIES.values() for name in pair]

    assert len(set(names)) == len(names)
    assert {len(number_of(name, "2627", 9_999_999)) for name in names} == {MAX_NUMBER}


def test_a_refund_of_named_lines_is_of_those() -> None:
    assert spread_refund(30, {"b": 30}, {"a": 50, "b": 40}) == {"b": 30}
    # the lines of a refund by two payments stand with the first
    assert spread_refund(10, {"a": 20, "b": 20}, {"a": 50, "b": 40}) == {"a": 5, "b": 5}
    assert spread_refund(30, {}, {"a": 0, "b": 40}) == {"b": 30}
    assert spread_refund(30, {}, {}) == {}


amounts = st.lists(
    st.tuples(st.integers(1, 100_000), st.sampled_from(["0", "5", "7", "18", "19"])),
    min_size=1,
    max_size=6,
)


@given(lines=amounts, weights=st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_credit_notes_of_a_whole_order_are_its_invoice(
    lines: list[tuple[int, str]], weights: list[int]
) -> None:
    """However it is paid back: lines, rates, and the halves of each."""
    percents = [Decimal(percent) for _, percent in lines]
    taxes = taxes_of([amount for amount, _ in lines], percents, included=True)
    invoice = [
        line(str(number), amount=amount, tax=tax, percent=percent)
        for number, ((amount, percent), tax) in enumerate(zip(lines, taxes, strict=True))
    ]
    whole = sum(amount for amount, _ in lines)
    gone: list[InvoiceLine] = []
    halves: list[TaxLine] = []

    for part in share(whole, weights):
        if part:
            made = credited(invoice, gone, part, {})
            assert sum(one.amount for one in made) == part
            assert all(0 <= one.tax <= one.amount for one in made)
            halves += tax_lines(made, "gst_split", halves)
            gone += made

    for one in invoice:
        own = [back for back in gone if back.order_line_id == one.order_line_id]
        assert sum(back.amount for back in own) == one.amount
        assert sum(back.tax for back in own) == one.tax
    for rate in tax_lines(invoice, "gst_split"):
        of_rate = [back for back in halves if back.percent == rate.percent]
        assert [sum(back.parts[n].tax for back in of_rate) for n in range(2)] == [
            part.tax for part in rate.parts
        ]
