"""HTTP routes of the page of an order."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse

from convite.core.bodies import check_charset
from convite.core.budgets import spend
from convite.core.dates import format_date
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import Actor
from convite.core.money import format_money, in_units
from convite.core.pages import FOLDER, PAGE_HEADERS, SCRIPT_POLICY, render
from convite.core.problems import NotFound, Problem
from convite.core.qr import transfer_inline
from convite.core.request import Public, Read, database_of, page_language
from convite.doors.heldtickets.queries import held_ticket
from convite.doors.heldtickets.rules import HeldTicket
from convite.doors.moretime.actions import extend_order
from convite.doors.orderpage.queries import ShownOrder, shown_order
from convite.doors.orderpage.rules import grouped
from convite.doors.orders.queries import order_path, passed_on
from convite.doors.paying.actions import (
    ask_provider,
    claim_payment,
    confirmed,
    keep_started,
)
from convite.doors.paying.schemas import ConfirmBody, PayBody
from convite.doors.publicpages.policy import event_values, nothing_here, own_path
from convite.doors.reversals.actions import cancel_order
from convite.doors.reversals.schemas import CancelBody
from convite.doors.settlement.actions import apply_provider_state
from convite.plan.seating.rules import seat_name

router = APIRouter(prefix="/o", tags=["Pages"], include_in_schema=False)

MAX_FIELDS = 20
#: Seconds after which a page whose payment is under way asks again.
REFRESH = 4


def page(request: Request, shown: ShownOrder, problem: Problem | None = None) -> Response:
    """Renders the page."""
    order, event = shown.whole.order, shown.event
    locale = page_language(request, fallback=order.locale)

    def money(amount: int) -> str:
        return format_money(amount, order.currency, locale)

    def at(moment: Any) -> str:
        return format_date(moment, event.timezone, locale)

    open_payment = shown.open_payment
    is_waiting = order.status == "pending" and open_payment is not None and open_payment.account_id
    values: dict[str, Any] = {
        **event_values(event, locale),
        "shown": shown,
        "order": order,
        "ways": shown.ways.items,
        "groups": grouped(shown.whole.lines),
        "tickets": own_tickets(shown),
        "passed": passed_names(shown),
        "seats": [seat_name(label, translator(locale).gettext) for label in shown.seats],
        "money": money,
        "at": at,
        "minutes": minutes_left(shown),
        "to_pay": open_payment.amount - open_payment.captured if open_payment else 0,
        "transfer_code": transfer_code(shown),
        "problem": problem.detail_in(locale) if problem else None,
        "refresh": REFRESH if is_waiting else None,
        "url": own_path(order_path(order.id), request),
        "plain_url": order_path(order.id),
    }
    status = problem.status if problem else 200
    headers = PAGE_HEADERS | {"content-security-policy": SCRIPT_POLICY}
    return HTMLResponse(render("order.html", locale, **values), status, headers=headers)


def own_tickets(shown: ShownOrder) -> list[HeldTicket]:
    """The tickets that the buyer still has."""
    gone = passed_on(shown.whole.lines)
    return [held_ticket(one) for one in shown.whole.tickets if one.attendee.id not in gone]


def transfer_code(shown: ShownOrder) -> str | None:
    """The transfer as a QR code for banks' apps, which read euros only; None if there is none."""
    payment, how = shown.open_payment, shown.instructions
    if payment is None or not how or not how["iban"] or payment.currency != "EUR":
        return None
    return transfer_inline(
        f"IBAN {how['iban']}",
        name=how["name"],
        iban=how["iban"],
        bic=how["bic"],
        amount=in_units(payment.amount - payment.captured, payment.currency),
        text=how["reference"],
    )


def passed_names(shown: ShownOrder) -> list[str]:
    """Who has the tickets now that the buyer passed on."""
    gone = passed_on(shown.whole.lines)
    return [one.guest.name for one in shown.whole.tickets if one.attendee.id in gone]


