"""Codes that log in: what they are, how often one is sent, and to whom. Pure functions."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

import phonenumbers
from phonenumbers import PhoneNumberType

CodeKind = Literal["phone_otp", "email_otp"]

DIGITS = 6
LASTS = timedelta(minutes=5)
#: Tries of one code.
MAX_TRIES = 5
#: Seconds before another code is sent to the same address: after the first, the second, and all later ones.
COOL_DOWNS = (30, 60, 300)
#: How long earlier codes count for that.
REMEMBERED = timedelta(hours=1)
#: An operator's numbers are alike but for this many digits at the end; whoever earns by calls to them
#: has many that are.
PREFIX_DIGITS = 4
#: From so many codes an hour to one prefix, this share has to be typed in, or no more are sent there.
SUSPICIOUS, USED_SHARE = 20, 0.2

#: Kinds of numbers at which nobody reads a code, or which cost whoever sends there.
WITHOUT_CODES = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.UAN,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a code goes: a phone in E.164, or an e-mail address with the key that accounts are found by."""

    kind: CodeKind
    value: str
    #: As it is compared and counted.
    key: str


def code_of(key: bytes, challenge_id: UUID) -> str:
    """The code of a challenge: a keyed MAC of its random id, so that it isn't stored."""
    digest = hmac.digest(key, b"login-code:" + challenge_id.bytes, "sha256")
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def hash_of_code(key: bytes, salt: bytes, code: str) -> bytes:
    """What is stored of a code; keyed, since a million codes are hashed in a second."""
    return hmac.digest(key, salt + code.encode(), sha256)


def prefix_of(phone: str) -> str:
    """A number without its last digits."""
    return phone[:-PREFIX_DIGITS]


def country_of(phone: str) -> str:
    """The country of a number in E.164, as two letters; empty if it belongs to none."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) or ""


def takes_codes(phone: str) -> bool:
    """Whether somebody may read a code at a number in E.164."""
    return phonenumbers.number_type(phonenumbers.parse(phone)) not in WITHOUT_CODES


def is_open(country: str, countries: Collection[str], *, costs: bool) -> bool:
    """Whether codes go to a country: to those named, or to all while codes cost nothing."""
    if "all" in countries:
        return True
    return country in countries if countries or costs else True


def wait_after(sent: Sequence[datetime], now: datetime) -> float:
    """How many seconds to wait before another code is sent; `sent` are the earlier ones, newest first.

    Example:
        >>> noon = datetime(2026, 5, 1, 12)
        >>> wait_after([noon - timedelta(seconds=10)], noon)
        20.0
    """
    if not sent:
        return 0.0
    pause = COOL_DOWNS[min(len(sent), len(COOL_DOWNS)) - 1]
    return max(0.0, pause - (now - sent[0]).total_seconds())


def is_suspicious(sent: int, used: int) -> bool:
    """Whether codes go to a prefix where hardly anybody types them in: somebody earns by them."""
    return sent >= SUSPICIOUS and used < sent * USED_SHARE
