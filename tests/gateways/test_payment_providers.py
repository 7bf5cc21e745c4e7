"""What every payment provider does, in the same words: the contract of `gateways.payments`.

It runs against the servers on loopback, which speak the providers' wire formats.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from convite.core.clock import now
from convite.core.ids import new_id
from convite.gateways.channels import Delayed, Refused, Stopped
from convite.gateways.payments import RefundFacts
from tests.payments import Stage, new_payment, payment_server
from tests.providers.loopback import Said

NAMES = ("stripe", "razorpay", "paypal")
#: The path of the call that a step of ours makes.
STARTS = {
    "stripe": "/v1/checkout/sessions$",
    "razorpay": "/v1/payment_links$",
    "paypal": "/v2/checkout/orders$",
}
CANCELS = {"stripe": "/expire$", "razorpay": "/cancel$", "paypal": "/v2/checkout/orders/[^/]+$"}
REFUNDS = {"stripe": "/v1/refunds$", "razorpay": "/refund$", "paypal": "/refund$"}
#: A secret that is wrong.
WRONG = {
    "stripe": {"secret_key": "sk_test_wrong"},
    "razorpay": {"key_secret": "wrong"},
    "paypal": {"client_secret": "wrong"},
}


@pytest.fixture(params=NAMES)
def stage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    with payment_server(request.param, monkeypatch) as server:
        yield Stage(server)


# --- start


async def test_a_started_payment_has_a_page_and_is_open(stage: Stage) -> None:
    payment = new_payment()
    started = await stage.start(payment)
    found = await stage.look_up(started.provider_payment_id)

    assert started.redirect_url.startswith(stage.server.address)
    assert (found.state, found.amount, found.currency) == ("open", 0, "EUR")
    assert (found.payment_id, found.mode) == (payment.payment_id, "test")
    assert not found.refunds
    assert not found.disputes


async def test_the_same_attempt_is_the_same_payment(stage: Stage) -> None:
    payment = new_payment()
    first = await stage.start(payment)
    again = await stage.start(payment)
    later = await stage.start(replace(payment, attempt=2))

    assert again == first
    assert later.provider_payment_id != first.provider_payment_id
    assert len(stage.server.payments()) == 2


async def test_an_answer_that_got_lost_is_found_again(stage: Stage) -> None:
    payment = new_payment()
    stage.server.fail(STARTS[stage.name], Said(status=None), method="POST", after=True)
    with pytest.raises(Delayed) as fault:
        await stage.start(payment)
    started = await stage.start(payment)

    assert fault.value.retry_after is None
    assert [key for key, _ in stage.server.payments()] == [started.provider_payment_id]


@pytest.mark.parametrize("minutes", [1, 16, 45, 60 * 30])
async def test_any_hold_can_be_paid_in(stage: Stage, minutes: int) -> None:
    """Providers have shortest and longest times of their own."""
    payment = new_payment(expires_at=now() + timedelta(minutes=minutes))
    first = await stage.start(payment)

    assert (await stage.start(payment)).provider_payment_id == first.provider_payment_id
    assert (await stage.look_up(first.provider_payment_id)).state == "open"


# --- states


async def test_a_payment_is_paid(stage: Stage) -> None:
    key = await stage.started()
    stage.server.pay(key)
    found = await stage.look_up(key)

    assert (found.state, found.amount, found.currency) == ("paid", 2500, "EUR")
    assert found.provider_payment_id == key
    assert await stage.look_up(key) == found


async def test_a_declined_payment_can_still_be_paid(stage: Stage) -> None:
    key = await stage.started()
    if stage.name == "stripe":
        stage.server.pay(key, "4000000000000002")
    else:
        stage.server.decline(key)
    declined = await stage.look_up(key)
    stage.server.pay(key)

    assert (declined.state, declined.amount) == ("open", 0)
    assert "declined" in declined.error
    assert (await stage.look_up(key)).state == "paid"


async def test_unknown_payments_are_refused_or_failed(stage: Stage) -> None:
    """PayPal forgets orders that nobody paid, so there it can't be told from them."""
    if stage.name == "paypal":
        assert (await stage.look_up("NOSUCHORDER")).state == "failed"
    else:
        with pytest.raises(Refused):
            await stage.look_up("nothing")


# --- cancel


