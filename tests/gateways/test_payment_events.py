"""Webhooks of payment providers: golden ones, what is changed in them, and which payment they lead to."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from convite.core.clock import now
from convite.core.config import settings
from convite.core.ids import new_id
from convite.gateways.certificates import certificates_in
from convite.gateways.channels import Delayed
from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import PaymentKeys, ProviderEvent, WrongSignature
from convite.gateways.paypal import CERTIFICATES
from convite.gateways.razorpay_events import is_signed_return
from tests.payments import SERVERS, keys_of, new_payment, payment_server
from tests.providers import signing
from tests.providers.loopback import Asked, Said, serving
from tests.providers.payment_server import Event, PaymentServer
from tests.providers.razorpay import Razorpay, signature

GOLDEN = Path(__file__).parent / "golden"
#: What is signed beside the body, or is the signature.
SIGNED = {
    "stripe": ["stripe-signature"],
    "razorpay": ["x-razorpay-signature"],
    "paypal": [
        "paypal-transmission-id",
        "paypal-transmission-time",
        "paypal-transmission-sig",
        "paypal-auth-algo",
    ],
}
HOOK = "https://convite.example/api/webhooks"


class Kept:
    """A golden event, which is read at the moment when it was sent."""

    def __init__(self, name: str) -> None:
        told = json.loads((GOLDEN / f"{name}.json").read_text())
        self.name, self.told = name, told
        self.headers: dict[str, str] = told["headers"]
        self.body: bytes = told["body"].encode()
        self.at = datetime.fromisoformat(told["at"])
        self.keys = PaymentKeys(
            mode=told["mode"], account=told.get("account", ""), webhook_secrets=told["secrets"]
        )

    async def read(
        self,
        keys: PaymentKeys | None = None,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> ProviderEvent:
        return await PAYMENT_PROVIDERS[self.name].read_event(
            self.keys if keys is None else keys,
            self.headers if headers is None else headers,
            self.body if body is None else body,
            HOOK,
        )


@pytest.fixture(params=sorted(SERVERS))
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    made = Kept(request.param)
    monkeypatch.setattr(settings(), "paypal_authorities", str(signing.AUTHORITY))
    clocked(monkeypatch, made.at)
    chain = certificates_in(signing.CHAIN.read_bytes())
    CERTIFICATES[made.headers.get("paypal-cert-url", "")] = chain
    yield made
    CERTIFICATES.clear()


def clocked(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """It is another time."""
    for name in ("stripe", "paypal"):
        monkeypatch.setattr(f"convite.gateways.{name}.now", lambda: at)


@pytest.fixture(params=sorted(SERVERS))
def server(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[PaymentServer]:
    with payment_server(request.param, monkeypatch) as made:
        yield made


async def read(server: PaymentServer, event: Event, **changes: Any) -> ProviderEvent:
    """An event as it arrives."""
    keys = keys_of(server, **changes)
    return await PAYMENT_PROVIDERS[server.name].read_event(
        keys, server.signed(event), event.body, HOOK
    )


# --- golden events, and what is changed in them


async def test_a_golden_event_is_read(kept: Kept) -> None:
    found = await kept.read()

    assert found.event_id == kept.told["event_id"]
    assert found.kind == kept.told["kind"]
    assert found.provider_payment_id == kept.told["provider_payment_id"]
    assert found.mode == "live"


async def test_every_byte_of_the_body_is_signed(kept: Kept) -> None:
    for place, byte in enumerate(kept.body):
        changed = kept.body[:place] + bytes([byte ^ 1]) + kept.body[place + 1 :]
        with pytest.raises(WrongSignature):
            await kept.read(body=changed)


async def test_a_body_that_means_the_same_is_another_one(kept: Kept) -> None:
    told = json.loads(kept.body)
    others = [
        json.dumps(told).encode(),
        json.dumps(told, indent=1, ensure_ascii=False).encode(),
        kept.body + b"\n",
        b"\xef\xbb\xbf" + kept.body,
        kept.body[:-1],
        b"",
    ]
    for other in others:
        with pytest.raises(WrongSignature):
            await kept.read(body=other)


async def test_every_letter_of_the_signature_counts(kept: Kept) -> None:
    for name in SIGNED[kept.name]:
        whole = kept.headers[name]
        # Stripe's v0 is for tests of its own and isn't looked at; Base64 leaves bits at its end unused
        end = whole.find(",v0=") if ",v0=" in whole else len(whole.rstrip("=")) - 1
        for place in range(end):
            letter = "0" if whole[place] != "0" else "1"
            changed = whole[:place] + letter + whole[place + 1 :]
            with pytest.raises(WrongSignature):
                await kept.read(headers={**kept.headers, name: changed})


async def test_missing_or_odd_headers_are_wrong(kept: Kept) -> None:
    with pytest.raises(WrongSignature):
        await kept.read(headers={})
    for name in SIGNED[kept.name]:
        rest = {one: value for one, value in kept.headers.items() if one != name}
        for odd in (
            rest,
            {**rest, name: ""},
            {**rest, name: "ñ\x00=,|"},
            {**rest, name: "t=1e3,v1="},
        ):
            with pytest.raises(WrongSignature):
                await kept.read(headers=odd)


async def test_only_our_secrets_count_and_the_earlier_one_while_it_is_replaced(kept: Kept) -> None:
    [own] = kept.keys.webhook_secrets
    for wrong in ([], [""], ["another"], [own[:-1]], [own.upper() + "x"]):
        with pytest.raises(WrongSignature):
            await kept.read(replace(kept.keys, webhook_secrets=wrong))

    found = await kept.read(replace(kept.keys, webhook_secrets=["the-new-one", own]))
    assert found.event_id == kept.told["event_id"]


@pytest.mark.parametrize("seconds", [299, -299])
async def test_clocks_may_differ(kept: Kept, monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    clocked(monkeypatch, kept.at + timedelta(seconds=seconds))

    assert await kept.read()


async def test_old_events_are_not_believed(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Razorpay signs no time; that an event comes once is for whoever keeps its id."""
    late = {
        "stripe": [timedelta(seconds=301), timedelta(seconds=-301)],
        "paypal": [timedelta(days=5), timedelta(minutes=-6)],
        "razorpay": [],
    }
    for difference in late[kept.name]:
        clocked(monkeypatch, kept.at + difference)
        with pytest.raises(WrongSignature, match="old"):
            await kept.read()


