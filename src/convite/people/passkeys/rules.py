"""What authenticators are asked for, and whether their answers hold. Pure functions."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from convite.core.language import Locale, translator
from convite.people.identity.rules import browser_of, system_of

#: How long a challenge can be answered.
LASTS = timedelta(minutes=5)
#: Passkeys of one account.
MOST = 20
#: The longest name that an authenticator may give a passkey (WebAuthn, section 4).
MAX_CREDENTIAL_ID = 1023

#: Why a passkey no longer opens its account.
Ending = Literal[
    "removed",  # by its owner
    "copied",  # its count went backwards, so there is a second one
    "reclaimed",  # whoever added it never proved that the account's address is theirs
]


def default_name(user_agent: str, locale: Locale) -> str:
    """What a passkey is called until its owner names it: the system and browser that it was made with,
    such as `iPhone · Safari`.
    """
    known = [system_of(user_agent), browser_of(user_agent)]
    return " · ".join(one for one in known if one) or translator(locale).gettext("Passkey")


class Unproven(Exception):
    """An authenticator's answer that doesn't hold, or isn't one."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """Where passkeys work."""

    #: The domain that they are made for.
    domain: str
    #: As browsers say where a page comes from.
    origin: str


def site_of(address: str) -> Site:
    """The site of the public address. Browsers make no passkeys for bare IP addresses, so this machine's
    own is called by its name.

    Example:
        >>> site_of("http://127.0.0.1:8000")
        Site(domain='localhost', origin='http://localhost:8000')
    """
    parts = urlsplit(address)
    domain = parts.hostname or ""
    try:
        is_this_machine = ip_address(domain).is_loopback
    except ValueError:
        is_this_machine = False
    if not is_this_machine:
        return Site(domain=domain, origin=f"{parts.scheme}://{parts.netloc.lower()}")
    port = f":{parts.port}" if parts.port else ""
    return Site(domain="localhost", origin=f"{parts.scheme}://localhost{port}")


def challenge_text(challenge: bytes) -> str:
    """A challenge as browsers write it."""
    return bytes_to_base64url(challenge)


def new_passkey_options(
    site: Site, challenge: bytes, *, handle: bytes, name: str, display: str, known: Iterable[bytes]
) -> dict[str, Any]:
    """What the browser is to ask for: a passkey that can be found without a name typed in.

    `handle` is what the authenticator returns at a log-in; `known` are the account's passkeys, which it
    doesn't make a second time.
    """
    options = generate_registration_options(
        rp_id=site.domain,
        rp_name="Convite",
        user_id=handle,
        user_name=name,
        user_display_name=display,
        challenge=challenge,
        timeout=round(LASTS.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return as_json(options_to_json(options))


def login_options(site: Site, challenge: bytes) -> dict[str, Any]:
    """What the browser is to ask for: a signature by any passkey of the site."""
    options = generate_authentication_options(
        rp_id=site.domain,
        challenge=challenge,
        timeout=round(LASTS.total_seconds() * 1000),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return as_json(options_to_json(options))


def as_json(text: str) -> dict[str, Any]:
    """The library's JSON, which the answer embeds."""
    written: dict[str, Any] = json.loads(text)
    return written


def challenge_in(credential: dict[str, Any]) -> bytes:
    """The challenge that an answer says it signed.

    Raises:
        Unproven: it says none.
    """
    try:
        sent = base64url_to_bytes(credential["response"]["clientDataJSON"])
        return base64url_to_bytes(json.loads(sent)["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unproven from error


def credential_id_in(credential: dict[str, Any]) -> bytes:
    """Which passkey signed, as its authenticator calls it.

    Raises:
        Unproven: it says none.
    """
    try:
        return base64url_to_bytes(credential["rawId"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unproven from error


def handle_in(credential: dict[str, Any]) -> bytes | None:
    """The account that the authenticator keeps the passkey for, if it says so.

    Raises:
        Unproven: what it says can't be read.
    """
    try:
        written = credential["response"].get("userHandle")
        return base64url_to_bytes(written) if written else None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unproven from error


def made(site: Site, challenge: bytes, credential: dict[str, Any]) -> VerifiedRegistration:
    """A passkey that an authenticator has made.

    Raises:
        Unproven: for another site or challenge, or it can't be read.
    """
    try:
        found = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
        )
    # the library leaves some faults of hostile bytes to what reads them: CBOR, keys, numbers
    except (WebAuthnException, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise Unproven from error
    if len(found.credential_id) > MAX_CREDENTIAL_ID:
        raise Unproven
    return found


def signed(
    site: Site, challenge: bytes, credential: dict[str, Any], public_key: bytes
) -> VerifiedAuthentication:
    """A signature by a passkey. Its count isn't judged: see `is_copied`.

    Raises:
        Unproven: by another key, for another site or challenge, or it can't be read.
    """
    try:
        return verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
        )
    except (WebAuthnException, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise Unproven from error


def is_copied(known: int, signed: int) -> bool:
    """Whether there is a second copy of a passkey, because the count of its signatures didn't grow.

    Those that are synced between devices don't count and always say 0.

    Example:
        >>> is_copied(5, 5), is_copied(5, 6), is_copied(0, 0)
        (True, False, False)
    """
    return (known > 0 or signed > 0) and signed <= known