async def test_a_canceled_payment_cannot_be_paid(stage: Stage) -> None:
    key = await stage.started()
    ended = await stage.provider.cancel(stage.keys, key)
    again = await stage.provider.cancel(stage.keys, key)
    stage.server.pay(key)
    found = await stage.look_up(key)

    assert (ended.state, again.state, found.state) == ("failed", "failed", "failed")
    assert found.payment_id is not None


async def test_a_payment_made_before_it_is_canceled_stays_paid(stage: Stage) -> None:
    key = await stage.paid()

    found = await stage.provider.cancel(stage.keys, key)

    assert (found.state, found.amount) == ("paid", 2500)


async def test_a_payment_made_while_it_is_canceled_stays_paid(stage: Stage) -> None:
    key = await stage.started()
    stage.server.meanwhile(CANCELS[stage.name], lambda: stage.server.complete(key))

    found = await stage.provider.cancel(stage.keys, key)

    assert (found.state, found.amount) == ("paid", 2500)


# --- refunds


async def test_parts_are_paid_back_until_nothing_is_left(stage: Stage) -> None:
    key = await stage.paid()
    first = await stage.refund(key, 1000)
    second = await stage.refund(key, 1500)
    with pytest.raises(Refused):
        await stage.refund(key, 1)
    found = await stage.look_up(key)

    assert (first.amount, first.state) == (1000, "succeeded")
    assert (second.amount, second.state) == (1500, "succeeded")
    assert (found.state, found.amount) == ("paid", 2500)
    assert {one.refund_id for one in found.refunds} == {first.refund_id, second.refund_id}
    assert sum(one.amount for one in found.refunds) == 2500


async def test_more_than_is_left_is_refused(stage: Stage) -> None:
    key = await stage.paid()
    await stage.refund(key, 2000)

    with pytest.raises(Refused):
        await stage.refund(key, 501)
    assert len((await stage.look_up(key)).refunds) == 1


async def test_what_was_not_paid_is_not_paid_back(stage: Stage) -> None:
    key = await stage.started()

    with pytest.raises(Refused):
        await stage.refund(key, 100)


async def test_the_same_refund_is_made_once(stage: Stage) -> None:
    """Also long after the provider has forgotten the idempotency key."""
    key, refund_id = await stage.paid(), new_id()
    first = await stage.refund(key, 700, refund_id=refund_id)
    for name in ("done_before", "refunded_before"):
        getattr(stage.server, name, {}).clear()
    again = await stage.refund(key, 700, refund_id=refund_id)

    assert again == first
    assert len((await stage.look_up(key)).refunds) == 1


@pytest.mark.parametrize(
    "answer", [Said(status=None), Said(status=502, raw=b"<h1>Bad Gateway</h1>")]
)
async def test_a_refund_whose_answer_got_lost_is_made_once(stage: Stage, answer: Said) -> None:
    key, refund_id = await stage.paid(), new_id()
    stage.server.fail(REFUNDS[stage.name], answer, method="POST", after=True)
    with pytest.raises(Delayed):
        await stage.refund(key, 700, refund_id=refund_id)
    again = await stage.refund(key, 700, refund_id=refund_id)
    found = await stage.look_up(key)

    assert [one.refund_id for one in found.refunds] == [again.refund_id] == [refund_id]


async def test_parallel_refunds_never_exceed_what_was_paid(stage: Stage) -> None:
    key = await stage.paid()
    made = await asyncio.gather(
        *(stage.refund(key, 400) for _ in range(10)), return_exceptions=True
    )
    found = await stage.look_up(key)

    assert sum(isinstance(one, RefundFacts) for one in made) == 6
    assert all(isinstance(one, RefundFacts | Refused) for one in made)
    assert sum(one.amount for one in found.refunds) == 2400


async def test_the_same_refund_five_times_at_once_is_made_once(stage: Stage) -> None:
    key, refund_id = await stage.paid(), new_id()
    made = await asyncio.gather(*(stage.refund(key, 700, refund_id=refund_id) for _ in range(5)))
    found = await stage.look_up(key)

    assert {one.provider_refund_id for one in made} == {
        one.provider_refund_id for one in found.refunds
    }
    assert [one.refund_id for one in found.refunds] == [refund_id]


