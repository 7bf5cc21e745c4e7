"""Signatures by the specification, when a delivery is tried again, and what it tells."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from convite.core.ids import new_id
from convite.messaging.webhooks.rules import (
    PATIENCE,
    asked_pause,
    headers_of,
    new_signing_secret,
    next_try,
    payload_of,
    rest_of,
    sealed,
    signature,
    unsealed,
    values_of,
)
from tests.messaging.webhooks.verifying import is_genuine

NOON = datetime(2027, 5, 1, 12, tzinfo=UTC)
#: The example that the specification publishes.
EXAMPLE = {
    "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "timestamp": 1614265330,
    "body": b'{"test": 2432232314}',
    "signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_signature_is_the_one_of_the_published_example() -> None:
    made = signature(EXAMPLE["secret"], EXAMPLE["id"], EXAMPLE["timestamp"], EXAMPLE["body"])
    headers = {
        "webhook-id": EXAMPLE["id"],
        "webhook-timestamp": str(EXAMPLE["timestamp"]),
        "webhook-signature": EXAMPLE["signature"],
    }

    assert made == EXAMPLE["signature"]
    assert is_genuine(EXAMPLE["secret"], headers, EXAMPLE["body"], at=EXAMPLE["timestamp"])


def test_receiver_of_the_documentation_takes_what_is_sent() -> None:
    text = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    secret, other = new_signing_secret(), new_signing_secret()
    headers = headers_of(new_id(), b'{"a":1}', at=datetime.now(UTC), keys=[other, secret])
    old = headers_of(new_id(), b'{"a":1}', at=NOON, keys=[secret])

    assert names["is_genuine"](secret, headers, b'{"a":1}')
    assert not names["is_genuine"](secret, headers, b'{"a":2}')
    assert not names["is_genuine"](new_signing_secret(), headers, b'{"a":1}')
    assert not names["is_genuine"](secret, old, b'{"a":1}')


def test_while_secrets_change_both_sign() -> None:
    new, old, other = (new_signing_secret() for _ in range(3))
    headers = headers_of(new_id(), b"{}", at=NOON, keys=[new, old])
    at = NOON.timestamp()

    assert [is_genuine(one, headers, b"{}", at=at) for one in (new, old, other)] == [
        True, True, False,
    ]  # fmt: skip
    assert not is_genuine(new, headers, b"{ }", at=at)
    assert not is_genuine(new, headers, b"{}", at=at + 600)
    assert not is_genuine(new, {**headers, "webhook-id": str(uuid4())}, b"{}", at=at)


def test_secret_is_kept_encrypted() -> None:
    secret = new_signing_secret()
    kept = sealed(b"server key", secret)

    assert secret.encode() not in kept
    assert unsealed(b"server key", kept) == secret
    with pytest.raises(InvalidTag):
        unsealed(b"another key", kept)


def test_tries_back_off_for_three_days_and_the_last_is_at_their_end() -> None:
    moments, end = [NOON], NOON + PATIENCE
    while (again := next_try(len(moments) - 1, at=moments[-1], give_up_at=end)) is not None:
        moments.append(again)

    pauses = [(after - before).total_seconds() for before, after in pairwise(moments)]
    assert pauses[:8] == [5, 30, 120, 600, 3600, 14400, 43200, 43200]
    assert moments[-1] == end
    assert sum(pauses) == timedelta(days=3).total_seconds()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0), ("", 0), ("120", 120), ("999999999999", 12 * 3600), ("-5", 0), ("1e3", 0),
        ("Sat, 01 May 2027 12:10:00 GMT", 600), ("Sat, 01 May 2027 11:00:00 GMT", 0), ("²", 0),
        ("soon", 0),
    ],
)  # fmt: skip
def test_receiver_may_ask_to_wait_within_bounds(header: str | None, seconds: float) -> None:
    assert asked_pause(header, NOON) == seconds


def test_longer_of_both_pauses_is_taken() -> None:
    end = NOON + PATIENCE

    assert next_try(0, at=NOON, give_up_at=end, asked=90) == NOON + timedelta(seconds=90)
    assert next_try(3, at=NOON, give_up_at=end, asked=90) == NOON + timedelta(seconds=600)


def test_endpoint_that_fails_rests_for_a_minute_at_most() -> None:
    assert [rest_of(number) for number in (1, 2, 3, 6, 10_000)] == [2, 4, 8, 60, 60]


def test_payload_names_things_and_changes_and_no_free_text() -> None:
    event, tenant = uuid4(), uuid4()
    row = {
        "data": json.dumps({"version": 3, "reason": "Ana is ill", "event_id": str(event)}),
        "changes": json.dumps({"status": ["published", "canceled"]}),
        "organization_id": tenant,
        "event_id": event,
        "object_type": "event",
        "object_id": event,
    }

    assert json.loads(payload_of("event_canceled", NOON, values_of(row))) == {
        "type": "event_canceled",
        "timestamp": "2027-05-01T12:00:00Z",
        "data": {
            "organization_id": str(tenant),
            "event_id": str(event),
            "object_type": "event",
            "object_id": str(event),
            "version": 3,
            "changes": {"status": {"before": "published", "after": "canceled"}},
        },
    }
