"""What an order costs. Pure functions over integers in minor units.

total = subtotal − discount + tax; tax that is included adds nothing. Discount and tax are computed on
whole amounts, tax for each rate, and shared among the lines by largest remainder, so that lines always
add up to the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from convite.core.money import percent_of, share, tax_within
from convite.events.sales.schemas import FeeBearer


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A line before discount and tax. `price` is the organizer's own, without the platform's fee."""

    price: int
    tax_percent: Decimal
    #: Whether a promo code counts for it.
    is_discounted: bool = False


@dataclass(frozen=True, kw_only=True)
class Discount:
    """What a promo code takes off: percents of the lines it counts for, or an amount at the most."""

    percent: Decimal | None = None
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Tax and the platform's fee of an event."""

    tax_included: bool
    fee_percent: Decimal = Decimal(0)
    fee_bearer: FeeBearer = "organizer"


@dataclass(frozen=True, kw_only=True)
class LineAmounts:
    """A line's amounts; `amount` is what it adds to the total."""

    unit_price: int
    discount: int
    tax: int
    amount: int
    platform_fee: int


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """An order's amounts and those of its lines, in their order."""

    subtotal: int
    discount: int
    tax: int
    platform_fee: int
    total: int
    lines: Sequence[LineAmounts]


def shown_price(price: int, terms: Terms) -> int:
    """What a ticket costs with the platform's fee, if buyers bear it: the same on every page."""
    if terms.fee_bearer == "buyer":
        return price + percent_of(price, terms.fee_percent)
    return price


def amounts_of(lines: Sequence[Priced], discount: Discount | None, terms: Terms) -> Amounts:
    """The amounts of an order with these lines."""
    prices = [shown_price(line.price, terms) for line in lines]
    off = discounts_of(prices, lines, discount)
    net = [price - less for price, less in zip(prices, off, strict=True)]
    taxes = taxes_of(net, [line.tax_percent for line in lines], included=terms.tax_included)
    added = [0] * len(lines) if terms.tax_included else taxes
    paid = [one + tax for one, tax in zip(net, added, strict=True)]
    subtotal, total = sum(prices), sum(paid)
    fee = percent_of(total, terms.fee_percent)
    if terms.fee_bearer == "buyer":
        fee = min(total, sum(prices) - sum(line.price for line in lines))
    fees = share(fee, paid)
    return Amounts(
        subtotal=subtotal,
        discount=sum(off),
        tax=sum(taxes),
        platform_fee=fee,
        total=total,
        lines=[
            LineAmounts(unit_price=price, discount=less, tax=tax, amount=amount, platform_fee=part)
            for price, less, tax, amount, part in zip(prices, off, taxes, paid, fees, strict=True)
        ],
    )


def discounts_of(
    prices: Sequence[int], lines: Sequence[Priced], discount: Discount | None
) -> list[int]:
    """What is off each line."""
    if discount is None:
        return [0] * len(lines)
    counted = [
        price if line.is_discounted else 0 for price, line in zip(prices, lines, strict=True)
    ]
    whole = sum(counted)
    off = min(whole, discount.amount or 0)
    if discount.percent is not None:
        off = percent_of(whole, discount.percent)
    return share(off, counted) if whole else [0] * len(lines)


def taxes_of(amounts: Sequence[int], percents: Sequence[Decimal], *, included: bool) -> list[int]:
    """The tax of each line, computed for each rate on the sum of its lines."""
    taxes = [0] * len(amounts)
    for percent in set(percents):
        numbers = [number for number, one in enumerate(percents) if one == percent]
        of_rate = [amounts[number] for number in numbers]
        whole = sum(of_rate)
        tax = tax_within(whole, percent) if included else percent_of(whole, percent)
        for number, part in zip(numbers, share(tax, of_rate), strict=True):
            taxes[number] = part
    return taxes
