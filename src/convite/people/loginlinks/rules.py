"""Links that are mailed to log in. Pure functions."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from convite.core.ids import link_code

LinkKind = Literal["password_reset", "magic_link"]

LASTS: dict[LinkKind, timedelta] = {
    "password_reset": timedelta(hours=1),
    "magic_link": timedelta(minutes=15),
}
PATHS: dict[LinkKind, str] = {"password_reset": "reset", "magic_link": "login"}


def login_token(key: bytes, kind: LinkKind, challenge_id: UUID) -> str:
    """The token of a link: 128 bits that only the server can compute again, so it isn't stored."""
    return link_code(key, f"{kind}:{challenge_id}")


def login_link(address: str, kind: LinkKind, token: str) -> str:
    """The page of the web app with a form or button; opening it alone changes nothing."""
    return f"{address}/{PATHS[kind]}/{token}"