async def test_another_mode_is_wrong(kept: Kept) -> None:
    """Razorpay's events don't say it: each mode has its own webhook with its own secret."""
    if kept.name == "razorpay":
        pytest.skip("Razorpay's events don't say their mode")
    with pytest.raises(WrongSignature):
        await kept.read(replace(kept.keys, mode="test"))


async def test_another_account_is_wrong(server: PaymentServer) -> None:
    about = {"id": "evt_1", "type": "x", "livemode": False, "account": "acct_other", "data": {}}
    other = {
        "stripe": Event(key="evt_1", kind="x", body=json.dumps(about).encode()),
        "razorpay": Event(key="e", kind="x", body=b'{"event": "x", "account_id": "acc_other"}'),
        "paypal": Event(
            key="e",
            kind="x",
            body=b'{"id": "WH-1", "event_type": "x", "resource": {"payee": {"merchant_id": "OTHER"}}}',
        ),
    }[server.name]

    with pytest.raises(WrongSignature, match="account"):
        await read(server, other)
    assert (await read(server, other, account="")).provider_payment_id is None


async def test_what_is_no_event_is_wrong_although_it_is_signed(server: PaymentServer) -> None:
    for body in (b"", b"[]", b"null", b"{}", b"\xff\xfe", b'"text"', b'{"id": 1}'):
        with pytest.raises(WrongSignature):
            await read(server, Event(key="e", kind="x", body=body))


