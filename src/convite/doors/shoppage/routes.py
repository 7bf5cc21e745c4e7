"""HTTP routes of the page on which tickets are ordered."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.dates import format_date
from convite.core.db import Principal
from convite.core.hot import Place
from convite.core.idempotency import keyed_body
from convite.core.language import translator
from convite.core.log import Actor
from convite.core.money import format_money
from convite.core.pages import MAP_POLICY, PAGE_HEADERS, PAGE_POLICY, SCRIPT_POLICY, render
from convite.core.problems import NotFound, Problem, TooMany
from convite.core.request import Public, Read, database_of, page_language, session_user
from convite.doors.checkout.policy import order_at_desk
from convite.doors.checkout.rules import Wish
from convite.doors.eventpage.rules import embeddable
from convite.doors.orders.queries import order_path
from convite.doors.orders.schemas import OrderOut
from convite.doors.orderseats.queries import seat_labels
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
from convite.doors.shoppage.actions import Room, hold_missing, release
from convite.doors.shoppage.policy import answers_of, chosen_in, order_in
from convite.doors.shoppage.queries import Shopping, promo_key_of, shopping
from convite.doors.shoppage.rules import TEXTS, Cart, cart_in, cart_key
from convite.events.event.rules import text_in
from convite.events.event.schemas import settings_in_force
from convite.plan.seating.rules import seat_name, table_name
from convite.room.blocks.queries import MapCaches

router = APIRouter(prefix="/e/{slug}/tickets", tags=["Pages"], include_in_schema=False)

#: Its name below the event's address.
PAGE = "tickets"
MAX_FIELDS = 1000


def path_of(slug: str) -> str:
    """The path of an event's page of this kind."""
    return f"/e/{slug}/{PAGE}"


def page(
    request: Request,
    shown: Shopping,
    cart: Cart,
    *,
    quoted: Quote | None = None,
    problem: Problem | None = None,
    seats: Mapping[UUID, str] | None = None,
    is_visitor: bool = False,
) -> Response:
    """Renders the page; with a problem, what was typed. `seats` are the labels of the chosen ones."""
    locale = page_language(request, fallback=shown.event.locale)
    say = translator(locale).gettext
    settings = settings_in_force(None, shown.event.settings)
    sites = settings.page.embed_on if is_embedded(request) else []
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
        # who sends this form again gets the same order, and nobody who types the same
        "token": cart.texts.get("cart") or secrets.token_urlsafe(16),
        "quoted": quoted,
        "money": money,
        "until": until,
        "percent_text": lambda percent: f"{percent.normalize():f}",
        "questions": [question_in_language(one, locale, Tally()) for one in shown.questions],
        "answers": answers_of(cart, shown),
        "order_url": order_path(shown.order.id) if shown.order else "",
        "mark": mark_of(PAGE, user_key(shown), event.id),
        "problem": general_in(problem, by_field, locale),
        "errors": by_field,
        "typed": {**dict.fromkeys(TEXTS, ""), **prefilled(shown), **cart.texts},
        "url": own_path(path_of(event.slug), request),
        "seats": {key: seat_name(label, say) for key, label in (seats or {}).items()},
        "table_name": partial(table_name, say=say),
        "map_types": map_types(shown, locale, money),
        "orphan_rule": settings.orphan_rule,
        "is_embedded": is_embedded(request),
        "sites": sites,
        # inside another site's page nobody is logged in, and so the order from there is nobody's
        "is_visitor": is_visitor or is_embedded(request),
    }
    status = problem.status if problem else 200
    headers = PAGE_HEADERS | {"content-security-policy": policy_for(shown, sites)}
    return HTMLResponse(render("tickets.html", locale, **values), status, headers=headers)


def policy_for(shown: Shopping, sites: Sequence[str]) -> str:
    """What the page may do: load the map's script, and stand inside pages of these sites."""
    policy = MAP_POLICY if shown.has_seats else SCRIPT_POLICY if sites else PAGE_POLICY
    return embeddable(sites, policy) if sites else policy


def is_embedded(request: Request) -> bool:
    """Whether the page stands inside another site's."""
    return "embed" in request.query_params


