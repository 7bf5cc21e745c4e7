"""What only PayPal does: approvals that must be captured, money under review, tokens, orders it forgets."""

import json
from collections.abc import Iterator

import httpx2
import pytest

from convite.gateways.channels import Delayed, Refused, Stopped
from tests.payments import Stage, new_payment, payment_server
from tests.providers.loopback import Said
from tests.providers.paypal import error


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with payment_server("paypal", monkeypatch) as server:
        yield Stage(server)


async def test_the_wire_is_as_documented(stage: Stage) -> None:
    payment = new_payment(currency="HUF", amount=350_000)
    key = (await stage.start(payment)).provider_payment_id
    stage.server.pay(key)
    await stage.look_up(key)
    refund = await stage.refund(key, 10_000, currency="HUF")
    [begun] = stage.server.asked_for("/v2/checkout/orders", "POST")
    [refunded] = stage.server.asked_for("/v2/payments/captures/[^/]+/refund", "POST")
    form, back = json.loads(begun.body), json.loads(refunded.body)
    [unit] = form["purchase_units"]

    assert begun.headers["paypal-request-id"] == f"{payment.payment_id.hex}-1"
    assert begun.headers["authorization"].startswith("Bearer ")
    assert unit["amount"] == {"currency_code": "HUF", "value": "3500"}
    assert unit["custom_id"] == str(payment.payment_id)
    assert form["intent"] == "CAPTURE"
    assert refunded.headers["paypal-request-id"] == f"refund-{refund.refund_id}"
    assert back["amount"] == {"currency_code": "HUF", "value": "100"}


async def test_an_approved_order_is_captured_once(stage: Stage) -> None:
    key = await stage.started()
    stage.server.approve(key)
    first = await stage.look_up(key)
    second = await stage.look_up(key)

    assert first == second
    assert (first.state, first.amount, first.fee) == ("paid", 2500, 75)
    assert len(stage.server.asked_for(".*/capture")) == 1


async def test_an_order_captured_by_another_at_the_same_time_is_paid(stage: Stage) -> None:
    key = await stage.started()
    stage.server.approve(key)
    stage.server.meanwhile("/capture$", lambda: stage.server.complete(key))

    assert (await stage.look_up(key)).state == "paid"


async def test_an_answer_lost_at_the_capture_is_found_again(stage: Stage) -> None:
    key = await stage.started()
    stage.server.approve(key)
    stage.server.fail("/capture$", Said(status=None), after=True)
    with pytest.raises(Delayed):
        await stage.look_up(key)

    assert (await stage.look_up(key)).state == "paid"


@pytest.mark.parametrize(("is_right", "state"), [(True, "paid"), (False, "failed")])
async def test_money_under_review(stage: Stage, is_right: bool, state: str) -> None:
    stage.server.slow_captures = True
    key = await stage.started()
    stage.server.approve(key)
    waiting = await stage.look_up(key)
    canceled = await stage.provider.cancel(stage.keys, key)
    with pytest.raises(Refused):
        await stage.refund(key, 100)
    stage.server.settle(key, is_right=is_right)

    assert (waiting.state, waiting.amount, canceled.state) == ("processing", 0, "processing")
    assert waiting.error == "pending review"
    assert (await stage.look_up(key)).state == state


async def test_an_approval_after_the_end_takes_no_money(stage: Stage) -> None:
    """PayPal can't end an order, so it is marked."""
    key = await stage.started()
    await stage.provider.cancel(stage.keys, key)
    stage.server.approve(key)
    found = await stage.look_up(key)

    assert found.state == "failed"
    assert found.payment_id is not None
    assert not stage.server.asked_for(".*/capture")


async def test_an_approval_that_was_not_captured_yet_is_ended_too(stage: Stage) -> None:
    key = await stage.started()
    stage.server.approve(key)
    ended = await stage.provider.cancel(stage.keys, key)

    assert (ended.state, (await stage.look_up(key)).state) == ("failed", "failed")


