"""What can be chosen, when the day's mail is due, and what it says."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

import convite
from convite.core.language import translator
from convite.messaging.notifications.rules import (
    KINDS,
    PATHS,
    Choice,
    Collected,
    choice_for,
    digest_text,
    next_digest,
    path_of,
)

DAILY = {"polls": {"mail": "daily", "push": True}}
#: These mails keep an account safe, or are what notifications are mailed by.
MAY_MAIL = {"messaging/accountnews", "messaging/delivery", "messaging/notifications"}


def test_only_news_that_can_be_chosen_is_left_out() -> None:
    never = {kind: {"mail": "never", "push": False} for kind in KINDS.values()}

    left_out = {
        about for about in PATHS if choice_for(never, about) == Choice(mail="never", push=False)
    }

    assert left_out == set(KINDS)
    assert choice_for(never, "passkey_added") == Choice()
    assert choice_for({"polls": {"mail": "daily"}}, "date_poll_ended") == Choice(mail="daily")


def test_nobody_mails_users_without_asking_what_they_chose() -> None:
    root = Path(convite.__file__).parent
    callers = {
        str(path.parent.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "mail_user"
    }

    assert callers == MAY_MAIL


@pytest.mark.parametrize(
    ("zone", "at", "due"),
    [
        ("UTC", "2027-05-01T07:59", "2027-05-01T08:00"),
        ("UTC", "2027-05-01T08:00", "2027-05-02T08:00"),
        ("Asia/Tokyo", "2027-05-01T12:00", "2027-05-01T23:00"),
        # the night of the clock's change is an hour shorter
        ("Europe/Madrid", "2027-03-27T12:00", "2027-03-28T06:00"),
        ("America/Los_Angeles", "2027-05-01T03:00", "2027-05-01T15:00"),
    ],
)
def test_the_days_mail_is_due_at_eight_where_its_reader_is(zone: str, at: str, due: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    assert next_digest(DAILY, zone, moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert next_digest({}, zone, moment) is None


def test_the_days_mail_names_twenty_by_event_and_says_how_many_more() -> None:
    items = [
        Collected(event="Fest" if number % 2 else "", title=f"News {number}", message="")
        for number in range(25)
    ]

    text = digest_text(translator("en"), name="Ana", items=items, url="https://c.example/n")

    assert text.subject == "You have 25 unread notifications"
    assert text.text.count("- News") == 20
    assert text.text.index("Other news\n- News 0\n- News 2\n") < text.text.index("Fest\n- News 1\n")
    assert "And 5 more." in text.text


def test_what_has_no_page_leads_nowhere() -> None:
    assert path_of("report_upheld", None, {}) is None
    assert path_of("message", None, {}) is None
    assert path_of("waitlist_offered", None, {"slug": "fest-1"}) == "/e/fest-1/join"
