"""The available payment providers, by the names stored in rows."""

from convite.gateways.payments import PaymentProvider
from convite.gateways.paypal import PayPalProvider
from convite.gateways.razorpay import RazorpayProvider
from convite.gateways.stripe import StripeProvider

PAYMENT_PROVIDERS: dict[str, PaymentProvider] = {
    provider.name: provider for provider in (StripeProvider(), RazorpayProvider(), PayPalProvider())
}