async def test_odd_events_are_about_nothing(server: PaymentServer) -> None:
    about: dict[str, Any] = {
        "id": "evt_1",
        "type": "x",
        "event": "x",
        "event_type": "x",
        "livemode": False,
    }
    odd = [
        {},
        {"data": None},
        {"data": {"object": []}},
        {"payload": []},
        {"payload": {"payment": 1}},
    ]
    odd += [{"resource": 1}, {"resource": {"purchase_units": []}}, {"resource": None}]
    for more in odd:
        event = Event(key="e", kind="x", body=json.dumps(about | more).encode())
        assert (await read(server, event)).provider_payment_id is None


# --- which payment they lead to


async def test_every_event_leads_to_its_payment(server: PaymentServer) -> None:
    one: Any = server
    provider, keys = PAYMENT_PROVIDERS[server.name], keys_of(server)
    other = await provider.start(keys, new_payment())
    key = (await provider.start(keys, new_payment())).provider_payment_id
    one.complete(other.provider_payment_id)
    server.waiting.clear()
    server.events.clear()
    one.complete(key)
    refund_id = new_id()
    await provider.refund(keys, key, refund_id=refund_id, amount=500, currency="EUR")
    refund = one.refund(key, 100)
    one.settle_refund(refund, is_right=False)
    one.close_dispute(one.dispute(key), is_won=True)
    found = [await read(server, event) for event in server.events]

    assert {event.provider_payment_id for event in found} == {key}
    assert {event.kind for event in found} == {event.kind for event in server.events}
    assert len({event.event_id for event in found}) == len(found) >= 5
    assert {event.mode for event in found} == {"test"}


async def test_an_event_that_comes_twice_is_the_same(server: PaymentServer) -> None:
    one: Any = server
    started = await PAYMENT_PROVIDERS[server.name].start(keys_of(server), new_payment())
    one.complete(started.provider_payment_id)
    event = server.events[0]

    assert await read(server, event) == await read(server, event)


async def test_events_of_other_programs_on_the_account_lead_nowhere(server: PaymentServer) -> None:
    dispute = {"object": "dispute", "id": "dp_1", "payment_intent": "pi_of_another"}
    payment = {"object": "payment_intent", "id": "pi_of_another", "metadata": {}}
    resource = {"disputed_transactions": [{"seller_transaction_id": "NOTOURS"}]}
    bodies: dict[str, list[dict[str, Any]]] = {
        "stripe": [
            {
                "id": "evt_1",
                "type": "charge.dispute.created",
                "livemode": False,
                "data": {"object": about},
            }
            for about in (dispute, payment)
        ],
        "razorpay": [{"event": "order.paid", "payload": {"order": {"entity": {"id": "order_1"}}}}],
        "paypal": [{"id": "WH-1", "event_type": "CUSTOMER.DISPUTE.CREATED", "resource": resource}],
    }
    for body in bodies[server.name]:
        event = Event(key="e", kind="x", body=json.dumps(body).encode())
        assert (await read(server, event)).provider_payment_id is None


async def test_a_provider_that_cannot_be_asked_delays_the_event(server: PaymentServer) -> None:
    one: Any = server
    key = (
        await PAYMENT_PROVIDERS[server.name].start(keys_of(server), new_payment())
    ).provider_payment_id
    one.complete(key)
    one.dispute(key)
    server.fail("/v1/checkout|/v1/payment_links|/v2/payments", Said(status=503, raw=b""), times=9)

    with pytest.raises(Delayed):
        await read(server, server.events[-1])


# --- delivery


async def test_events_are_delivered_doubled_shuffled_and_forged(server: PaymentServer) -> None:
    one: Any = server
    key = (
        await PAYMENT_PROVIDERS[server.name].start(keys_of(server), new_payment())
    ).provider_payment_id
    one.complete(key)
    one.refund(key, 100)
    heard: list[Asked] = []

    def convite(asked: Asked) -> Said:
        heard.append(asked)
        return Said(status=200)

    with serving(convite) as address:
        calls = server.deliver(f"{address}/hook", copies=5, random=Random(7), forged=1.0, at_once=4)
    good, ids = 0, set()
    for call in heard:
        try:
            found = await PAYMENT_PROVIDERS[server.name].read_event(
                keys_of(server), call.headers, call.body, HOOK
            )
        except WrongSignature:
            continue
        good += 1
        ids.add(found.event_id)

    assert {status for _, status in calls} == {200}
    assert good * 2 == len(heard) == len(calls)
    assert good > len(ids) == len(server.events)
    assert server.waiting == []


