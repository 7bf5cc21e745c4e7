"""Settings that say where payment providers are; a class of its own, as `config` is long enough."""

from pathlib import Path

from pydantic import ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from convite.core.addresses import is_address
from convite.core.login_providers import is_safe


class PaymentAddresses(BaseSettings):
    """Where payment providers are called. The keys are those of organizations, never settings."""

    stripe_base_url: str = "https://api.stripe.com"
    razorpay_base_url: str = "https://api.razorpay.com"
    #: Replaces both of PayPal's hosts, that for trying things out and the live one, when set.
    paypal_base_url: str = ""
    #: A PEM file of the authorities that the certificates of PayPal's webhooks must come from; empty means
    #: those that this machine trusts.
    paypal_authorities: str = ""

    @field_validator("stripe_base_url", "razorpay_base_url", "paypal_base_url")
    @classmethod
    def check_payment_provider(cls, value: str, known: ValidationInfo) -> str:
        """Validates the address of a payment provider; keys that go there mustn't be read on the way."""
        if not value and known.field_name == "paypal_base_url":
            return value
        if not (is_address(value, {"http", "https"}) and is_safe(value)):
            raise ValueError("write it as https://host, without a path")
        return value.rstrip("/")

    @field_validator("paypal_authorities")
    @classmethod
    def check_authorities(cls, value: str) -> str:
        """Validates the path of a file; empty is allowed."""
        if value and not Path(value).is_file():
            raise ValueError("write the path of a PEM file")
        return value
