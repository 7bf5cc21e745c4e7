"""Rules for passwords, the steps of a log-in, phone numbers, and the names of devices."""

import hashlib
import hmac
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import phonenumbers
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from convite.core.problems import FieldText

#: Long enough, but among the most commonly guessed.
COMMON = frozenset(
    {
        "123456789012", "1234567890123", "password1234", "passwordpassword", "qwertyuiop12",
        "qwertyuiopas", "iloveyou1234", "111111111111", "000000000000", "abcdefghijkl",
        "letmeinletmein", "welcome12345", "administrator", "changemechangeme", "adminadminadmin",
    }
)  # fmt: skip
MIN_LENGTH = 12
#: How long after a log-in what opens the account can be changed.
RECENT = timedelta(minutes=15)
#: How long after the first step of a log-in the second one can be made, in seconds.
SECOND_STEP_SECONDS = 300


def password_fault(password: str) -> FieldText | None:
    """What is wrong with a password, in one sentence; None if it is acceptable."""
    if len(password) < MIN_LENGTH:
        english = f"Use {MIN_LENGTH} characters or more; a short sentence is easy to remember."
        return FieldText(name="password.short", english=english, values={"least": MIN_LENGTH})
    if password.casefold() in COMMON or len(set(password)) < 4:
        english = "This password is among the first that others would try. Choose another."
        return FieldText(name="password.common", english=english)
    return None


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A log-in whose first step was right, as its token says."""

    id: UUID
    user_id: UUID
    #: Of the password that the account had then: another one ends what was begun.
    proof: str
    expires_at: datetime


def proof_of(password_hash: str | None) -> str:
    """Tells one password of an account from the next, and nothing else about it."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()[:16]


def second_step_key(key: bytes) -> OctKey:
    """What signs tokens of first steps, derived from the server key for this purpose."""
    return OctKey.import_key(hmac.digest(key, b"second-factor", "sha256"))


def pending_token(key: bytes, attempt: UUID, user_id: UUID, password_hash: str | None) -> str:
    """The token of a log-in whose first step was right; whether it was used is in `challenges`."""
    claims = {
        "jti": str(attempt),
        "sub": str(user_id),
        "proof": proof_of(password_hash),
        "exp": int(time.time()) + SECOND_STEP_SECONDS,
    }
    return jwt.encode({"alg": "HS256"}, claims, second_step_key(key))


def read_pending(key: bytes, token: str) -> Pending | None:
    """What a token of a first step says; None if it wasn't made here, or is too old."""
    try:
        claims = jwt.decode(token, second_step_key(key), algorithms=["HS256"]).claims
        found = Pending(
            id=UUID(claims["jti"]),
            user_id=UUID(claims["sub"]),
            proof=claims["proof"],
            expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        )
    except (JoseError, KeyError, TypeError, ValueError):
        return None
    return found if found.expires_at.timestamp() > time.time() else None


def modern_mexican_number(text: str) -> str:
    """Modernizes old Mexican numbers: drops 01, 044, 045 and the 1 after +52."""
    digits = "".join(letter for letter in text if letter.isdigit() or letter == "+")
    if digits.startswith("+521") and len(digits) == 14:
        return "+52" + digits[4:]
    for old in ("044", "045", "01"):
        if digits.startswith(old) and len(digits) == 10 + len(old):
            return digits[len(old) :]
    return text


#: Countries whose phone numbers can be read, as two capital letters.
COUNTRIES: frozenset[str] = frozenset(phonenumbers.SUPPORTED_REGIONS)


def phone_e164(text: str, country: str | None) -> str | None:
    """Parses a phone in the local format of `country` to E.164; None if it isn't valid."""
    written = modern_mexican_number(text) if country == "MX" or "+52" in text else text
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


#: What browsers are told apart by, the more special first: most claim to be others as well.
BROWSERS = (
    (re.compile(r"\bEdg(e|A|iOS)?/"), "Edge"),
    (re.compile(r"\b(OPR|OPT|Opera)/"), "Opera"),
    (re.compile(r"\bSamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"\b(Firefox|FxiOS)/"), "Firefox"),
    (re.compile(r"\b(Chrome|CriOS|Chromium)/"), "Chrome"),
    (re.compile(r"\bVersion/.*\bSafari/"), "Safari"),
)
SYSTEMS = (
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\bCrOS\b"), "ChromeOS"),
    (re.compile(r"\bMac OS X\b"), "macOS"),
    (re.compile(r"\bLinux\b"), "Linux"),
)
#: The name of a program that is no browser, such as `curl/8.5`.
PROGRAM = re.compile(r"^([A-Za-z][\w.-]{0,39})(/|$)")


def browser_of(user_agent: str) -> str | None:
    """The browser or program that calls itself so; None if it doesn't say.

    Example:
        >>> browser_of("curl/8.5.0")
        'curl'
    """
    for pattern, name in BROWSERS:
        if pattern.search(user_agent):
            return name
    program = PROGRAM.match(user_agent)
    return program[1] if program and program[1] != "Mozilla" else None


def system_of(user_agent: str) -> str | None:
    """The operating system or device that a browser says it runs on, if it does."""
    return next((name for pattern, name in SYSTEMS if pattern.search(user_agent)), None)
