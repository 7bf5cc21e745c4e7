"""Tickets as text: what is made is read again, and nothing else is accepted."""

import base64
import random
import string
from uuid import UUID

import pytest

from convite.core.base64url import to_base64url
from convite.core.ids import new_id
from convite.entrance.tickets.rules import (
    folded_tag,
    is_of_event,
    is_ours,
    read_text,
    secret_of,
    signer_of,
    text_of,
)

pytestmark = pytest.mark.unit

KEY = b"the server key"
EVENT, TICKET = new_id(), new_id()
TEXT = text_of(KEY, EVENT, TICKET, 3)


def passes_online(text: str, key: bytes = KEY) -> bool:
    code = read_text(text)
    return code is not None and is_ours(key, code) and is_of_event(key, EVENT, code)


def passes_offline(text: str) -> bool:
    """What a device has is the public key alone."""
    code = read_text(text)
    return code is not None and is_of_event(KEY, EVENT, code)


def test_ticket_is_read_as_written() -> None:
    code = read_text(TEXT)

    assert code is not None
    assert (code.ticket_id, code.reissue) == (TICKET, 3)
    assert passes_online(TEXT)
    assert len(TEXT) <= 150
    assert text_of(KEY, EVENT, TICKET, 3) == TEXT


def altered(text: str, luck: random.Random) -> str:
    """Another text that looks like the first."""
    letters = string.ascii_letters + string.digits + "-_."
    kind = luck.randrange(5)
    place = luck.randrange(len(text))
    if kind == 0:
        return text[:place] + luck.choice(letters) + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    if kind == 2:
        return text[:place] + luck.choice(letters) + text[place:]
    if kind == 3:
        return resigned(luck)
    return text[: place // 2] + text[place // 2 :].swapcase()


def resigned(luck: random.Random) -> str:
    """A whole ticket by a forger with a key of their own, in the event's name."""
    key_id = signer_of(KEY, EVENT).key_id
    ticket = TICKET if luck.random() < 0.5 else UUID(int=luck.getrandbits(128))
    reissue, secret = luck.randrange(5), luck.randbytes(16)
    said = f"{key_id}.{to_base64url(ticket.bytes)}.{reissue}.{to_base64url(secret)}"
    return f"{said}.{to_base64url(luck.randbytes(64))}"


def test_none_of_a_hundred_thousand_forgeries_is_accepted() -> None:
    luck = random.Random(20_261_121)
    texts = (altered(TEXT, luck) for _ in range(100_000))

    accepted = [t for t in texts if t != TEXT and (passes_online(t) or passes_offline(t))]

    assert accepted == []


def test_bits_that_encode_nothing_may_not_differ() -> None:
    """Base64 ignores the last bits of the last letter: only one writing of them is ours."""
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    twins = [TEXT[:-1] + letter for letter in alphabet if TEXT[:-1] + letter != TEXT]
    same = [
        t
        for t in twins
        if base64.urlsafe_b64decode(t.split(".")[4] + "==")
        == base64.urlsafe_b64decode(TEXT.split(".")[4] + "==")
    ]

    assert same
    assert [t for t in twins if passes_offline(t)] == []


def test_another_servers_another_events_and_an_older_ticket_differ() -> None:
    assert not passes_online(text_of(b"another key", EVENT, TICKET, 3))
    assert not passes_online(text_of(KEY, new_id(), TICKET, 3))
    assert secret_of(KEY, TICKET, 2) != secret_of(KEY, TICKET, 3)


def test_tag_is_one_however_a_reader_writes_it() -> None:
    assert {folded_tag(uid) for uid in ("04:a2:2b:1c", "04A22B1C", "04-a2-2b-1c")} == {"04A22B1C"}
