"""Twilio's API on loopback: takes SMS, and signs what its webhooks would be told.

By hand: `python -m tests.providers.twilio PORT`, with CONVITE_TWILIO_BASE_URL set to its address.
"""

import hmac
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1
from itertools import count
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.providers.loopback import Asked, Said, run, serving

ACCOUNT, TOKEN = "AC00000000000000000000000000000001", "a-token"
BASIC = "Basic " + b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()


def error(code: int, status: int = 400) -> Said:
    """An error answer."""
    content = {"code": code, "message": f"Error {code}", "status": status, "more_info": ""}
    return Said(status=status, content=content)


@dataclass
class Twilio:
    """What it answers, and what it took."""

    #: A form and its number, from 1 → an answer instead of taking it.
    refuse: Callable[[dict[str, str], int], Said | None] = lambda _form, _number: None
    taken: list[dict[str, str]] = field(default_factory=list)
    asked: int = 0
    lock: Lock = field(default_factory=Lock)
    numbers: Any = field(default_factory=lambda: count(1))

    def answer(self, asked: Asked) -> Said:
        """Takes a message, or says why not."""
        if asked.headers.get("authorization") != BASIC:
            return error(20003, 401)
        form = dict(parse_qsl(asked.body.decode()))
        with self.lock:
            self.asked += 1
            refused = self.refuse(form, self.asked)
            if refused is not None:
                return refused
            key = f"SM{next(self.numbers):032d}"
            self.taken.append(form | {"sid": key})
        content = {"sid": key, "status": "queued", "num_segments": "1", "error_code": None}
        return Said(status=201, content=content | {"to": form.get("To"), "from": form.get("From")})


@contextmanager
def twilio_server(twilio: Twilio, port: int = 0) -> Iterator[str]:
    """Serves until the end; gives the address."""
    with serving(twilio.answer, port) as address:
        yield address


def signed(url: str, fields: dict[str, str], token: str = TOKEN) -> tuple[bytes, dict[str, str]]:
    """A webhook call's body and headers."""
    text = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    signature = b64encode(hmac.new(token.encode(), text.encode(), sha1).digest()).decode()
    headers = {
        "x-twilio-signature": signature,
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
    }
    return urlencode(fields).encode(), headers


if __name__ == "__main__":
    run(Twilio().answer, int(sys.argv[1]), f"account {ACCOUNT}  token {TOKEN}")
