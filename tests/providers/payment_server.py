"""What the payment providers on loopback share: faults on demand, events with signatures, and a dashboard.

A server is steered by its methods from tests, and by its pages by hand: the page that a payment's
`redirect_url` leads to is the buyer's, `/dashboard` is the account's. What buyers and the account do makes
events; they wait in `waiting` for `deliver`, or go to `webhook_url` by themselves after `start`.
"""

import json
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from html import escape
from random import Random
from threading import RLock, Thread
from typing import Any, ClassVar
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl
from urllib.request import Request, urlopen

from tests.providers.loopback import Asked, Page, Said, serving

#: How often an event is delivered by itself, and the seconds between.
TRIES, PAUSE = 5, 2.0

PAGE = """<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>{title}</title><style>body{{font:16px system-ui;max-width:44rem;margin:1rem auto;padding:0 1rem}}
form{{display:flex;gap:.5rem;flex-wrap:wrap;margin:.5rem 0}}article{{border:1px solid #8888;padding:.75rem;
margin:.75rem 0}}input,button,select{{font:inherit;padding:.4rem;
max-width:100%;box-sizing:border-box}}</style>
<h1>{title}</h1>{content}</html>"""


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event as it is delivered, without its signature."""

    key: str
    kind: str
    body: bytes


@dataclass(kw_only=True)
class Trouble:
    """What goes wrong with the next calls of a path."""

    method: str
    path: re.Pattern[str]
    said: Said
    times: int
    #: Whether the effect takes place all the same, and only its answer is lost.
    is_after: bool


def page(title: str, content: str, status: int = 200) -> Said:
    """A page for people."""
    return Said(status=status, content=Page(PAGE.format(title=escape(title), content=content)))


def moved(location: str) -> Said:
    """Another address to go to."""
    return Said(status=303, headers={"location": location})


def buttons(action: str, **labels: str) -> str:
    """A form with a button for each word."""
    made = "".join(
        f'<button name=act value="{escape(word)}">{escape(label)}</button>'
        for word, label in labels.items()
    )
    return f'<form method=post action="{escape(action)}">{made}</form>'


def query_of(asked: Asked) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(asked.path.partition("?")[2], keep_blank_values=True))


def form_of(asked: Asked) -> dict[str, str]:
    """The fields of a form."""
    return dict(parse_qsl(asked.body.decode(), keep_blank_values=True))


@dataclass(kw_only=True)
class PaymentServer:
    """A provider. Subclasses say what its calls do, and how events are signed."""

    name: ClassVar[str] = ""
    #: Method, pattern of the path, and the name of the method that answers; the pattern's groups are its
    #: arguments.
    routes: ClassVar[Sequence[tuple[str, str, str]]] = ()
    #: Whatever matches is for people, and needs no key.
    open_pages: ClassVar[str] = r"/dashboard"

    #: The account's keys, its id, and the secrets of its webhooks, the newest first.
    secrets: dict[str, str] = field(default_factory=dict)
    account: str = ""
    webhook_secrets: list[str] = field(default_factory=list)
    mode: str = "test"
    #: Where events go by themselves once `start` was called.
    webhook_url: str = ""
    address: str = ""
    #: Seconds by which its clock is ahead, and for which it thinks about each call.
    ahead: float = 0
    thinks: float = 0
    #: Refunds stay pending until `settle_refund`.
    slow_refunds: bool = False
    requests: list[Asked] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    interludes: list[tuple[re.Pattern[str], Callable[[], object]]] = field(default_factory=list)
    #: Every event that there was, and those that weren't delivered yet.
    events: list[Event] = field(default_factory=list)
    waiting: list[Event] = field(default_factory=list)
    lock: Any = field(default_factory=RLock)

    # --- what subclasses say

    def is_known(self, asked: Asked) -> bool:
        """Whether a call has the account's key."""
        raise NotImplementedError

    def stranger(self) -> Said:
        """The answer to a call without it."""
        raise NotImplementedError

    def missing(self) -> Said:
        """The answer to an unknown path or id."""
        raise NotImplementedError

    def signed(self, event: Event, secret: str = "") -> dict[str, str]:
        """The headers of an event, signed with the account's secret or another."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """The settings by which Convite finds it."""
        return {f"CONVITE_{self.name.upper()}_BASE_URL": self.address}

    def payments(self) -> list[tuple[str, str]]:
        """Payments by id, and what to say of each."""
        raise NotImplementedError

    def act(self, word: str, key: str, amount: int | None) -> None:
        """Does what was pressed on the dashboard."""
        raise NotImplementedError

    #: Buttons of the dashboard, for each payment.
    acts: ClassVar[dict[str, str]] = {}

    # --- calls

    def fail(
        self, path: str, said: Said, *, method: str = "", times: int = 1, after: bool = False
    ) -> None:
        """The next calls whose path matches are answered like this; with `after`, once they had effect."""
        made = Trouble(method=method, path=re.compile(path), said=said, times=times, is_after=after)
        self.troubles.append(made)

    def meanwhile(self, path: str, act: Callable[[], object]) -> None:
        """Something happens just before the next call whose path matches takes effect."""
        self.interludes.append((re.compile(path), act))

    def now(self) -> int:
        """Its clock, in seconds."""
        return int(time.time() + self.ahead)

    def asked_for(self, path: str, method: str = "") -> list[Asked]:
        """The calls that came for a path."""
        return [
            one
            for one in self.requests
            if re.fullmatch(path, one.path.partition("?")[0]) and one.method.startswith(method)
        ]

    def answer(self, asked: Asked) -> Said:
        """Answers a call, unless something goes wrong with it."""
        path = asked.path.partition("?")[0]
        is_open = re.match(self.open_pages, path) is not None
        with self.lock:
            if not is_open:
                self.requests.append(asked)
            trouble = self.trouble_with(asked.method, path)
            acts = [one for one in self.interludes if one[0].search(path)]
            self.interludes = [one for one in self.interludes if one not in acts]
        if self.thinks and not is_open:
            time.sleep(self.thinks)
        if trouble is not None and not trouble.is_after:
            return trouble.said
        for _, act in acts:
            act()
        with self.lock:
            said = self.done(asked, path, is_open=is_open)
            # written now, as it may change before it is sent
            if said.raw is None and not isinstance(said.content, Page):
                said = replace(said, raw=json.dumps(said.content).encode())
        return said if trouble is None else trouble.said

    def trouble_with(self, method: str, path: str) -> Trouble | None:
        """What goes wrong with a call."""
        for trouble in self.troubles:
            if trouble.path.search(path) and trouble.method in ("", method):
                trouble.times -= 1
                if trouble.times <= 0:
                    self.troubles.remove(trouble)
                return trouble
        return None

    def done(self, asked: Asked, path: str, *, is_open: bool) -> Said:
        """What a call does."""
        if path == "/dashboard":
            return self.dashboard(asked)
        if not is_open and not self.is_known(asked):
            return self.stranger()
        for method, pattern, name in self.routes:
            match = re.fullmatch(pattern, path)
            if match and method == asked.method:
                try:
                    said: Said = getattr(self, name)(asked, *match.groups())
                except KeyError:
                    return self.missing()
                return said
        return self.missing()

    # --- events

    def tell(self, event: Event) -> None:
        """Something happened."""
        self.events.append(event)
        self.waiting.append(event)

    def deliver(
        self,
        url: str = "",
        *,
        copies: int = 1,
        random: Random | None = None,
        forged: float = 0,
        at_once: int = 1,
    ) -> list[tuple[Event, int]]:
        """Delivers the events that wait, and says how each call was answered (0 for not at all).

        With `random` each comes 1 to `copies` times, in any order; without, exactly so often. So many of
        the calls, as a fraction, come a second time with a wrong signature. `at_once` calls are made at the
        same time. Blocks: call it in a thread.
        """
        with self.lock:
            events, self.waiting = self.waiting, []
        calls = [
            (event, "")
            for event in events
            for _ in range(random.randint(1, copies) if random else copies)
        ]
        draw = random or Random(0)
        calls += [(event, "a-wrong-secret") for event, _ in calls if draw.random() < forged]
        if random is not None:
            random.shuffle(calls)
        place = url or self.webhook_url
        with ThreadPoolExecutor(at_once) as pool:
            statuses = pool.map(lambda call: self.call(place, *call), calls)
            return [(event, status) for (event, _), status in zip(calls, statuses, strict=True)]

    def call(self, url: str, event: Event, secret: str = "") -> int:
        """Delivers one event; returns the status of the answer, 0 if there was none."""
        headers = {"content-type": "application/json", **self.signed(event, secret)}
        try:
            with urlopen(Request(url, data=event.body, headers=headers), timeout=15) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0

    def start(self) -> None:
        """Delivers events by itself from now on, each until it is taken."""
        Thread(target=self.work, daemon=True).start()

    def work(self) -> None:
        """Delivers what waits."""
        tries: dict[str, int] = {}
        while True:
            time.sleep(PAUSE / 10)
            with self.lock:
                events, self.waiting = (
                    (self.waiting, []) if self.webhook_url else ([], self.waiting)
                )
            for event in events:
                tries[event.key] = tries.get(event.key, 0) + 1
                status = self.call(self.webhook_url, event)
                print(f"{self.name}: {event.kind} → {status or 'no answer'}", flush=True)
                if not 200 <= status < 300 and tries[event.key] < TRIES:
                    time.sleep(PAUSE)
                    self.waiting.append(event)

    # --- the dashboard

    def dashboard(self, asked: Asked) -> Said:
        """The account's payments, and what can be done with them."""
        if asked.method == "POST":
            form = form_of(asked)
            if "webhook_url" in form:
                self.webhook_url = form["webhook_url"]
            else:
                amount = int(form["amount"]) if form.get("amount", "").isdigit() else None
                # what can't be done with a payment isn't
                with suppress(KeyError, IndexError, StopIteration):
                    self.act(form["act"], form["key"], amount)
            return moved("/dashboard")
        articles = "".join(
            f"<article><b>{escape(key)}</b> {escape(text)}<form method=post>"
            f'<input type=hidden name=key value="{escape(key)}">'
            f'<input name=amount inputmode=numeric aria-label="Amount" placeholder="Amount in minor units">'
            + "".join(
                f'<button name=act value="{word}">{label}</button>'
                for word, label in self.acts.items()
            )
            + "</form></article>"
            for key, text in reversed(self.payments())
        )
        keys = "".join(f"<li>{name}: <code>{value}</code>" for name, value in self.secrets.items())
        content = (
            f"<ul>{keys}<li>account: <code>{self.account}</code><li>webhook: "
            f"<code>{', '.join(self.webhook_secrets)}</code></ul><form method=post>"
            f'<input name=webhook_url size=40 value="{escape(self.webhook_url)}" aria-label="Webhook">'
            f"<button>Send events there</button></form>{articles}"
        )
        return page(f"{self.name.capitalize()} dashboard", content)

    @contextmanager
    def running(self, port: int = 0) -> Iterator[str]:
        """Serves until the end; gives the address, which Convite is told as the base URL."""
        with serving(self.answer, port) as address:
            self.address = address
            yield address


def is_address(url: str) -> bool:
    """Whether a provider can send people to an address."""
    return re.match(r"https?://[^/?#\s]+", url) is not None


def key(prefix: str) -> str:
    """A new id."""
    return f"{prefix}{secrets.token_hex(10)}"
