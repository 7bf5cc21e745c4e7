from datetime import UTC, datetime

import pytest

from convite.core.schedules import read_cron, seconds_until

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("line", "after", "due"),
    [
        ("* * * * *", "2027-05-01T10:00:30", "2027-05-01T10:01"),
        ("15 3 * * *", "2027-05-01T03:15:00", "2027-05-02T03:15"),
        ("*/20 * * * *", "2027-05-01T10:41:00", "2027-05-01T11:00"),
        ("0 0 1 1 *", "2027-05-01T10:00:00", "2028-01-01T00:00"),
        ("0 9 * * 1-5", "2027-05-01T10:00:00", "2027-05-03T09:00"),
        ("0 9 * * 7", "2027-05-01T10:00:00", "2027-05-02T09:00"),
        ("30 1 29 2 *", "2027-05-01T10:00:00", "2028-02-29T01:30"),
    ],
)
def test_cron_finds_the_next_minute(line, after, due) -> None:
    assert read_cron(line).after(datetime.fromisoformat(after)) == datetime.fromisoformat(due)


@pytest.mark.parametrize("line", ["", "* * * *", "61 * * * *", "5-1 * * * *", "x * * * *"])
def test_what_is_no_cron_line_is_refused(line) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_cron(line)


def test_a_day_that_never_comes_is_refused() -> None:
    with pytest.raises(ValueError, match="fits no day"):
        read_cron("0 0 30 2 *").after(datetime(2027, 1, 1, tzinfo=UTC))


def test_every_counts_seconds() -> None:
    assert seconds_until("every:5", datetime(2027, 1, 1, tzinfo=UTC)) == 5