async def test_a_refund_fails_weeks_later(stage: Stage) -> None:
    stage.server.slow_refunds = True
    key = await stage.paid()
    made = await stage.refund(key, 900)
    stage.server.settle_refund(made.provider_refund_id)
    [taken] = (await stage.look_up(key)).refunds
    stage.server.settle_refund(made.provider_refund_id, is_right=False)
    found = await stage.look_up(key)
    [failed] = found.refunds

    assert (made.state, taken.state, failed.state) == ("pending", "succeeded", "failed")
    assert failed.error
    assert (found.state, found.amount) == ("paid", 2500)
    # a new refund can be made of it
    stage.server.slow_refunds = False
    assert (await stage.refund(key, 2500)).state == "succeeded"


async def test_a_refund_on_the_dashboard_is_seen(stage: Stage) -> None:
    key = await stage.paid()
    made = stage.server.refund(key, 300)
    [seen] = (await stage.look_up(key)).refunds

    assert (seen.provider_refund_id, seen.amount, seen.refund_id) == (made, 300, None)


# --- disputes


@pytest.mark.parametrize("is_won", [True, False])
async def test_a_dispute_is_opened_and_ends(stage: Stage, is_won: bool) -> None:
    key = await stage.paid()
    own = stage.server.dispute(key, 2000)
    [opened] = (await stage.look_up(key)).disputes
    stage.server.close_dispute(own, is_won=is_won)
    found = await stage.look_up(key)
    [closed] = found.disputes

    assert (opened.provider_dispute_id, opened.amount, opened.state) == (
        own,
        2000,
        "needs_response",
    )
    assert opened.due_at is not None
    assert now() < opened.due_at < now() + timedelta(days=30)
    assert "not received" in opened.reason
    assert closed.state == ("won" if is_won else "lost")
    assert (found.state, found.amount) == ("paid", 2500)


async def test_evidence_is_handed_in_once(stage: Stage) -> None:
    key = await stage.paid()
    own = stage.server.dispute(key)
    evidence = {"customer_name": "Jo Smith", "entry": "Scanned at 19:42 at the main door"}
    if stage.name == "razorpay":
        with pytest.raises(Refused, match="dashboard"):
            await stage.provider.hand_in_evidence(stage.keys, own, evidence)
        return
    await stage.provider.hand_in_evidence(stage.keys, own, evidence)
    [dispute] = (await stage.look_up(key)).disputes
    stage.server.close_dispute(own, is_won=False)

    assert dispute.state == "under_review"
    assert "Scanned at 19:42" in str(stage.server.disputes[own])
    with pytest.raises(Refused):
        await stage.provider.hand_in_evidence(stage.keys, own, evidence)


async def test_a_dispute_is_given_up_for_good(stage: Stage) -> None:
    key = await stage.paid()
    own = stage.server.dispute(key)

    await stage.provider.accept_dispute(stage.keys, own)

    [dispute] = (await stage.look_up(key)).disputes
    assert dispute.state == "lost"
    with pytest.raises(Refused):
        await stage.provider.accept_dispute(stage.keys, own)


# --- faults


async def test_too_many_calls_wait_as_long_as_the_provider_says(stage: Stage) -> None:
    stage.server.fail(STARTS[stage.name], stage.module.busy(7), method="POST", times=2)
    with pytest.raises(Delayed) as fault:
        await stage.start(new_payment())

    assert fault.value.retry_after == 7


async def test_errors_of_the_provider_are_delays(stage: Stage) -> None:
    key = await stage.started()
    for said in (stage.module.broken(), Said(status=503, raw=b"Service Unavailable")):
        stage.server.fail(".", said, times=2)
        with pytest.raises(Delayed):
            await stage.look_up(key)
        stage.server.troubles.clear()

    assert (await stage.look_up(key)).state == "open"


async def test_a_provider_that_thinks_too_long_is_asked_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convite.gateways.calls.PATIENCE", 0.3)
    payment = new_payment()
    stage.server.thinks = 0.6
    with pytest.raises(Delayed):
        await stage.start(payment)
    stage.server.thinks = 0
    started = await stage.start(payment)

    assert (await stage.look_up(started.provider_payment_id)).state == "open"


async def test_garbage_is_a_delay(stage: Stage) -> None:
    key = await stage.started()
    stage.server.fail(".", Said(status=200, raw=b"<html>maintenance</html>"), times=9)

    with pytest.raises(Delayed):
        await stage.look_up(key)


