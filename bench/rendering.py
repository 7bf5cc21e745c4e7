"""Mails rendered a second on one core: the text in the guest's language, its HTML, and the finished mail."""

import time

from bench.table import Row
from convite.core.language import translator
from convite.gateways.channels import Outgoing
from convite.gateways.mail import written
from convite.messaging.broadcasts.rules import text_of
from convite.messaging.mails.rules import Look, html_of

MAILS, BAR = 3000, 300


def render(number: int) -> int:
    """One mail's bytes."""
    locale = ("en", "es", "ar")[number % 3]
    link = f"https://convite.example/r/{number:025d}"
    values = {
        "name": f"Ana Ruiz {number}", "event": "Ana & León", "when": "1 May 2030, 18:00",
        "where": "Finca La Alameda, Valencia", "answer_by": "1 April 2030", "link": link,
    }  # fmt: skip
    words = text_of("", "change", values, translator(locale))
    html = html_of(words, [link], Look(title="Ana & León"), locale, unsubscribe=f"{link}/u")
    message = Outgoing(
        to=f"person{number}@example.com", subject="Ana & León", text=words, locale=locale,
        key=str(number), id=str(number), html=html, sender_name="Ana", reply_to="ana@example.com",
        unsubscribe=f"{link}/u",
    )  # fmt: skip
    return len(written(message, "Convite <no-reply@convite.example>").as_bytes())


def measure() -> list[Row]:
    """The row of the table."""
    render(0)
    started = time.process_time()
    size = sum(render(number) for number in range(MAILS))
    each = MAILS / (time.process_time() - started)
    return [
        Row(
            f"mails rendered a second and core, {size / MAILS / 1024:.0f} KB each",
            f"{each:.0f}",
            f"≥ {BAR}",
            each >= BAR,
        )
    ]


if __name__ == "__main__":
    for line in measure():
        print(line)