async def test_an_order_that_takes_no_mark_is_late_money(stage: Stage) -> None:
    key = await stage.started()
    stage.server.fail("/v2/checkout/orders/", error("INVALID_PATCH_OPERATION"), method="PATCH")
    ended = await stage.provider.cancel(stage.keys, key)
    stage.server.approve(key)

    assert ended.state == "failed"
    assert (await stage.look_up(key)).state == "paid"


async def test_forgotten_orders_have_failed(stage: Stage) -> None:
    key = await stage.started()
    stage.server.forget(key)
    found = await stage.look_up(key)

    assert (found.state, found.amount, found.currency) == ("failed", 0, "")
    assert (await stage.provider.cancel(stage.keys, key)).state == "failed"


async def test_one_token_serves_many_calls_and_a_revoked_one_is_replaced(stage: Stage) -> None:
    for _ in range(3):
        await stage.started()
    once = len(stage.server.asked_for("/v1/oauth2/token"))
    stage.server.tokens.clear()
    await stage.started()

    assert once == 1
    assert len(stage.server.asked_for("/v1/oauth2/token")) == 2


async def test_tokens_of_other_secrets_are_others(stage: Stage) -> None:
    await stage.started()
    stage.server.secrets["client_secret"] = "a-new-secret"
    stage.server.tokens.clear()

    with pytest.raises(Stopped):
        await stage.started()


async def test_an_app_that_may_not_see_disputes_still_sees_payments(stage: Stage) -> None:
    key = await stage.paid()
    stage.server.dispute(key)
    stage.server.sees_disputes = False
    found = await stage.look_up(key)

    assert (found.state, list(found.disputes)) == ("paid", [])


async def test_keys_of_an_app_that_may_not_ask_who_it_is(stage: Stage) -> None:
    stage.server.fail("/v1/identity/", error("NOT_AUTHORIZED", status=403))
    found = await stage.provider.check_keys(stage.keys)

    assert (found.account, found.can_charge) == ("", True)
    assert "EUR" in found.currencies


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (error("PAYEE_ACCOUNT_RESTRICTED"), Stopped),
        (error("PERMISSION_DENIED", status=403), Stopped),
        (error("PREVIOUS_REQUEST_IN_PROGRESS", status=409), Delayed),
        (error("CURRENCY_NOT_SUPPORTED"), Refused),
        (Said(status=500, content={"name": "INTERNAL_SERVICE_ERROR"}), Delayed),
    ],
)
async def test_errors_by_kind(stage: Stage, said: Said, kind: type[Exception]) -> None:
    stage.server.fail("/v2/checkout/orders", said)

    with pytest.raises(kind):
        await stage.start(new_payment())


async def test_the_page_is_used_by_hand(stage: Stage) -> None:
    started = await stage.start(new_payment())
    url = str(started.redirect_url)
    async with httpx2.AsyncClient() as browser:
        shown = (await browser.get(url)).text
        left = await browser.post(url, data={"act": "cancel"})
        await browser.post(url, data={"act": "poor"})
        poor = await stage.look_up(started.provider_payment_id)
        done = await browser.post(url, data={"act": "pay"})
    found = await stage.look_up(started.provider_payment_id)

    other = await stage.start(new_payment())
    async with httpx2.AsyncClient() as browser:
        await browser.post(str(other.redirect_url), data={"act": "review"})
        dashboard, form = f"{stage.server.address}/dashboard", {"key": other.provider_payment_id}
        early = await browser.post(dashboard, data={**form, "act": "refund"})
        reviewed = await stage.look_up(other.provider_payment_id)
        await browser.post(dashboard, data={**form, "act": "settle"})

    assert early.status_code == 303
    assert reviewed.state == "processing"
    assert (await stage.look_up(other.provider_payment_id)).state == "paid"
    assert "EUR 25.00" in shown
    assert left.headers["location"].endswith(f"?token={started.provider_payment_id}")
    assert (poor.state, "declined" in poor.error) == ("open", True)
    assert "PayerID=" in done.headers["location"]
    assert found.state == "paid"
