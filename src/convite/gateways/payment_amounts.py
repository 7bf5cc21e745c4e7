"""What amounts providers take, and how each writes them: integers and decimals, never floats.

Amounts are minor units by ISO 4217 here. Providers count some currencies in others: Stripe takes the
dinar of Kuwait in fils, but only tens of them, and the króna of Iceland in hundredths that it doesn't have.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from convite.core.money import DIGITS, in_units
from convite.gateways.channels import Delayed, Refused


def ten(power: int) -> int:
    """A power of ten, which isn't negative."""
    return int(10**power)


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """The currencies of one provider, and its own units of them."""

    #: What people call the provider.
    provider: str
    currencies: frozenset[str]
    #: Digits after the point that the provider sends and reads, where they aren't those of ISO 4217.
    digits: Mapping[str, int] = field(default_factory=dict)
    #: What an amount in minor units must be a multiple of.
    steps: Mapping[str, int] = field(default_factory=dict)
    #: The least and the most that is taken, in minor units; the most for all currencies in the provider's.
    least: Mapping[str, int] = field(default_factory=dict)
    most: int

    def check(self, amount: int, currency: str) -> None:
        """Refuses what the provider doesn't take as a payment.

        Raises:
            Refused: the text says why.
        """
        units = self.units(amount, currency)
        least = self.least.get(currency, 1)
        if amount < least:
            text = f"{self.provider} takes no less than {in_units(least, currency)} {currency}."
            raise Refused(text, code="amount-too-small")
        if units > self.most:
            digits = self.factor(currency) + DIGITS[currency]
            most = Decimal(self.most).scaleb(-digits)
            text = f"{self.provider} takes no more than {most:f} {currency}."
            raise Refused(text, code="amount-too-large")

    def units(self, amount: int, currency: str) -> int:
        """Minor units in the provider's own units.

        Raises:
            Refused: the currency isn't taken, or the amount has digits that the provider doesn't have.

        Example:
            >>> STRIPE.units(500, "ISK"), STRIPE.units(1999, "EUR"), PAYPAL.units(100_00, "HUF")
            (50000, 1999, 100)
        """
        if currency not in self.currencies:
            text = f"{self.provider} takes no {currency}."
            raise Refused(text, code="currency-not-taken")
        factor = self.factor(currency)
        step = self.steps.get(currency, ten(max(0, -factor)))
        if amount % step:
            text = f"{self.provider} takes {currency} only in steps of {in_units(step, currency)}."
            raise Refused(text, code="amount-too-fine")
        return amount * ten(factor) if factor >= 0 else amount // ten(-factor)

    def minor(self, units: int, currency: str) -> int:
        """The provider's own units in minor units; what is finer, as fees can be, is rounded half up.

        Raises:
            Refused: the currency isn't one in use.
        """
        factor = self.factor(currency)
        if factor <= 0:
            return units * ten(-factor)
        return (2 * units + ten(factor)) // (2 * ten(factor))

    def text(self, amount: int, currency: str) -> str:
        """Minor units as a decimal, as `12.50`, with the digits that the provider takes.

        Raises:
            Refused: as `units`.
        """
        units = self.units(amount, currency)
        return f"{Decimal(units).scaleb(-self.factor(currency) - DIGITS[currency]):f}"

    def read(self, text: str, currency: str) -> int:
        """A decimal, as `12.50`, in minor units; what is finer is rounded half up.

        Raises:
            Refused: the currency isn't one in use.
            Delayed: it isn't an amount.
        """
        self.factor(currency)
        try:
            amount = Decimal(text).scaleb(DIGITS[currency])
            return int(amount.to_integral_value(ROUND_HALF_UP))
        except (InvalidOperation, OverflowError, ValueError):
            raise Delayed(f"{self.provider} wrote {text!r} for an amount.") from None

    def factor(self, currency: str) -> int:
        """How many digits more the provider's units have than minor units.

        Raises:
            Refused: the currency isn't one in use.
        """
        if currency not in DIGITS:
            raise Refused(f"{self.provider} takes no {currency}.", code="currency-not-taken")
        return self.digits.get(currency, DIGITS[currency]) - DIGITS[currency]


STRIPE_CURRENCIES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD
MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON
RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD STN SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD
UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""

RAZORPAY_CURRENCIES = """
AED ALL AMD ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BZD CAD CHF CLP CNY COP
CRC CUP CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD GBP GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR
MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SCR
SEK SGD SOS SSP SVC SZL THB TND TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV XAF XCD XOF XPF YER ZAR
ZMW
"""

PAYPAL_CURRENCIES = """
AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD
"""
#: Three digits after the point, of which the last must be 0 since card networks have two.
TENS = dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 10)

STRIPE_LEAST = {
    "USD": 50, "AED": 200, "AUD": 50, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250,
    "EUR": 50, "GBP": 30, "HKD": 400, "HUF": 17500, "INR": 50, "JPY": 50, "MXN": 1000,
    "MYR": 200, "NOK": 300, "NZD": 50, "PLN": 200, "RON": 200, "SEK": 300, "SGD": 50, "THB": 1000,
}  # fmt: skip

STRIPE = Amounts(
    provider="Stripe",
    currencies=frozenset(STRIPE_CURRENCIES.split()),
    # those without hundredths at Stripe that ISO 4217 gives two, and the other way round
    digits={"MGA": 0, "ISK": 2, "UGX": 2},
    steps={"MGA": 100} | TENS,
    least=STRIPE_LEAST,
    most=99_999_999,
)

RAZORPAY = Amounts(
    provider="Razorpay",
    currencies=frozenset(RAZORPAY_CURRENCIES.split()),
    steps=TENS,
    least={"INR": 100},
    most=4_294_967_295,
)

PAYPAL = Amounts(
    provider="PayPal",
    currencies=frozenset(PAYPAL_CURRENCIES.split()),
    digits={"HUF": 0, "TWD": 0},
    # seven digits before the point; of whole currencies PayPal itself refuses more
    most=999_999_999,
)
