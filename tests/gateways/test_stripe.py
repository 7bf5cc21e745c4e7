"""What only Stripe does: 3-D Secure, banks that take days, sessions that expire, and its own keys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import httpx2
import pytest

from convite.core.clock import now
from convite.core.ids import new_id
from convite.gateways.channels import Delayed, Refused, Stopped
from tests.payments import Stage, new_payment, payment_server
from tests.providers.loopback import Said
from tests.providers.stripe import BANK, DISPUTED, FAILED_REFUNDS, POOR, SECURE, VERSION, error


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with payment_server("stripe", monkeypatch) as server:
        yield Stage(server)


async def test_the_wire_is_as_documented(stage: Stage) -> None:
    payment = new_payment()
    key = (await stage.start(payment)).provider_payment_id
    stage.server.pay(key)
    await stage.look_up(key)
    await stage.refund(key, 100)
    [begun] = stage.server.asked_for("/v1/checkout/sessions", "POST")
    [refunded] = stage.server.asked_for("/v1/refunds", "POST")
    form = {name: values[0] for name, values in parse_qs(begun.body.decode()).items()}

    assert {one.headers["stripe-version"] for one in stage.server.requests} == {VERSION}
    assert begun.headers["content-type"] == "application/x-www-form-urlencoded"
    assert begun.headers["idempotency-key"] == f"{payment.payment_id.hex}-1"
    assert refunded.headers["idempotency-key"].startswith("refund-")
    assert form["payment_intent_data[metadata][payment_id]"] == str(payment.payment_id)
    assert form["line_items[0][price_data][unit_amount]"] == "2500"
    assert form["expires_at"] == str(int(payment.expires_at.timestamp()))


async def test_3d_secure_is_answered_on_stripes_page(stage: Stage) -> None:
    key = await stage.started()
    stage.server.pay(key, SECURE)
    asked = await stage.look_up(key)
    stage.server.authenticate(key, is_right=False)
    failed = await stage.look_up(key)
    stage.server.pay(key, SECURE)
    stage.server.authenticate(key)
    found = await stage.look_up(key)

    assert (asked.state, failed.state, found.state) == ("open", "open", "paid")
    assert "authentication" in failed.error
    assert not found.error
    assert found.last_four == SECURE[-4:]


async def test_a_bank_says_yes_after_days(stage: Stage) -> None:
    key = await stage.started()
    stage.server.pay(key, BANK)
    waiting = await stage.look_up(key)
    canceled = await stage.provider.cancel(stage.keys, key)
    stage.server.settle(key)

    assert (waiting.state, waiting.amount, canceled.state) == ("processing", 0, "processing")
    assert (await stage.look_up(key)).state == "paid"


async def test_a_bank_says_no_after_days(stage: Stage) -> None:
    """The session is complete by then, so nobody can try another card."""
    key = await stage.started()
    stage.server.pay(key, BANK)
    stage.server.settle(key, is_right=False)
    found = await stage.look_up(key)

    assert found.state == "failed"
    assert "returned" in found.error


async def test_a_session_ends_with_the_hold(stage: Stage) -> None:
    key = await stage.started(expires_at=now() + timedelta(minutes=35))
    stage.server.ahead = 36 * 60
    stage.server.pay(key)

    assert (await stage.look_up(key)).state == "failed"


@pytest.mark.parametrize(("first", "minutes"), [(40, 20), (20, 19), (60 * 30, 60 * 24 + 5)])
async def test_a_start_that_is_made_again_later_is_the_same(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, first: int, minutes: int
) -> None:
    """The end of the session is part of what must be the same, and its shortest time has moved."""
    payment = new_payment(expires_at=now() + timedelta(minutes=first))
    begun = await stage.start(payment)
    later: datetime = payment.expires_at - timedelta(minutes=minutes)
    monkeypatch.setattr("convite.gateways.stripe.now", lambda: later)
    stage.server.ahead = (later - now()).total_seconds()

    assert (await stage.start(payment)).provider_payment_id == begun.provider_payment_id


async def test_another_amount_with_the_same_key_is_refused(stage: Stage) -> None:
    payment = new_payment()
    await stage.start(payment)

    with pytest.raises(Refused) as fault:
        await stage.start(replace(payment, amount=2600))
    assert fault.value.code == "idempotency_error"


async def test_the_fee_is_known_in_the_currency_of_the_payment_only(stage: Stage) -> None:
    found = await stage.look_up(await stage.paid())
    stage.server.own_currency = "usd"
    foreign = await stage.look_up(await stage.paid())

    assert found.fee == 102
    assert foreign.fee is None


async def test_all_refunds_are_read_page_by_page(stage: Stage) -> None:
    key, refund_id = await stage.paid(), new_id()
    stage.server.page_size = 2
    await stage.refund(key, 100, refund_id=refund_id)
    for _ in range(6):
        stage.server.refund(key, 100)
    again = await stage.refund(key, 100, refund_id=refund_id)

    assert len((await stage.look_up(key)).refunds) == 7
    assert again.refund_id == refund_id


async def test_refunds_to_a_closed_card_come_back(stage: Stage) -> None:
    key = await stage.started()
    stage.server.pay(key, FAILED_REFUNDS)
    await stage.refund(key, 1000)
    [refund] = (await stage.look_up(key)).refunds

    assert (refund.state, refund.error) == ("failed", "lost or stolen card")


async def test_a_dispute_costs_a_fee(stage: Stage) -> None:
    key = await stage.started()
    stage.server.pay(key, DISPUTED)
    [dispute] = (await stage.look_up(key)).disputes

    assert (dispute.fee, dispute.amount) == (1500, 2500)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (error("Expired API Key provided", "api_key_expired", 401), Stopped),
        (error("This key lacks permissions", "", 403), Stopped),
        (error("Another request uses this key", "idempotency_key_in_use", 409), Delayed),
        (error("Object is being changed", "lock_timeout", 429), Delayed),
        (error("No such price", "resource_missing", 404), Refused),
        (error("Your account is closed", "account_invalid", 403), Stopped),
    ],
)
async def test_errors_by_kind(stage: Stage, said: Said, kind: type[Exception]) -> None:
    stage.server.fail(".", said)

    with pytest.raises(kind):
        await stage.start(new_payment())


async def test_the_page_is_used_by_hand(stage: Stage) -> None:
    started = await stage.start(new_payment())
    url = str(started.redirect_url)
    async with httpx2.AsyncClient() as browser:
        shown = (await browser.get(url)).text
        poor = await browser.post(url, data={"card": POOR, "act": "pay"})
        refused = (await browser.get(url)).text
        left = await browser.post(url, data={"card": POOR, "act": "cancel"})
        asked = await browser.post(url, data={"card": SECURE, "act": "pay"})
        secure = (await browser.get(url)).text
        done = await browser.post(url, data={"act": "authenticate"})
        dashboard = f"{stage.server.address}/dashboard"
        form = {"key": started.provider_payment_id, "act": "refund", "amount": "700"}
        await browser.post(dashboard, data=form)
        listed = (await browser.get(dashboard)).text

    assert "2500 EUR" in shown
    assert poor.headers["location"] == url[url.index("/c/") :]
    assert "insufficient funds" in refused
    assert left.headers["location"] == done.headers["location"] == new_payment().return_url
    assert asked.headers["location"] == url[url.index("/c/") :]
    assert "Complete authentication" in secure
    assert started.provider_payment_id in listed
    [refund] = (await stage.look_up(started.provider_payment_id)).refunds
    assert refund.amount == 700
