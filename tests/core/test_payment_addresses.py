"""Where payment providers are called: keys go there, so nobody may read them on the way."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from convite.core.payment_addresses import PaymentAddresses

pytestmark = pytest.mark.unit


def test_the_real_addresses_are_known() -> None:
    found = PaymentAddresses()

    assert found.stripe_base_url == "https://api.stripe.com"
    assert found.razorpay_base_url == "https://api.razorpay.com"
    assert not found.paypal_base_url


def test_loopback_needs_no_tls() -> None:
    found = PaymentAddresses(paypal_base_url="http://127.0.0.1:9010/")

    assert found.paypal_base_url == "http://127.0.0.1:9010"


@pytest.mark.parametrize(
    "address",
    ["http://api.stripe.com", "api.stripe.com", "https://api.stripe.com/v1", "ftp://here", ""],
)
def test_addresses_without_tls_or_with_a_path_are_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="https://host"):
        PaymentAddresses(stripe_base_url=address)


def test_authorities_are_a_file(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="PEM"):
        PaymentAddresses(paypal_authorities=str(tmp_path / "nothing.pem"))
