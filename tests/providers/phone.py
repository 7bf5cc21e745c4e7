"""Everybody's phone: shows what was sent by WhatsApp, SMS and mail, reports it as read, and answers.

The page of `python -m tests.providers`; the servers of the providers tell it what they took.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from html import escape
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

from tests.providers import graph as graphs
from tests.providers import twilio as twilios
from tests.providers.graph import PLACEHOLDER, Graph, call_of, status_of, written_by
from tests.providers.loopback import Answer, Asked, Page, Said
from tests.providers.twilio import Twilio

#: Seconds after which a message is sent, delivered and read.
STEPS = {"sent": 0.2, "delivered": 1.5, "read": 4.0}
#: The newest that the page shows.
SHOWN = 100

PAGE = """<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Phone</title><style>body{{font:16px system-ui;max-width:42rem;margin:1rem auto;padding:0 1rem}}
article{{border:1px solid #8888;padding:.75rem;margin:.75rem 0}}p{{white-space:pre-wrap}}
form{{display:flex;gap:.5rem;flex-wrap:wrap}}</style><h1>Phone</h1>
<p>Messages: {total}. Reload to see new ones.</p>{messages}"""
MESSAGE = (
    """<article><b>{channel}</b> to <bdi>{to}</bdi>{state}<p dir=auto>{text}</p>{form}</article>"""
)
FORM = """<form method=post action=/answer><input type=hidden name=id value="{key}">
<input name=text aria-label="Answer" placeholder="Answer"><button>Answer</button>{buttons}</form>"""
BUTTON = '<button name=press value="{payload}">{label}</button>'


@dataclass(kw_only=True)
class Shown:
    """A message as the phone shows it."""

    key: str
    channel: str
    to: str
    text: str
    #: Payload → label of its buttons.
    buttons: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass
class Phone:
    """What came, and whom it tells."""

    #: Convite's address.
    convite: str
    graph: Graph
    twilio: Twilio
    #: Mails as the mail server took them.
    mails: Sequence[EmailMessage] = ()
    steps: dict[str, float] = field(default_factory=lambda: dict(STEPS))
    messages: dict[str, Shown] = field(default_factory=dict)
    calls: "PriorityQueue[tuple[float, int, Callable[[], None]]]" = field(
        default_factory=PriorityQueue
    )
    numbers: Any = field(default_factory=lambda: count(1))

    def start(self) -> None:
        """Begins to tell Convite how far messages are."""
        Thread(target=self.work, daemon=True).start()

    def work(self) -> None:
        """Makes calls when they are due."""
        while True:
            due, _, call = self.calls.get()
            time.sleep(max(0.0, due - time.monotonic()))
            try:
                call()
            except (URLError, OSError) as error:
                print(f"Convite at {self.convite} doesn't answer: {error}", flush=True)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Makes a call after so long."""
        self.calls.put((time.monotonic() + seconds, next(self.numbers), call))

    def whatsapp(self, asked: Asked) -> Said:
        """WhatsApp's API, whose messages the phone gets."""
        said = self.graph.answer(asked)
        known = said.content.get("messages") if isinstance(said.content, dict) else None
        if said.status == 200 and known:
            key = known[0]["id"]
            message = next(one for one in reversed(self.graph.taken) if one["id"] == key)
            shown = Shown(key=key, channel="WhatsApp", to=f"+{message['to']}", text="", raw=message)
            self.fill(shown, message)
            self.take(shown, self.tell_status)
        return said

    def fill(self, shown: Shown, message: dict[str, Any]) -> None:
        """The words and buttons of a message."""
        if message["type"] == "text":
            shown.text = message["text"]["body"]
            return
        sent = message["template"]
        parts = sent["components"]
        values = [one["text"] for part in parts for one in part["parameters"] if "text" in one]
        template = self.graph.templates.get((sent["name"], sent["language"]["code"]), {})
        pieces = {part["type"]: part for part in template.get("components", [])}
        text = pieces.get("BODY", {}).get("text") or f"{sent['name']}: " + "{{0}} " * len(values)
        left = iter(values)
        shown.text = PLACEHOLDER.sub(lambda _: next(left, ""), text)
        labels = [one["text"] for one in pieces.get("BUTTONS", {}).get("buttons", [])]
        payloads = [part["parameters"][0]["payload"] for part in parts if part["type"] == "button"]
        names = labels + [f"Button {number + 1}" for number in range(len(labels), len(payloads))]
        shown.buttons = dict(zip(payloads, names, strict=False))

    def sms(self, asked: Asked) -> Said:
        """Twilio's API, whose messages the phone gets."""
        said = self.twilio.answer(asked)
        if said.status == 201:
            form = next(one for one in self.twilio.taken if one["sid"] == said.content["sid"])
            one = Shown(
                key=form["sid"], channel="SMS", to=form["To"], text=form["Body"], raw={**form}
            )
            self.take(one, self.tell_sms_status)
        return said

    def take(self, message: Shown, tell: Callable[[Shown, str], None]) -> None:
        """Keeps a message, and reports on it step by step."""
        self.messages[message.key] = message
        for status, seconds in self.steps.items():
            self.later(seconds, lambda status=status: tell(message, status))  # type: ignore[misc]

    def tell_status(self, message: Shown, status: str) -> None:
        """WhatsApp's webhook call with a status."""
        self.call_whatsapp({"statuses": [status_of(message.raw, status, at=int(time.time()))]})
        message.said.append(status)

    def tell_sms_status(self, message: Shown, status: str) -> None:
        """Twilio's webhook call with a status; nobody learns whether an SMS was read."""
        if status != "read":
            self.call_sms({"MessageSid": message.key, "MessageStatus": status})
            message.said.append(status)

    def call_whatsapp(self, value: dict[str, Any]) -> None:
        """Calls Convite's webhook as WhatsApp does."""
        body = call_of(value)
        self.post("/api/webhooks/whatsapp", body, graphs.signed(body))

    def call_sms(self, fields: dict[str, str]) -> None:
        """Calls Convite's webhook as Twilio does."""
        path = "/api/webhooks/sms"
        self.post(path, *twilios.signed(f"{self.convite}{path}", fields))

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        """Makes a call."""
        request = Request(f"{self.convite}{path}", data=body, headers=headers)
        with urlopen(request, timeout=5):
            pass

    def answer_to(self, message: Shown, text: str, payload: str = "") -> None:
        """Whoever got a message answers it, in words or by one of its buttons."""
        key = f"answer.{time.time_ns()}"
        if message.channel == "SMS":
            own = {"MessageSid": key, "From": message.to, "To": message.raw["From"]}
            self.call_sms({**own, "Body": text, "NumMedia": "0"})
            return
        number, at = message.to.removeprefix("+"), int(time.time())
        value = written_by(number, text, key=key, at=at, reply_to=message.key)
        if payload:
            [one] = value["messages"]
            del one["text"]
            one |= {"type": "button", "button": {"text": text, "payload": payload}}
        self.call_whatsapp(value)

    def page(self, asked: Asked) -> Said:
        """The page, and what is done on it."""
        if asked.method == "GET":
            return Said(status=200, content=Page(self.html()))
        form = {name: values[0] for name, values in parse_qs(asked.body.decode()).items()}
        message = self.messages.get(form.get("id", ""))
        if message is not None:
            payload = form.get("press", "")
            text = message.buttons.get(payload) or form.get("text", "")
            if text:
                self.answer_to(message, text, payload)
                message.said.append(f"answered: {text}")
        return Said(status=303, headers={"location": "/"})

    def html(self) -> str:
        """What came, newest first."""
        found = [self.article(one) for one in reversed(list(self.messages.values())[-SHOWN:])]
        for mail in reversed(self.mails[-SHOWN:]):
            part = mail.get_body(("plain",))
            text = f"{mail['subject']}\n\n{part.get_content() if part else ''}"
            one = {"channel": "Mail", "to": escape(str(mail["to"])), "text": escape(text)}
            found.append(MESSAGE.format(**one, state="", form=""))
        total = len(self.messages) + len(self.mails)
        return PAGE.format(total=total, messages="".join(found))

    def article(self, one: Shown) -> str:
        """One message with its form."""
        buttons = "".join(
            BUTTON.format(payload=escape(payload), label=escape(label))
            for payload, label in one.buttons.items()
        )
        return MESSAGE.format(
            channel=one.channel,
            to=escape(one.to),
            state=escape(f" ({', '.join(one.said)})" if one.said else ""),
            text=escape(one.text),
            form=FORM.format(key=escape(one.key), buttons=buttons),
        )


def shown(answer: Answer, name: str) -> Answer:
    """The same answers, each printed in a line."""

    def told(asked: Asked) -> Said:
        said = answer(asked)
        print(f"{name}: {asked.method} {asked.path} → {said.status}", flush=True)
        return said

    return told
