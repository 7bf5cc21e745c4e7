"""What a password must be, and how phones are written."""

import phonenumbers

#: Long enough, and yet the first ones tried by anybody.
COMMON = frozenset(
    {
        "123456789012", "1234567890123", "password1234", "passwordpassword", "qwertyuiop12",
        "qwertyuiopas", "iloveyou1234", "111111111111", "000000000000", "abcdefghijkl",
        "letmeinletmein", "welcome12345", "administrator", "changemechangeme", "adminadminadmin",
    }
)  # fmt: skip
SHORTEST = 12


def password_fault(password: str) -> str | None:
    """What is wrong with a password, in one sentence; None when it will do."""
    if len(password) < SHORTEST:
        return f"Use {SHORTEST} characters or more; a short sentence is easy to remember."
    if password.casefold() in COMMON or len(set(password)) < 4:
        return "This password is among the first that others would try. Choose another."
    return None


def modern_mexican_number(text: str) -> str:
    """Mexican numbers as dialled years ago: 01, 044, 045 and the 1 after +52 are dropped."""
    digits = "".join(letter for letter in text if letter.isdigit() or letter == "+")
    if digits.startswith("+521") and len(digits) == 14:
        return "+52" + digits[4:]
    for old in ("044", "045", "01"):
        if digits.startswith(old) and len(digits) == 10 + len(old):
            return digits[len(old) :]
    return text


def phone_e164(text: str, country: str | None) -> str | None:
    """A phone in E.164, read by local writing of `country`; None when it isn't a valid number."""
    written = modern_mexican_number(text) if country == "MX" or "+52" in text else text
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