async def test_both_secrets_sign_while_one_replaces_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with payment_server("stripe", monkeypatch) as server:
        server.webhook_secrets = ["whsec_new", "whsec_old"]
        body = json.dumps({"id": "evt_1", "type": "x", "livemode": False}).encode()
        event = Event(key="evt_1", kind="x", body=body)

        for secrets in (["whsec_new"], ["whsec_old"], ["whsec_new", "whsec_old"]):
            assert (await read(server, event, webhook_secrets=secrets)).event_id == "evt_1"


# --- certificates of PayPal


@pytest.fixture
def paypal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with payment_server("paypal", monkeypatch) as made:
        yield made


EVENT = Event(key="WH-1", kind="x", body=b'{"id": "WH-1", "event_type": "x"}')


async def test_the_certificate_is_fetched_once(paypal: Any) -> None:
    fetched: list[str] = []
    shown = paypal.show_certificate
    paypal.show_certificate = lambda asked: fetched.append(asked.path) or shown(asked)
    for _ in range(3):
        await read(paypal, EVENT)

    assert len(fetched) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1/notifications/certs/CERT-1",
        "{address}.evil.example/v1/notifications/certs/CERT-1",
        "{address}@evil.example/v1/notifications/certs/CERT-1",
        "{address}/v1/notifications/certs/../../v2/CERT-1",
        "{address}/v1/notifications/certs/CERT-1?to=https://evil.example",
        "{address}/v1/notifications/certs/CERT-1#x",
        "{address}/v1/notifications/certs/",
        "{address}/v1/oauth2/token",
        "{address}:80/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1",
        "file:///etc/passwd",
        "",
    ],
)
async def test_certificates_are_fetched_from_one_host_only(paypal: Any, url: str) -> None:
    headers = paypal.signed(EVENT) | {"paypal-cert-url": url.format(address=paypal.address)}

    with pytest.raises(WrongSignature, match="address of PayPal"):
        await PAYMENT_PROVIDERS["paypal"].read_event(keys_of(paypal), headers, EVENT.body, HOOK)
    assert paypal.requests == []


def served(paypal: Any, *chain: Certificate) -> None:
    """PayPal serves these certificates from now on."""
    paypal.certificate = b"".join(one.public_bytes(Encoding.PEM) for one in chain)
    CERTIFICATES.clear()


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Certificate]:
    """The only authority that is trusted, and its key."""
    made = signing.new_root()
    monkeypatch.setattr("convite.gateways.paypal.authorities", lambda _path: [made[1]])
    return made


async def test_the_certificate_must_come_from_an_authority_and_be_paypals(
    paypal: Any, root: tuple[Any, Certificate]
) -> None:
    own, (root_key, trusted) = paypal.signer, root
    foreign_key, _ = signing.new_root()
    foreign = signing.authority(foreign_key, "Another authority")
    last_month = now() - timedelta(days=30)
    bad = {
        "another authority": [signing.certificate(own, foreign, foreign_key), foreign],
        "an authority of the same name": [signing.certificate(own, trusted, foreign_key)],
        "another name": [signing.certificate(own, trusted, root_key, name="evil.example")],
        "a name like it": [signing.certificate(own, trusted, root_key, name="evilpaypal.com")],
        "a name before it": [
            signing.certificate(own, trusted, root_key, name="paypal.com.evil.example")
        ],
        "out of date": [signing.certificate(own, trusted, root_key, until=last_month)],
    }
    for chain in bad.values():
        served(paypal, *chain)
        with pytest.raises(WrongSignature, match="certificate"):
            await read(paypal, EVENT)

    served(paypal, signing.certificate(own, trusted, root_key))
    assert await read(paypal, EVENT)
    assert paypal.requests == []


