"""PayPal's webhooks: whether they are PayPal's, and what they are about.

PayPal signs with a certificate whose address comes with the call. It is fetched from PayPal's own host
only, must be made out to PayPal, and its chain is checked; if its issuer isn't served with it, PayPal is
asked about the event instead.
"""

import json
import re
from base64 import b64decode
from binascii import crc32
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import (
    Certificate,
    DNSName,
    ExtendedKeyUsage,
    ExtensionNotFound,
    SubjectAlternativeName,
)
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from convite.gateways.payment_calls import mapping
from convite.gateways.payments import Mode, PaymentKeys, WrongSignature

#: Where certificates are, by mode.
ORIGINS: dict[Mode, Sequence[str]] = {
    "test": ("https://api.sandbox.paypal.com", "https://api-m.sandbox.paypal.com"),
    "live": ("https://api.paypal.com", "https://api-m.paypal.com"),
}
CERTIFICATE = re.compile(r"/v1/notifications/certs/[A-Za-z0-9_-]{1,200}")
ALGORITHM = "SHA256withRSA"
ANY_CA = ExtensionPolicy.webpki_defaults_ca()
ANY_USE = ExtensionPolicy.webpki_defaults_ee().may_be_present(
    ExtendedKeyUsage, Criticality.AGNOSTIC, None
)
#: PayPal delivers an event for three days until it is taken; how far ahead its clock may be.
OLDEST, AHEAD = timedelta(days=4), timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What an event names: an order, or a capture of one."""

    order: str | None = None
    capture: str | None = None


def certificate_url(headers: Mapping[str, str], mode: Mode, base_url: str) -> str:
    """The address of the certificate, which is on PayPal's host, or on the configured one.

    Raises:
        WrongSignature: it is elsewhere.
    """
    url = headers.get("paypal-cert-url", "")
    for origin in (base_url,) if base_url else ORIGINS[mode]:
        if url.startswith(f"{origin}/") and CERTIFICATE.fullmatch(url[len(origin) :]):
            return url
    raise WrongSignature("PayPal-Cert-Url isn't an address of PayPal's.")


def check_time(headers: Mapping[str, str], at: datetime) -> None:
    """Checks that an event isn't older than PayPal delivers.

    Raises:
        WrongSignature: it is, or it says no time.
    """
    try:
        sent = datetime.fromisoformat(headers.get("paypal-transmission-time", ""))
    except ValueError as error:
        raise WrongSignature("PayPal-Transmission-Time isn't a time.") from error
    if sent.tzinfo is None or not at - OLDEST <= sent <= at + AHEAD:
        raise WrongSignature("PayPal-Transmission-Time is too old.")


def leaf_of(chain: Sequence[Certificate]) -> Certificate:
    """The certificate that is made out to PayPal; the others are its issuers, in any order.

    Raises:
        WrongSignature: there is none.
    """
    for certificate in chain:
        if name_of(certificate) is not None:
            return certificate
    raise WrongSignature("There is no certificate that is made out to PayPal.")


def name_of(certificate: Certificate) -> str | None:
    """A name of PayPal's that a certificate is made out to; None if it has none."""
    try:
        found = certificate.extensions.get_extension_for_class(SubjectAlternativeName)
    except (ExtensionNotFound, ValueError):
        return None
    names = found.value.get_values_for_type(DNSName)
    return next((name for name in names if name.endswith(".paypal.com")), None)


def has_issuer(
    leaf: Certificate, chain: Sequence[Certificate], roots: Sequence[Certificate]
) -> bool:
    """Whether the issuer of a certificate is at hand; PayPal may serve it without one."""
    return any(one.subject == leaf.issuer for one in (*chain, *roots))


