"""WhatsApp's Graph API on loopback: takes messages, and says what its webhook would be told.

By hand: `python -m tests.providers.graph PORT`, with CONVITE_WHATSAPP_BASE_URL set to its address.
"""

import hmac
import json
import re
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
from urllib.parse import parse_qsl

from tests.providers.loopback import Asked, Said, run, serving

TOKEN, SECRET, PHONE_ID = "a-token", "an-app-secret", "106540352242922"
ACCOUNT_ID = "102290129340398"

#: Code → HTTP status, as the API answers it.
ERRORS = {
    4: 400, 100: 400, 190: 401, 368: 403, 130429: 429, 131000: 500, 131026: 400, 131031: 403,
    131047: 400, 131049: 400, 131056: 400, 132000: 400, 132001: 404, 132015: 400,
}  # fmt: skip


PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


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
    #: The account's templates by name and language, as the list gives them.
    templates: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    #: Files that people have sent, by id, and another address than ours for them.
    media: dict[str, bytes] = field(default_factory=dict)
    media_url: str = ""
    #: What is said of a new template.
    judge: Callable[[dict[str, Any]], str | Said] = lambda _template: "PENDING"
    #: Templates on one page of the list.
    page: int = 100
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
        if asked.path.partition("?")[0].endswith(f"/{ACCOUNT_ID}/message_templates"):
            return self.listed(asked) if asked.method == "GET" else self.created(asked)
        if asked.method == "GET":
            return self.media_of(asked)
        if not asked.path.endswith(f"/{PHONE_ID}/messages"):
            return Said(status=404, content={"error": {"code": 100, "message": "Unknown path"}})
        message = json.loads(asked.body)
        with self.lock:
            self.asked += 1
            if self.is_too_fast():
                self.above += 1
                return error(130429, retry_after=1)
            refused = self.refuse(message, self.asked) or self.template_fault(message)
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

    def media_of(self, asked: Asked) -> Said:
        """Where a file is, or its bytes."""
        key = asked.path.rpartition("/")[2]
        if key not in self.media:
            return error(100)
        if asked.path.startswith("/bytes/"):
            return Said(status=200, raw=self.media[key])
        url = self.media_url or f"http://{asked.headers['host']}/bytes/{key}"
        return Said(status=200, content={"url": url, "mime_type": "image/jpeg", "id": key})

    def listed(self, asked: Asked) -> Said:
        """A page of the account's templates."""
        query = dict(parse_qsl(asked.path.partition("?")[2]))
        start = int(query.get("after") or 0)
        known = list(self.templates.values())[start : start + self.page]
        paging: dict[str, Any] = {
            "cursors": {"before": str(start), "after": str(start + self.page)}
        }
        if start + self.page < len(self.templates):
            paging["next"] = "https://graph.facebook.com/next"
        return Said(status=200, content={"data": known, "paging": paging})

    def created(self, asked: Asked) -> Said:
        """Takes a template, once per name and language."""
        template = json.loads(asked.body)
        key = template["name"], template["language"]
        if key in self.templates:
            content = {"code": 100, "error_subcode": 2388024, "message": "Invalid parameter"}
            return Said(status=400, content={"error": content})
        judged = self.judge(template)
        if isinstance(judged, Said):
            return judged
        own = str(next(self.numbers))
        self.templates[key] = {**template, "id": own, "status": judged, "rejected_reason": "NONE"}
        return Said(status=200, content={"id": own, "status": judged})

    def template_fault(self, message: dict[str, Any]) -> Said | None:
        """Why a template can't be sent: there is none, it is paused, or its values don't fit."""
        if message.get("type") != "template" or not self.templates:
            return None
        sent = message["template"]
        known = self.templates.get((sent["name"], sent["language"]["code"]))
        if known is None:
            return error(132001)
        if known["status"] == "PAUSED":
            return error(132015)
        if known["status"] != "APPROVED":
            return error(132001)
        body = next(part["text"] for part in known["components"] if part["type"] == "BODY")
        values = next((one for one in sent["components"] if one["type"] == "body"), {})
        wanted = len(set(PLACEHOLDER.findall(body)))
        return None if len(values.get("parameters", [])) == wanted else error(132000)

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


def judgment_of(name: str | None, locale: str, event: str, reason: str = "NONE") -> bytes:
    """The webhook call that tells what became of a template."""
    value = {
        "event": event, "message_template_id": 594425479261596, "message_template_name": name,
        "message_template_language": locale, "reason": reason,
    }  # fmt: skip
    change = {"field": "message_template_status_update", "value": value}
    entry = {"id": ACCOUNT_ID, "time": 1751247548, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


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
