"""What reminders say and when they may arrive."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from convite.core.language import LOCALES, translator
from convite.messaging.reminders.rules import text_of
from convite.messaging.wording.rules import filled, not_before, unknown_placeholders

NIGHT = (time(22), time(8))
SIESTA = (time(14), time(16, 30))
VALUES = {
    "name": "Zoë", "event": "Ana & León", "when": "Saturday, 18:00", "where": "Toledo",
    "link": "https://convite.example/r/abc", "answer_by": "1 April",
}  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "zone", "quiet", "arrives"),
    [
        ("2027-05-01T19:00", "Europe/Madrid", NIGHT, "2027-05-01T19:00"),  # 21:00 there
        ("2027-05-01T20:00", "Europe/Madrid", NIGHT, "2027-05-02T06:00"),  # 22:00 there
        ("2027-05-02T05:59", "Europe/Madrid", NIGHT, "2027-05-02T06:00"),
        ("2027-05-02T06:00", "Europe/Madrid", NIGHT, "2027-05-02T06:00"),
        ("2027-05-01T12:00", "Europe/Madrid", SIESTA, "2027-05-01T14:30"),
        ("2027-05-01T12:00", "America/New_York", NIGHT, "2027-05-01T12:00"),  # 8:00 there
        ("2027-03-28T00:30", "Europe/Madrid", NIGHT, "2027-03-28T06:00"),  # the clock jumps
        ("2027-05-01T23:00", "Europe/Madrid", None, "2027-05-01T23:00"),
        ("2027-05-01T23:00", "Europe/Madrid", (time(8), time(8)), "2027-05-01T23:00"),
    ],
)
def test_nobody_is_reminded_at_night(moment, zone, quiet, arrives) -> None:
    asked = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert not_before(asked, zone, quiet) == datetime.fromisoformat(arrives).replace(tzinfo=UTC)
    assert not_before(asked, zone, quiet).astimezone(ZoneInfo(zone)) >= asked


def test_only_known_words_are_filled_in() -> None:
    assert unknown_placeholders("{{name}}, {{ link }}, {{password}}") == ["{{password}}"]
    assert filled("{{name}} {{ event }}", {**VALUES, "name": "{{link}}"}) == "{{link}} Ana & León"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize("audience", ["unanswered", "coming"])
def test_our_words_name_the_event_and_the_link(locale: str, channel: str, audience: str) -> None:
    said = text_of("", channel, audience, VALUES, translator(locale))

    assert all(VALUES[name] in said for name in ("name", "event", "link", "when"))
    assert "{" not in said
    assert ("1 April" in said) == (channel == "email" and audience == "unanswered")
    assert channel == "email" or "\n" not in said