def check_chain(
    leaf: Certificate, chain: Sequence[Certificate], roots: Sequence[Certificate], at: datetime
) -> None:
    """Checks that a certificate leads to an authority.

    Raises:
        WrongSignature: it doesn't, or is out of date.
    """
    if not roots:
        raise WrongSignature("There is no authority to check the certificate by.")
    policy = PolicyBuilder().store(Store(list(roots))).time(at)
    # what the certificate may be used for besides isn't said anywhere
    policy = policy.extension_policies(ca_policy=ANY_CA, ee_policy=ANY_USE)
    verifier = policy.build_server_verifier(DNSName(name_of(leaf) or ""))
    try:
        verifier.verify(leaf, [one for one in chain if one != leaf])
    except (VerificationError, ValueError) as error:
        raise WrongSignature(f"The certificate isn't trusted: {error}") from error


def check_signature(
    headers: Mapping[str, str], body: bytes, webhook_ids: Sequence[str], leaf: Certificate
) -> str:
    """Checks `PayPal-Transmission-Sig`; gives which of our webhooks' ids was signed.

    Raises:
        WrongSignature: it isn't that of these bytes.
    """
    if headers.get("paypal-auth-algo") != ALGORITHM:
        raise WrongSignature("PayPal-Auth-Algo isn't the one that is known.")
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise WrongSignature("The certificate has another kind of key.")
    try:
        given = b64decode(headers.get("paypal-transmission-sig", ""), validate=True)
    except ValueError as error:
        raise WrongSignature("PayPal-Transmission-Sig isn't Base64.") from error
    sent, time = headers.get("paypal-transmission-id", ""), headers["paypal-transmission-time"]
    for webhook_id in webhook_ids:
        signed = f"{sent}|{time}|{webhook_id}|{crc32(body)}".encode()
        try:
            key.verify(given, signed, PKCS1v15(), SHA256())
        except InvalidSignature:
            continue
        return webhook_id
    raise WrongSignature("PayPal-Transmission-Sig is missing or wrong.")


def question_of(headers: Mapping[str, str], webhook_id: str, body: bytes) -> bytes:
    """What PayPal is asked about an event; the event is in it byte by byte, as its checksum is signed."""
    fields = {
        "auth_algo": headers["paypal-auth-algo"],
        "cert_url": headers["paypal-cert-url"],
        "transmission_id": headers.get("paypal-transmission-id", ""),
        "transmission_sig": headers["paypal-transmission-sig"],
        "transmission_time": headers["paypal-transmission-time"],
        "webhook_id": webhook_id,
    }
    return json.dumps(fields).encode()[:-1] + b', "webhook_event": ' + body + b"}"


def event_in(keys: PaymentKeys, body: bytes) -> dict[str, Any]:
    """An event of this account.

    Raises:
        WrongSignature: it is another account's.
    """
    try:
        event = json.loads(body)
    except ValueError as error:
        raise WrongSignature("The body isn't JSON.") from error
    if not isinstance(event, dict) or not event.get("id") or not event.get("event_type"):
        raise WrongSignature("The body isn't an event.")
    if keys.account and account_in(event) not in {"", keys.account}:
        raise WrongSignature("The event is another account's.")
    return event


def account_in(event: Mapping[str, Any]) -> str:
    """The merchant that is paid; empty if the event doesn't say it."""
    resource = mapping(event.get("resource"))
    units = resource.get("purchase_units") or [resource]
    return str(mapping(mapping(units[0]).get("payee")).get("merchant_id") or "")


def named_in(event: Mapping[str, Any]) -> Named:
    """The order or the capture that an event is about; neither if it is about something else."""
    resource = mapping(event.get("resource"))
    kind = str(event["event_type"])
    if kind.startswith("CHECKOUT.ORDER."):
        return Named(order=resource.get("id"))
    related = mapping(mapping(resource.get("supplementary_data")).get("related_ids"))
    if related.get("order_id"):
        return Named(order=related["order_id"])
    if kind in {"PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED"} or "REFUND" in kind:
        links = [
            str(one.get("href")) for one in resource.get("links") or () if one.get("rel") == "up"
        ]
        return Named(capture=next((href.rpartition("/")[2] for href in links), None))
    if kind.startswith("PAYMENT.CAPTURE."):
        return Named(capture=resource.get("id"))
    if kind.startswith("CUSTOMER.DISPUTE."):
        disputed = resource.get("disputed_transactions") or [{}]
        return Named(capture=disputed[0].get("seller_transaction_id"))
    return Named()