async def test_wrong_keys_stop(stage: Stage) -> None:
    wrong = replace(stage.keys, secrets={**stage.keys.secrets, **WRONG[stage.name]})

    with pytest.raises(Stopped):
        await stage.provider.start(wrong, new_payment())
    with pytest.raises(Stopped):
        await stage.provider.check_keys(wrong)
    with pytest.raises(Stopped, match="missing"):
        await stage.provider.check_keys(replace(stage.keys, secrets={}))


@pytest.mark.parametrize("text", ["sk_test_ñ", "sk_test_a\r\nx-more: 1", "sk_test_ a", "\x00"])
async def test_keys_that_cannot_be_any_stop(stage: Stage, text: str) -> None:
    wrong = replace(stage.keys, secrets=dict.fromkeys(stage.keys.secrets, text))

    with pytest.raises(Stopped, match="letters"):
        await stage.provider.check_keys(wrong)
    assert stage.server.requests == []


async def test_keys_of_the_other_mode_stop(stage: Stage) -> None:
    if stage.name == "paypal":
        pytest.skip("PayPal's modes are different hosts, and its keys don't tell")
    with pytest.raises(Stopped, match="live"):
        await stage.provider.start(replace(stage.keys, mode="live"), new_payment())


async def test_keys_tell_whose_they_are(stage: Stage) -> None:
    found = await stage.provider.check_keys(stage.keys)

    assert found.account == ("" if stage.name == "razorpay" else stage.server.account)
    assert found.name
    assert (found.mode, found.can_charge) == ("test", True)


def test_keys_are_not_shown(stage: Stage) -> None:
    shown = repr(stage.keys)

    assert not any(value in shown for value in stage.keys.secrets.values())
    assert stage.keys.webhook_secrets[0] not in shown


# --- amounts

TAKEN = {
    "stripe": [
        ("EUR", 2500),
        ("JPY", 1200),
        ("KWD", 12_340),
        ("ISK", 5000),
        ("UGX", 9000),
        ("MGA", 50_000),
    ],
    "razorpay": [("INR", 25_050), ("JPY", 1200), ("KWD", 12_340), ("OMR", 10)],
    "paypal": [("USD", 1999), ("JPY", 1200), ("HUF", 350_000), ("TWD", 100)],
}
REFUSED = {
    "stripe": [
        ("KWD", 12_345), ("MGA", 50_050), ("EUR", 49), ("JPY", 49), ("EUR", 0), ("EUR", -100),
        ("LYD", 10_000), ("XAU", 100), ("EUR", 100_000_000), ("UYW", 10_000),
        ("eur", 100), ("ISK", 1_000_000),
    ],
    "razorpay": [("KWD", 12_345), ("INR", 99), ("EUR", 0), ("INR", 2**32), ("CLF", 10_000), ("XXX", 1)],
    "paypal": [
        ("HUF", 350_050), ("TWD", 150), ("EUR", 0), ("INR", 1000), ("KWD", 1000), ("EUR", 1_000_000_000),
    ],
}  # fmt: skip


async def test_amounts_of_all_digits_come_back_as_they_went(stage: Stage) -> None:
    for currency, amount in TAKEN[stage.name]:
        key = await stage.paid(currency=currency, amount=amount)
        found = await stage.look_up(key)
        back = await stage.refund(key, amount, currency=currency)

        assert (found.amount, found.currency, found.state) == (amount, currency, "paid")
        assert (back.amount, back.state) == (amount, "succeeded")


async def test_what_a_provider_cannot_take_is_refused_before_it_is_asked(stage: Stage) -> None:
    for currency, amount in REFUSED[stage.name]:
        with pytest.raises(Refused, match="takes") as fault:
            stage.provider.check_amount(amount, currency)
        assert currency in str(fault.value)
        with pytest.raises(Refused):
            await stage.start(new_payment(currency=currency, amount=amount))

    assert stage.server.requests == []


async def test_finer_refunds_than_the_provider_has_are_refused(stage: Stage) -> None:
    currency, whole, fine = {
        "stripe": ("KWD", 12_340, 5),
        "razorpay": ("KWD", 12_340, 5),
        "paypal": ("HUF", 350_000, 50),
    }[stage.name]
    key = await stage.paid(currency=currency, amount=whole)

    with pytest.raises(Refused, match="steps"):
        await stage.refund(key, fine, currency=currency)
