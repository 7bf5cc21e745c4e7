"""Whether what a setting says is an address that can be used."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit


def is_address(url: str, schemes: set[str], *, bare: bool = True) -> bool:
    """Whether it is a complete URL with one of `schemes`; with `bare`, it must have no path.

    A DSN may give its host or socket folder as a query parameter.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ("" if bare else dict(parse_qsl(parts.query)).get("host"))
        whole = parts.scheme in schemes and bool(host) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return False
    rest = parts.path.strip("/") + parts.query + parts.fragment
    return whole and not any(letter.isspace() for letter in url) and not (bare and rest)


def legal_text(value: str) -> str:
    """An address on the web as it is, or the whole path of a text file; empty is allowed.

    Raises:
        ValueError: it is neither, or the file isn't UTF-8, which is better found at the start.
    """
    if not value or is_address(value, {"https", "http"}, bare=False):
        return value
    path = Path(value)
    if not path.is_file():
        raise ValueError("write an address that begins with https://, or the path of a text file")
    path.read_text()
    return str(path.absolute())
