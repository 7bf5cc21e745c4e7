"""Which addresses outside programs may be reached at. Pure functions."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Literal
from urllib.parse import urlsplit

MAX_URL = 2000

#: Why a URL can't be called.
UrlFault = Literal["long", "form", "scheme", "login", "host"]

#: The only IPv6 addresses that are handed out for use on the internet.
GLOBAL_6 = IPv6Network("2000::/3")


def is_reachable(address: IPv4Address | IPv6Address, *, loopback: bool = False) -> bool:
    """Whether an address may be dialed: it is on the internet, or a loopback one and those are allowed.

    IPv6 addresses that carry an IPv4 one are refused, whatever that is: nobody is reached only by them.
    `::127.0.0.1` and `64:ff9b::a00:1` count as global by the registries that `ipaddress` knows.
    """
    if loopback and address.is_loopback:
        return True
    if isinstance(address, IPv6Address):
        carries = address.ipv4_mapped or address.sixtofour or address.teredo
        if carries or address not in GLOBAL_6:
            return False
    return address.is_global and not address.is_multicast


def is_number(label: str) -> bool:
    """Whether the last label of a host makes it an IPv4 address in the eyes of a resolver.

    Example:
        >>> [is_number(label) for label in ("2130706433", "0x7f000001", "017", "com", "0xample")]
        [True, True, True, False, False]
    """
    if label[:2].lower() == "0x":
        return all(letter in "0123456789abcdef" for letter in label[2:].lower())
    return label.isascii() and label.isdigit()


def is_host(host: str, *, loopback: bool) -> bool:
    """Whether a host may be named: a public name, or an address in its usual form.

    Names are checked again when they are dialed, by what they resolve to. Decimal, octal, hexadecimal and
    short forms of addresses are refused, as programs differ in how they read them.
    """
    try:
        return is_reachable(ip_address(host), loopback=loopback)
    except ValueError:
        labels = host.lower().rstrip(".").split(".")
    if labels[-1] == "localhost":
        return loopback
    return len(labels) > 1 and all(labels) and not is_number(labels[-1])


def fault_of(url: str, *, loopback: bool = False) -> UrlFault | None:
    """Why a URL can't be called; None if nothing speaks against it.

    With `loopback`, plain `http` and loopback addresses are allowed too, for tests and development.
    """
    if len(url) > MAX_URL:
        return "long"
    try:
        parts = urlsplit(url)
        host = parts.hostname
        is_whole = parts.port != 0 and bool(host)
    except ValueError:  # a port that is no number, a broken IPv6 address
        return "form"
    if not url.isascii() or not url.isprintable() or any(letter in url for letter in ' \\"<>'):
        return "form"
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        return "scheme"
    if "@" in parts.netloc:
        return "login"
    if not is_whole or parts.fragment or host is None:
        return "form"
    return None if is_host(host, loopback=loopback) else "host"
