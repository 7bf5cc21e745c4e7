"""What a browser is sent, and when again."""

import json
from datetime import UTC, datetime, timedelta

from convite.gateways.push import MAX_PAYLOAD
from convite.messaging.push.rules import PAUSES, next_push, push_payload

NOW = datetime(2027, 5, 1, 12, tzinfo=UTC)


def test_message_fits_whatever_its_letters_weigh() -> None:
    made = push_payload(
        title="ن" * 1000, message="🎉" * 1000, path="/events", tag="message.1", locale="ar",
        most=1200,
    )  # fmt: skip
    told = json.loads(made)

    assert len(made) <= 1200 < MAX_PAYLOAD
    assert (len(told["title"]), told["body"][-1]) == (300, "…")


def test_next_try_waits_as_long_as_it_is_asked_to_and_ends_with_the_day() -> None:
    def after(tries: int, asked: float = 0, age: timedelta = timedelta()) -> datetime | None:
        return next_push(tries, at=NOW, told_at=NOW - age, asked=asked)

    assert after(0) == NOW + timedelta(seconds=30)
    assert after(0, asked=600) == NOW + timedelta(seconds=600)
    assert after(len(PAUSES)) is None
    assert after(0, asked=12 * 3600, age=timedelta(hours=13)) is None
