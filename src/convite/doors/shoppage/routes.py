"""HTTP routes of the page on which tickets are ordered."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.dates import format_date
from convite.core.hot import Place
from convite.core.idempotency import keyed_body
from convite.core.log import Actor
from convite.core.money import format_money
from convite.core.pages import PAGE_HEADERS, render
from convite.core.problems import NotFound, Problem
from convite.core.request import Public, Read, database_of, page_language, session_user
from convite.doors.checkout.policy import order_at_desk
from convite.doors.checkout.rules import Wish
from convite.doors.orders.queries import secret_of
from convite.doors.orders.schemas import OrderOut
from convite.doors.pricing.rules import Quote, quote
from convite.doors.publicpages.policy import (
    check_own,
    event_values,
    mark_of,
    missing,
    own_path,
)
from convite.doors.quotas.rules import Tally
from convite.doors.rsvp.policy import question_in_language
from convite.doors.shoppage.policy import answers_of, chosen_in, order_in
from convite.doors.shoppage.queries import Shopping, promo_key_of, shopping
from convite.doors.shoppage.rules import TEXTS, Cart, cart_in, cart_key

router = APIRouter(prefix="/e/{slug}/tickets", tags=["Pages"], include_in_schema=False)

#: Its name below the event's address.
PAGE = "tickets"
MAX_FIELDS = 1000
EMPTY = Cart(quantities={}, prices={}, people={})


def path_of(slug: str) -> str:
    """The path of an event's page of this kind."""
    return f"/e/{slug}/{PAGE}"


def order_path(order: OrderOut) -> str:
    """The page of an order, which only its buyer knows."""
    return f"/o/{order.id}/{secret_of(order.id)}"


def page(
    request: Request,
    shown: Shopping,
    cart: Cart,
    *,
    quoted: Quote | None = None,
    problem: Problem | None = None,
) -> Response:
    """Renders the page; with a problem, what was typed."""
    locale = page_language(request, fallback=shown.event.locale)
    errors = problem.body(locale).get("errors", ()) if problem else ()
    by_field = {field_of(str(one.get("pointer", ""))): str(one["detail"]) for one in errors}
    event = shown.event

    def money(amount: int) -> str:
        return format_money(amount, event.currency, locale)

    def until(moment: Any) -> str:
        return format_date(moment, event.timezone, locale)

    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "cart": cart,
        "quoted": quoted,
        "money": money,
        "until": until,
        "percent_text": lambda percent: f"{percent.normalize():f}",
        "questions": [question_in_language(one, locale, Tally()) for one in shown.questions],
        "answers": answers_of(cart, shown),
        "mark": mark_of(PAGE, user_key(shown), event.id),
        "problem": general_in(problem, by_field, locale),
        "errors": by_field,
        "typed": {**dict.fromkeys(TEXTS, ""), **prefilled(shown), **cart.texts},
        "url": own_path(path_of(event.slug), request),
    }
    status = problem.status if problem else 200
    return HTMLResponse(render("tickets.html", locale, **values), status, headers=PAGE_HEADERS)


def field_of(pointer: str) -> str:
    """The name of the form's field that an error is about."""
    if pointer.startswith("/answers/"):
        return f"q-party-{pointer.removeprefix('/answers/')}"
    return pointer.strip("/").replace("/", "_").replace("billing_lines_0", "billing_line")


def general_in(problem: Problem | None, by_field: dict[str, str], locale: str) -> str | None:
    """What is wrong with the form as a whole."""
    if problem is None:
        return None
    lines = [text for name, text in by_field.items() if name.startswith("lines")]
    return lines[0] if lines else problem.detail_in(locale)


def prefilled(shown: Shopping) -> dict[str, str]:
    """The account's own details."""
    user = shown.user
    return {"buyer_name": user.name, "buyer_email": user.email or ""} if user else {}


def user_key(shown: Shopping) -> UUID:
    """Whose form it is: the account's, or of anybody who sees the event."""
    return shown.user.id if shown.user else shown.event.id


@router.get("", dependencies=[Public])
async def tickets_page(slug: str, request: Request, tx: Read, code: str = "") -> Response:
    """What is sold, with a form to order it. A link can bring a promo code along."""
    try:
        shown = await shopping(tx, slug, await session_user(request), code[:50])
    except NotFound:
        return await missing(request, slug)
    texts = {"promo_code": code[:50]} if code else {}
    return page(request, shown, Cart(quantities={}, prices={}, people={}, texts=texts))


@router.post("", dependencies=[Public])
async def order_from_page(slug: str, request: Request) -> Response:
    """Shows what the cart costs, or orders it; what can't be used is shown with what was typed."""
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    pairs = [(name, str(value)) for name, value in fields.multi_items()]
    cart = cart_in(pairs)
    user_id = await session_user(request)
    try:
        async with database_of(request).read() as tx:
            shown = await shopping(tx, slug, user_id, cart.texts.get("promo_code", ""))
    except NotFound:
        return await missing(request, slug)
    try:
        check_own(fields, PAGE, user_key(shown), shown.event.id)
        if "order" not in fields:
            lines = chosen_in(cart, shown)
            found = quote(shown.shop, lines, promo_key_of(cart.texts.get("promo_code", "")))
            return page(request, shown, cart, quoted=found)
        placed = await place(request, shown, cart, fields, pairs)
    except Problem as problem:
        return page(request, shown, cart, problem=problem)
    return RedirectResponse(own_path(order_path(placed), request), 303, headers=PAGE_HEADERS)


async def place(
    request: Request,
    shown: Shopping,
    cart: Cart,
    fields: FormData,
    pairs: list[tuple[str, str]],
) -> OrderOut:
    """Orders what was typed, together with others' orders; the same form again is the same order.

    Raises:
        Problem: it can't be ordered; see `checkout.rules.quote`.
    """
    locale = page_language(request, fallback=shown.event.locale)
    body = order_in(cart, shown, locale)
    await spend(request, "order")
    path, key = request.url.path, cart_key(str(fields.get("cart", "")), pairs)
    user_id = shown.user.id if shown.user else None
    actor = Actor(kind="user", id=user_id) if user_id else Actor(kind="guest", via="order")
    wish = Wish(
        actor=actor,
        body=body,
        locale=locale,
        user_id=user_id,
        request_id=request.state.request_id,
        keyed=keyed_body("page", path, key, key.encode()),
    )
    where = Place(shown.event.organization_id, shown.event.id)
    return await order_at_desk(request.app.state.hot_door, where, wish)
