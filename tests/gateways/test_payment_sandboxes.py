"""A payment is started, looked up and ended in a provider's real sandbox, where there are keys of one."""

import os

import pytest

from convite.gateways.payment_registry import PAYMENT_PROVIDERS
from convite.gateways.payments import PaymentKeys
from tests.payments import new_payment


def keys_in_environment(name: str) -> PaymentKeys:
    """The keys of a sandbox: `CONVITE_TEST_STRIPE_SECRET_KEY` and so on."""
    names = PAYMENT_PROVIDERS[name].secret_names
    variables = {one: f"CONVITE_TEST_{name}_{one}".upper() for one in names}
    found = {one: os.environ.get(variable, "") for one, variable in variables.items()}
    if not all(found.values()):
        pytest.skip(f"there are no keys of a sandbox: set {' and '.join(variables.values())}")
    return PaymentKeys(mode="test", secrets=found)


@pytest.mark.parametrize("name", sorted(PAYMENT_PROVIDERS))
async def test_a_payment_is_started_and_ended_in_the_sandbox(name: str) -> None:
    keys, provider = keys_in_environment(name), PAYMENT_PROVIDERS[name]
    payment = new_payment(return_url="https://example.com/back")
    checked = await provider.check_keys(keys)
    started = await provider.start(keys, payment)
    again = await provider.start(keys, payment)
    found = await provider.look_up(keys, started.provider_payment_id)
    ended = await provider.cancel(keys, started.provider_payment_id)

    assert checked.mode == "test"
    assert started.redirect_url
    assert again.provider_payment_id == started.provider_payment_id
    assert (found.state, found.payment_id) == ("open", payment.payment_id)
    assert ended.state == "failed"