async def test_issuers_are_served_in_any_order(paypal: Any, root: tuple[Any, Certificate]) -> None:
    between_key, _ = signing.new_root()
    between = signing.authority(between_key, "Between", issuer=root)
    leaf = signing.certificate(paypal.signer, between, between_key)
    for chain in ((leaf, between), (between, leaf), (root[1], between, leaf)):
        served(paypal, *chain)
        assert await read(paypal, EVENT)

    assert paypal.requests == []


async def test_paypal_is_asked_about_an_event_whose_issuer_is_not_served(
    paypal: Any, root: tuple[Any, Certificate]
) -> None:
    between_key, _ = signing.new_root()
    between = signing.authority(between_key, "Between", issuer=root)
    served(paypal, signing.certificate(paypal.signer, between, between_key))
    body = '{"id": "WH-1",  "event_type": "x", "name": "Mañana"}'.encode()
    odd = Event(key="WH-1", kind="x", body=body)
    found = await read(paypal, odd)
    asked = len(paypal.asked_for(".*/verify-webhook-signature"))
    forged = paypal.signed(odd, "a-wrong-secret")
    with pytest.raises(WrongSignature):
        await PAYMENT_PROVIDERS["paypal"].read_event(keys_of(paypal), forged, body, HOOK)

    assert (found.event_id, asked) == ("WH-1", 1)
    # a forged one isn't worth a question
    assert len(paypal.asked_for(".*/verify-webhook-signature")) == 1
    for said, fault in (
        (Said(status=200, content={"verification_status": "FAILURE"}), WrongSignature),
        (Said(status=403, content={"name": "NOT_AUTHORIZED"}), WrongSignature),
        (Said(status=503, raw=b""), Delayed),
    ):
        paypal.fail("/verify-webhook-signature", said)
        with pytest.raises(fault):
            await read(paypal, odd)


async def test_a_certificate_that_is_not_there_is_wrong_and_a_silent_host_a_delay(
    paypal: Any,
) -> None:
    for said, fault in (
        (Said(status=404, raw=b""), WrongSignature),
        (Said(status=200, raw=b"no certificate"), WrongSignature),
        (Said(status=302, headers={"location": "https://evil.example"}), WrongSignature),
        (Said(status=503, raw=b""), Delayed),
        (Said(status=None), Delayed),
    ):
        paypal.fail("/v1/notifications/certs/", said)
        with pytest.raises(fault):
            await read(paypal, EVENT)

    assert await read(paypal, EVENT)


async def test_without_a_setting_the_machine_decides_whom_to_trust(
    paypal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "paypal_authorities", "")
    served(paypal, *certificates_in(signing.CHAIN.read_bytes() + signing.AUTHORITY.read_bytes()))

    with pytest.raises(WrongSignature, match=r"trusted|authority"):
        await read(paypal, EVENT)


# --- Razorpay's return


async def test_the_return_from_razorpay_is_signed_by_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with payment_server("razorpay", monkeypatch) as server:
        assert isinstance(server, Razorpay)
        started = await PAYMENT_PROVIDERS["razorpay"].start(keys_of(server), new_payment())
        server.pay(started.provider_payment_id)
        url = server.return_from(started.provider_payment_id)
        query = dict(pair.split("=") for pair in url.partition("?")[2].split("&"))
        secret = server.secrets["key_secret"]

    assert is_signed_return(query, secret)
    assert not is_signed_return(query, "another")
    assert not is_signed_return(query, "")
    for name, value in query.items():
        assert not is_signed_return({**query, name: f"{value}1"}, secret)
        assert not is_signed_return({key: query[key] for key in query.keys() - {name}}, secret)
    order = {"razorpay_order_id": "order_1", "razorpay_payment_id": "pay_1"}
    order["razorpay_signature"] = signature(secret, b"order_1|pay_1")
    assert is_signed_return(order, secret)
    assert not is_signed_return({**order, "razorpay_payment_id": "pay_2"}, secret)