def map_types(shown: Shopping, locale: str, money: Callable[[int], str]) -> str:
    """What the map's script knows of the types whose people choose seats, as JSON."""
    types = [
        {
            "id": str(offer.type.id),
            "name": text_in(offer.type, "name", locale),
            "category": offer.type.seat_category,
            "admits": offer.type.admits,
            "price": money(offer.price) if offer.price else "",
        }
        for offer in shown.offers
        if offer.takes_seats and offer.state == "on_sale"
    ]
    return json.dumps(types, ensure_ascii=False)


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
    code, refusal = await counted(request, code[:50])
    try:
        caches = request.app.state.map_caches
        user_id = None if is_embedded(request) else await session_user(request)
        shown = await shopping(tx, slug, user_id, caches, code)
    except NotFound:
        return await missing(request, slug)
    texts = {"promo_code": code} if code else {}
    cart = Cart(quantities={}, prices={}, people={}, texts=texts)
    return page(request, shown, cart, problem=refusal)


async def counted(request: Request, code: str) -> tuple[str, Problem | None]:
    """A promo code that somebody sent; after too many, none, and why: they could be guesses."""
    try:
        if code:
            await spend(request, "promo-code")
    except TooMany as refusal:
        return "", refusal
    return code, None


@router.post("", dependencies=[Public])
async def order_from_page(slug: str, request: Request) -> Response:
    """Shows what the cart costs, or orders it; what can't be used is shown with what was typed."""
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    pairs = [(name, str(value)) for name, value in fields.multi_items()]
    cart = cart_in(pairs)
    code, refusal = await counted(request, cart.texts.get("promo_code", ""))
    database, is_visitor = database_of(request), "visitor" in fields
    user_id = None if is_visitor else await session_user(request)
    caches: MapCaches = request.app.state.map_caches
    try:
        async with database.read() as tx:
            shown = await shopping(tx, slug, user_id, caches, code)
    except NotFound:
        return await missing(request, slug)
    try:
        check_own(fields, PAGE, user_key(shown), shown.event.id)
        if refusal is not None:
            seats = await labels(request, shown, cart)
            return page(request, shown, cart, problem=refusal, seats=seats, is_visitor=is_visitor)
        if "order" not in fields:
            lines = chosen_in(cart, shown)
            found = quote(shown.shop, lines, promo_key_of(code))
            return page(
                request, shown, cart, quoted=found, seats=await labels(request, shown, cart)
            )
        await spend(request, "order")
        order_in(cart, shown, shown.event.locale)  # nothing is held for what can't be ordered
        room = Room(database=database, caches=caches, shown=shown)
        cart, fresh = await hold_missing(room, cart)
        placed = await place(request, shown, cart, fields, pairs)
    except Problem as problem:
        cart = cart.without(blocking_in(problem))
        return page(
            *(request, shown, cart),
            problem=problem,
            seats=await labels(request, shown, cart),
            is_visitor=is_visitor,
        )
    ordered = {line.seat_id for line in placed.lines}
    if fresh.hold_key and not ordered.issuperset(fresh.seat_ids):  # the same form was sent again
        await release(room, fresh.hold_key)
    return RedirectResponse(own_path(order_path(placed.id), request), 303, headers=PAGE_HEADERS)


async def labels(request: Request, shown: Shopping, cart: Cart) -> dict[UUID, str]:
    """The labels of the seats in the cart."""
    async with database_of(request).read() as tx:
        await tx.enter(Principal(organization_id=shown.event.organization_id))
        return await seat_labels(tx, shown.event.id, cart.seat_ids)


def blocking_in(problem: Problem) -> set[UUID]:
    """The seats for which an order was refused: somebody else has them."""
    return {UUID(seat["id"]) for seat in problem.extra.get("blocking", ())}


async def place(
    request: Request,
    shown: Shopping,
    cart: Cart,
    fields: FormData,
    pairs: list[tuple[str, str]],
) -> OrderOut:
    """Orders what was typed, together with others' orders; the same form again is the same order.

    Raises:
        Problem: it can't be ordered; see `pricing.rules.quote`.
    """
    locale = page_language(request, fallback=shown.event.locale)
    body = order_in(cart, shown, locale)
    key = cart_key(cart.texts.get("cart") or secrets.token_urlsafe(16), pairs)
    user_id = shown.user.id if shown.user else None
    actor = Actor(kind="user", id=user_id) if user_id else Actor(kind="guest", via="order")
    wish = Wish(
        actor=actor,
        body=body,
        locale=locale,
        user_id=user_id,
        request_id=request.state.request_id,
        keyed=keyed_body("page", request.url.path, key, key.encode()),
    )
    where = Place(shown.event.organization_id, shown.event.id)
    return await order_at_desk(request.app.state.hot_door, where, wish)
