"""WhatsApp's Graph API on loopback: takes messages, and says what its webhook would be told.

By hand: `python -m tests.providers.graph PORT`, with CONVITE_WHATSAPP_BASE_URL set to its address.
"""

import hmac
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from threading import Lock
from typing import Any

from tests.providers.loopback import Asked, Said, run, serving

TOKEN, SECRET, PHONE_ID = "a-token", "an-app-secret", "106540352242922"

#: Code → HTTP status, as the API answers it.
ERRORS = {
    4: 400, 190: 401, 368: 403, 130429: 429, 131000: 500, 131026: 400, 131031: 403,
    131047: 400, 131049: 400, 131056: 400, 132001: 404, 132015: 400,
}  # fmt: skip


def error(code: int, *, retry_after: int | None = None) -> Said:
    """An error answer."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    content = {
        "message": f"(#{code}) Error", "type": "OAuthException", "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": f"Details of {code}"},
        "fbtrace_id": "Az8or2yhqkZfEZ-_4Qn_Bam",
    }  # fmt: skip
    return Said(status=ERRORS[code], content={"error": content}, headers=headers)


@dataclass
class Graph:
    """What it answers, and what it took."""

    #: A message and its number, from 1 → an answer instead of taking it.
    refuse: Callable[[dict[str, Any], int], Said | None] = lambda _message, _number: None
    #: Messages a second; more get 429.
    limit: int | None = None
    token: str = TOKEN
    #: A number as it was called → the person's id, where it is written differently.
    wa_ids: dict[str, str] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    #: How many came above the limit.
    above: int = 0
    lock: Lock = field(default_factory=Lock)
    moments: deque[float] = field(default_factory=deque)
    numbers: Any = field(default_factory=lambda: count(1))

    def answer(self, asked: Asked) -> Said:
        """Takes a message, or says why not."""
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return error(190)
        if not asked.path.endswith(f"/{PHONE_ID}/messages"):
            return Said(status=404, content={"error": {"code": 100, "message": "Unknown path"}})
        message = json.loads(asked.body)
        with self.lock:
            self.asked += 1
            if self.is_too_fast():
                self.above += 1
                return error(130429, retry_after=1)
            refused = self.refuse(message, self.asked)
            if refused is not None:
                return refused
            key = f"wamid.{next(self.numbers)}"
            self.taken.append(message | {"id": key})
        to = message["to"]
        content = {
            "messaging_product": "whatsapp",
            "contacts": [{"input": to, "wa_id": self.wa_ids.get(to, to)}],
            "messages": [{"id": key, "message_status": "accepted"}],
        }
        return Said(status=200, content=content)

    def is_too_fast(self) -> bool:
        """Whether the last second has had its messages."""
        if self.limit is None:
            return False
        now = time.monotonic()
        while self.moments and self.moments[0] < now - 1:
            self.moments.popleft()
        self.moments.append(now)
        return len(self.moments) > self.limit


@contextmanager
def graph_server(graph: Graph, port: int = 0) -> Iterator[str]:
    """Serves until the end; gives the address."""
    with serving(graph.answer, port) as address:
        yield address


def call_of(*values: dict[str, Any]) -> bytes:
    """A webhook call's body with these changes."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": PHONE_ID}
    base = {"messaging_product": "whatsapp", "metadata": metadata}
    changes = [{"field": "messages", "value": base | value} for value in values]
    entry = {"id": "102290129340398", "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """The headers of a webhook call."""
    signature = hmac.new(secret.encode(), body, sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={signature}", "content-type": "application/json"}


def status_of(
    message: dict[str, Any], status: str, *, at: int = 1_900_000_000, code: int | None = None
) -> dict[str, Any]:
    """A status of a message that was taken."""
    one: dict[str, Any] = {
        "id": message["id"], "status": status, "timestamp": str(at),
        "recipient_id": message["to"],
        "biz_opaque_callback_data": message.get("biz_opaque_callback_data", ""),
    }  # fmt: skip
    if code is not None:
        one["errors"] = [
            {
                "code": code,
                "title": f"Error {code}",
                "error_data": {"details": f"Details of {code}"},
            }
        ]
    return one


def written_by(
    number: str, text: str, *, key: str, at: int, user_id: str = "", reply_to: str = ""
) -> dict[str, Any]:
    """The change that tells of a message somebody wrote; without a number, only by user id."""
    one: dict[str, Any] = {
        "id": key, "timestamp": str(at), "type": "text", "text": {"body": text},
    }  # fmt: skip
    person: dict[str, Any] = {"profile": {"name": "Somebody"}}
    if number:
        one["from"], person["wa_id"] = number, number
    if user_id:
        one["from_user_id"], person["user_id"] = user_id, user_id
    if reply_to:
        one["context"] = {"from": "15550783881", "id": reply_to}
    return {"contacts": [person], "messages": [one]}


if __name__ == "__main__":
    run(Graph().answer, int(sys.argv[1]), f"token {TOKEN}  secret {SECRET}  phone id {PHONE_ID}")
