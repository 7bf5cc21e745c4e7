"""Reads hot requests: what was sent, and by whose credentials, from raw headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import cookie_parser
from starlette.types import Receive, Scope

from convite.core.bodies import MAX_BYTES
from convite.core.problems import NotAllowed, TooLarge
from convite.core.request import (
    ACCESS_COOKIE,
    CODE_HEADER,
    DEVICE_HEADER,
    VIEW_AS_HEADER,
    WEB_HEADER,
    cookie_name,
    viewed_member,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A request as it came: the body, the headers, the path parameter and the network address."""

    body: bytes
    headers: Sequence[tuple[bytes, bytes]]
    key: str
    client: str

    def header(self, name: bytes) -> str:
        """A header's text; empty if it wasn't sent. The name is in lower case."""
        found = next((value for one, value in self.headers if one == name), b"")
        return found.decode("latin-1")


#: What a command of a WebSocket sends besides its body.
NOTHING_SENT = Sent(body=b"", headers=(), key="", client="?")


def client_of(scope: Scope) -> str:
    """The caller's network address."""
    return str((scope.get("client") or ["?"])[0])


CREDENTIALS = {
    *(b"authorization", b"cookie"),
    *(name.encode() for name in (CODE_HEADER, DEVICE_HEADER, VIEW_AS_HEADER, WEB_HEADER)),
}


def credentials(scope: Scope, *, is_keyed_by_path: bool) -> tuple[str, str, str]:
    """The access token, invitation code and device key from the raw headers; empty if missing.

    A device key excludes the others, as in `core.request.caller`.
    """
    named: Mapping[bytes, bytes] = {
        name: value for name, value in scope["headers"] if name in CREDENTIALS
    }
    if viewed := named.get(VIEW_AS_HEADER.encode()):
        viewed_member(scope["method"], viewed.decode("latin-1"))
    if is_keyed_by_path:
        return "", "", ""
    if device := named.get(DEVICE_HEADER.encode()):
        return "", "", device.decode("latin-1")
    token, code = named.get(b"authorization", b""), named.get(CODE_HEADER.encode(), b"")
    if token[:7].lower() == b"bearer ":
        return token[7:].strip().decode("latin-1"), "", ""
    if not code and (cookie := named.get(b"cookie")):
        token_cookie = cookie_parser(cookie.decode("latin-1")).get(cookie_name(ACCESS_COOKIE))
        if token_cookie:
            if scope["method"] != "GET" and WEB_HEADER.encode() not in named:
                raise NotAllowed(
                    "Requests authenticated by cookie need the header X-Convite.",
                    name="missing-header",
                )
            return token_cookie, "", ""
    return "", code.decode("latin-1"), ""


async def body_of(receive: Receive) -> bytes:
    """The whole body, up to the size limit."""
    parts = []
    size = 0
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BYTES:
            raise TooLarge(f"The body is over {MAX_BYTES} bytes.").with_text(most=MAX_BYTES)
        if not message.get("more_body"):
            return b"".join(parts)
