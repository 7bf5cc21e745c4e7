"""What only Razorpay does: money that is authorized but not taken, and banks that say yes late."""

import json
from collections.abc import Iterator

import httpx2
import pytest

from convite.gateways.channels import Delayed, Refused, Stopped
from convite.gateways.razorpay_events import is_signed_return
from tests.payments import Stage, new_payment, payment_server
from tests.providers.loopback import Said
from tests.providers.razorpay import error


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with payment_server("razorpay", monkeypatch) as server:
        yield Stage(server)


async def test_the_wire_is_as_documented(stage: Stage) -> None:
    payment = new_payment(currency="INR", amount=250_050)
    key = (await stage.start(payment)).provider_payment_id
    stage.server.pay(key)
    refund = await stage.refund(key, 100, currency="INR")
    [begun] = stage.server.asked_for("/v1/payment_links", "POST")
    [refunded] = stage.server.asked_for("/v1/payments/[^/]+/refund", "POST")
    form, back = json.loads(begun.body), json.loads(refunded.body)

    assert begun.headers["authorization"].startswith("Basic ")
    assert (form["amount"], form["currency"]) == (250_050, "INR")
    assert form["reference_id"] == f"{payment.payment_id.hex}-1"
    assert form["notes"]["payment_id"] == str(payment.payment_id)
    assert (form["callback_url"], form["callback_method"]) == (payment.return_url, "get")
    assert refund.refund_id is not None
    assert refunded.headers["x-refund-idempotency"] == refund.refund_id.hex == back["receipt"]


async def test_authorized_money_is_taken_when_it_is_looked_up(stage: Stage) -> None:
    key = await stage.started(currency="INR", amount=50_000)
    stage.server.authorize(key)
    found = await stage.look_up(key)

    assert (found.state, found.amount, found.fee) == ("paid", 50_000, 1000)
    assert found.last_four == "1111"
    assert len(stage.server.asked_for(".*/capture")) == 1


async def test_money_is_taken_once_by_two_at_a_time(stage: Stage) -> None:
    key = await stage.started()
    own = stage.server.authorize(key)
    stage.server.meanwhile("/capture$", lambda: stage.server.take(stage.server.paid[own]))
    found = await stage.look_up(key)

    assert (found.state, found.amount) == ("paid", 2500)


async def test_money_that_cannot_be_taken_yet_is_under_way(stage: Stage) -> None:
    key = await stage.started()
    stage.server.authorize(key)
    stage.server.fail("/capture$", error("Your account is not activated."))
    waiting = await stage.look_up(key)
    canceled = await stage.provider.cancel(stage.keys, key)

    assert (waiting.state, waiting.amount) == ("processing", 0)
    assert "not activated" in waiting.error
    assert (canceled.state, canceled.amount) == ("paid", 2500)


async def test_an_account_that_may_not_see_disputes_still_sees_payments(stage: Stage) -> None:
    stage.server.fail("/v1/disputes", error("The requested URL was not found on the server."))

    assert (await stage.look_up(await stage.paid())).state == "paid"


async def test_an_answer_lost_at_the_capture_is_found_again(stage: Stage) -> None:
    key = await stage.started()
    stage.server.authorize(key)
    stage.server.fail("/capture$", Said(status=None), after=True)
    with pytest.raises(Delayed):
        await stage.look_up(key)

    assert (await stage.look_up(key)).state == "paid"


@pytest.mark.parametrize("is_taken", [True, False])
async def test_a_bank_says_yes_after_the_link_was_canceled(stage: Stage, is_taken: bool) -> None:
    """`failed` to `captured` is legal: whoever looks it up learns of late money."""
    key = await stage.started()
    stage.server.decline(key)
    ended = await stage.provider.cancel(stage.keys, key)
    stage.server.authorize_late(key, is_taken=is_taken)
    found = await stage.look_up(key)

    assert ended.state == "failed"
    assert (found.state, found.amount) == ("paid", 2500)
    assert (await stage.refund(key, 2500)).state == "succeeded"


async def test_the_payment_that_took_money_counts(stage: Stage) -> None:
    key = await stage.started()
    stage.server.decline(key)
    stage.server.pay(key)
    stage.server.decline(key)
    found = await stage.look_up(key)

    assert (found.state, found.error) == ("paid", "")


async def test_a_link_ends_with_the_hold(stage: Stage) -> None:
    key = await stage.started()
    stage.server.ahead = 60 * 60

    assert (await stage.look_up(key)).state == "failed"


async def test_fees_are_in_rupees_only(stage: Stage) -> None:
    assert (await stage.look_up(await stage.paid(currency="USD"))).fee is None


async def test_disputes_of_other_payments_are_left_out(stage: Stage) -> None:
    key, other = await stage.paid(), await stage.paid()
    stage.server.dispute(other)

    assert not (await stage.look_up(key)).disputes
    assert len((await stage.look_up(other)).disputes) == 1


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (error("The api key provided is invalid", status=401), Stopped),
        (error("The gateway timed out", "GATEWAY_ERROR", 400), Delayed),
        (error("Server error", "SERVER_ERROR", 500), Delayed),
        (error("Amount exceeds maximum amount allowed."), Refused),
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
        failed = await browser.post(url, data={"act": "decline"})
        back = await browser.post(url, data={"act": "back"})
        done = await browser.post(url, data={"act": "pay"})
        after = (await browser.get(url)).text
    query = dict(httpx2.URL(done.headers["location"]).params)

    assert "ORD-7K2M" in shown
    assert failed.headers["location"] == url[url.index("/i/") :]
    assert back.headers["location"] == new_payment().return_url
    assert is_signed_return(query, stage.keys.secrets["key_secret"])
    assert "This link is paid" in after
