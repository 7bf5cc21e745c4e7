"""Answers to queued scans of known people. Pure functions."""

from collections.abc import Mapping, Sequence

#: Statuses that may be let in.
EXPECTED = ("going", "pending")


def refusal_of(status: str, *, is_forced: bool) -> str | None:
    """Why somebody with this status is refused; None if they aren't."""
    if status == "canceled":
        return "revoked"
    return None if status in EXPECTED or is_forced else "not_coming"


def is_out_of_part(state: str | None, *, direction: str, is_forced: bool) -> bool:
    """Whether somebody with this answer for a part, None if they aren't invited, is refused there."""
    return direction == "in" and not is_forced and state not in EXPECTED


def combined_result(words: Sequence[str]) -> str:
    """One result for a scan of several people."""
    return "ok" if "ok" in words else words[0] if words else "unknown"


def result_of(nonce: str, refused: str | None, conflicting: Mapping[str, str]) -> str:
    """The result for one person of a scan: refused, conflicting, or ok."""
    return refused or conflicting.get(nonce, "ok")
