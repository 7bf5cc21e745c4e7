"""Bytes as text for addresses and headers: base64url (RFC 4648, section 5), without padding."""

from base64 import urlsafe_b64decode, urlsafe_b64encode


def to_base64url(value: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Bytes of base64url, with or without padding.

    Raises:
        ValueError: it isn't base64url.
    """
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
