"""Reads the form of the page on which tickets are ordered."""

from typing import Any, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from convite.core.bodies import bad_input, validated
from convite.core.money import in_minor
from convite.core.problems import FieldText, invalid
from convite.doors.orders.schemas import OrderCreate, OrderLineIn
from convite.doors.pages.rules import PageQuestion, answers_in
from convite.doors.shoppage.queries import Shopping
from convite.doors.shoppage.rules import Cart, billing_in, people_in

ModelT = TypeVar("ModelT", bound=BaseModel)


def lines_in(cart: Cart, shopping: Shopping) -> list[dict[str, Any]]:
    """The lines that were chosen.

    Raises:
        Invalid: nothing was, or a price can't be read.
    """
    lines = []
    for offer in shopping.offers:
        key = str(offer.type.id)
        quantity = cart.quantities.get(key, 0)
        if quantity <= 0:
            continue
        price = None
        if offer.type.is_free_price and cart.prices.get(key):
            price = price_in(cart.prices[key], shopping.event.currency, key)
        people = people_in(cart, key, quantity * offer.type.admits)
        line = {"ticket_type_id": key, "quantity": quantity, "price": price, "attendees": people}
        if offer.takes_seats:
            line["seat_ids"] = cart.seats.get(key, [])[: quantity * offer.type.admits]
        lines.append(line)
    if not lines:
        english = "Choose at least one ticket."
        raise invalid("lines", FieldText(name="order.nothing", english=english))
    return lines


def price_in(text: str, currency: str, key: str) -> int:
    """A price that somebody typed, in minor units.

    Raises:
        Invalid: it is no amount.
    """
    try:
        return in_minor(text.replace(",", "."), currency)
    except ValueError:
        english = "Write an amount, such as 12.50."
        raise invalid(f"price-{key}", FieldText(name="order.amount", english=english)) from None


def order_in(cart: Cart, shopping: Shopping, locale: str) -> OrderCreate:
    """The order that was typed.

    Raises:
        Invalid: a value can't be used.
    """
    texts = cart.texts
    body: dict[str, Any] = {
        "lines": lines_in(cart, shopping),
        "promo_code": texts.get("promo_code") or None,
        "hold_key": cart.hold_key,
        "buyer": {
            "name": texts.get("buyer_name", ""),
            "email": texts.get("buyer_email", ""),
            "phone": texts.get("buyer_phone") or None,
        },
        "billing": billing_in(cart),
        "answers": answers_of(cart, shopping),
        "locale": locale,
    }
    return checked(OrderCreate, body)


def answers_of(cart: Cart, shopping: Shopping) -> dict[str, Any]:
    """What was answered, by question id."""
    questions = [PageQuestion(id=str(one.id), kind=one.kind) for one in shopping.questions]
    return answers_in(cart.values, "party", questions)


def chosen_in(cart: Cart, shopping: Shopping) -> list[OrderLineIn]:
    """The lines alone, for their price.

    Raises:
        Invalid: a value can't be used.
    """
    return [checked(OrderLineIn, line) for line in lines_in(cart, shopping)]


def checked(model: type[ModelT], body: dict[str, Any]) -> ModelT:
    """A body of a form as its model.

    Raises:
        Invalid: a value can't be used.
    """
    try:
        return validated(model, body)
    except RequestValidationError as error:
        raise bad_input(error) from None
