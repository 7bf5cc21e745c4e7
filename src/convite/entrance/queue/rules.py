"""What is said of queued scans whose person is known: pure."""

from collections.abc import Mapping, Sequence

#: States of people who may be let in by their status.
EXPECTED = ("going", "pending")


def refusal_of(status: str, *, is_forced: bool) -> str | None:
    """Why somebody of this status isn't let in; None when they are."""
    if status == "canceled":
        return "revoked"
    return None if status in EXPECTED or is_forced else "not_coming"


def summed_up(words: Sequence[str]) -> str:
    """One word for a scan of several people."""
    return "ok" if "ok" in words else words[0] if words else "unknown"


def word_of(nonce: str, refused: str | None, clashing: Mapping[str, str]) -> str:
    """What is said of one person of a scan: refused, clashing with another, or fine."""
    return refused or clashing.get(nonce, "ok")