def minutes_left(shown: ShownOrder) -> int | None:
    """For how many minutes its places are still held."""
    until = shown.whole.order.expires_at
    return None if until is None else max(0, int((until - shown.server_time).total_seconds() // 60))


@router.get("/order.js", dependencies=[Public])
async def order_script() -> Response:
    """The script that counts down how long places are held."""
    headers = {"cache-control": "public, max-age=3600"}
    return FileResponse(FOLDER / "order.js", media_type="text/javascript", headers=headers)


@router.get("/{order_id}/{secret}", dependencies=[Public])
async def order_page(order_id: UUID, secret: str, request: Request, tx: Read) -> Response:
    """The order. Coming back from a provider's page only asks how the payment is."""
    try:
        return page(request, await shown_order(tx, order_id, secret))
    except NotFound:
        await spend(request, "code")
        return nothing_here(request)


@router.post("/{order_id}/{secret}", dependencies=[Public])
async def act_on_order(order_id: UUID, secret: str, request: Request) -> Response:
    """Begins to pay, ends a test payment, asks for more time, or cancels: its address is the proof."""
    check_charset(request)
    fields = await request.form(max_files=0, max_fields=MAX_FIELDS)
    try:
        async with database_of(request).read() as tx:
            shown = await shown_order(tx, order_id, secret)
    except NotFound:
        await spend(request, "code")
        return nothing_here(request)
    try:
        if "pay" in fields:
            await pay(request, shown, fields)
        elif "more" in fields:
            await act(request, shown, extend)
        elif "cancel" in fields:
            await act(request, shown, cancel)
        elif "outcome" in fields and shown.open_payment is not None:
            await end_test(request, shown, fields)
    except Problem as problem:
        async with database_of(request).read() as tx:
            shown = await shown_order(tx, order_id, secret)
        return page(request, shown, problem)
    return RedirectResponse(own_path(order_path(order_id), request), 303, headers=PAGE_HEADERS)


def buyer_of(shown: ShownOrder) -> Actor:
    """Whoever has the order's address."""
    return Actor(kind="guest", id=shown.whole.order.id, via="order")


async def act(request: Request, shown: ShownOrder, do: Any) -> None:
    """Does something with the order in one transaction."""
    principal = Principal(organization_id=shown.event.organization_id)
    async with database_of(request).tx(principal) as tx:
        tx.trace.request_id = request.state.request_id
        await do(tx, shown)


async def cancel(tx: Tx, shown: ShownOrder) -> None:
    """Cancels the order, with what its policy gives back."""
    await cancel_order(
        tx, buyer_of(shown), shown.event, shown.whole.order.id, CancelBody(), by_buyer=True
    )


async def extend(tx: Tx, shown: ShownOrder) -> None:
    """Gives the order more time."""
    await extend_order(tx, buyer_of(shown), shown.event, shown.whole.order.id)


async def pay(request: Request, shown: ShownOrder, fields: FormData) -> None:
    """Begins to pay: the provider is asked outside of any transaction.

    Raises:
        Problem: the order can't be paid, or not that way.
    """
    provider = PayBody.model_validate({"provider": str(fields["pay"])}).provider
    principal = Principal(organization_id=shown.event.organization_id)
    database = database_of(request)
    async with database.tx(principal) as tx:
        claimed = await claim_payment(
            *(tx, buyer_of(shown), shown.event, shown.whole.order.id, provider), by_team=False
        )
    started = await ask_provider(claimed)
    if started is not None:
        async with database.tx(principal) as tx:
            await keep_started(tx, claimed.payment.id, started)


async def end_test(request: Request, shown: ShownOrder, fields: FormData) -> None:
    """Ends a test payment as the buyer chose."""
    payment = shown.open_payment
    if payment is None or payment.provider != "test":
        raise NotFound
    outcome = "paid" if fields["outcome"] == "paid" else "failed"
    body = ConfirmBody(outcome=outcome)

    async def confirm(tx: Tx, shown: ShownOrder) -> None:
        facts = await confirmed(tx, shown.event, shown.whole.order.id, payment.id, body)
        await apply_provider_state(tx, payment.id, facts, actor=buyer_of(shown))

    await act(request, shown, confirm)
