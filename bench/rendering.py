"""Mails rendered a second on one core: the text in the guest's language, its HTML, and the finished mail."""

import time
from collections.abc import Callable

from bench.table import Row
from convite.core.language import translator
from convite.gateways.channels import Outgoing
from convite.gateways.mail import written
from convite.messaging.broadcasts.rules import text_of
from convite.messaging.mails.rules import Look, html_of

MAILS = 2000


def rendered(number: int) -> Outgoing:
    """One mail's text and HTML."""
    locale = ("en", "es", "ar")[number % 3]
    link = f"https://convite.example/r/{number:025d}"
    values = {
        "name": f"Ana Ruiz {number}", "event": "Ana & León", "when": "1 May 2030, 18:00",
        "where": "Finca La Alameda, Valencia", "answer_by": "1 April 2030", "link": link,
    }  # fmt: skip
    words = text_of("", "change", values, translator(locale))
    html = html_of(words, [link], Look(title="Ana & León"), locale, unsubscribe=f"{link}/u")
    return Outgoing(
        to=f"person{number}@example.com", subject="Ana & León", text=words, locale=locale,
        key=str(number), id=str(number), html=html, sender_name="Ana", reply_to="ana@example.com",
        unsubscribe=f"{link}/u",
    )  # fmt: skip


def finished(number: int) -> int:
    """One mail as it goes to the server; its bytes."""
    return len(written(rendered(number), "Convite <no-reply@convite.example>").as_bytes())


def rate(work: Callable[[int], object]) -> float:
    """How many a second of processor time."""
    work(0)
    started = time.process_time()
    for number in range(MAILS):
        work(number)
    return MAILS / (time.process_time() - started)


def measure() -> list[Row]:
    """The rows of the table."""
    each, whole = rate(rendered), rate(finished)
    return [
        Row("mails rendered a second and core: text and HTML", f"{each:.0f}", "≥ 300", each >= 300),
        Row("the same, with the finished MIME message", f"{whole:.0f}", "", True),
    ]


if __name__ == "__main__":
    for line in measure():
        print(line)
