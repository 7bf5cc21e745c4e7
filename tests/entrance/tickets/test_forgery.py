"""A hundred thousand forged tickets: none is accepted, at the server or by a device without a network."""

import random
import string
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from convite.core.base64url import to_base64url
from convite.core.ids import new_id
from convite.core.log import SYSTEM
from convite.entrance.checkin.actions import ScanRequest, is_direct, tickets_in
from convite.entrance.checkin.schemas import Scan
from convite.entrance.tickets.rules import (
    is_link_key,
    is_of_event,
    link_key,
    read_text,
    signer_of,
    text_of,
)

pytestmark = pytest.mark.unit

FORGED = 100_000
KEY, EVENT, OTHER_EVENT = b"the server key", new_id(), new_id()
LETTERS = string.ascii_letters + string.digits + "-_"
#: The tickets of an event, each with its present number, and their texts.
TICKETS = {UUID(int=random.Random(n).getrandbits(128), version=4): n % 4 for n in range(200)}
TEXTS = [text_of(KEY, EVENT, key, number) for key, number in TICKETS.items()]
FORGER = Ed25519PrivateKey.generate()


@pytest.fixture(scope="module", autouse=True)
def server_key() -> object:
    """The server's key, as scans read it."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        "convite.entrance.checkin.actions.settings", lambda: type("S", (), {"secret": KEY})
    )
    yield
    patch.undo()


def is_let_in_online(text: str) -> bool:
    """What a scan's statement gets to see; it also compares the number with the stored one."""
    scan = Scan(nonce="n", ticket=text)
    code = tickets_in([ScanRequest(scan=scan, actor=SYSTEM)]).get(0)
    return (
        is_direct(scan, EVENT, code)
        and code is not None
        and is_current(code.ticket_id, code.reissue)
    )


def is_let_in_offline(text: str) -> bool:
    """The roster's rule: signed with the event's key, a ticket of the list, and its present number."""
    code = read_text(text)
    if code is None or not is_of_event(KEY, EVENT, code):
        return False
    return is_current(code.ticket_id, code.reissue)


def is_current(ticket_id: UUID, reissue: int) -> bool:
    return TICKETS.get(ticket_id) == reissue


def other_letter(text: str, luck: random.Random) -> str:
    place = luck.randrange(len(text))
    letter = luck.choice(LETTERS.replace(text[place], ""))
    return text[:place] + letter + text[place + 1 :]


def parts_mixed(text: str, luck: random.Random) -> str:
    """Parts of one ticket among those of another: all are genuine, but not of one ticket."""
    one, other = text.split("."), luck.choice([t for t in TEXTS[:50] if t != text]).split(".")
    place = luck.choice([1, 3, 4])
    return ".".join([*one[:place], other[place], *one[place + 1 :]])


def other_number(text: str, luck: random.Random) -> str:
    parts = text.split(".")
    parts[2] = str(luck.choice([n for n in range(99) if str(n) != parts[2]]))
    return ".".join(parts)


def own_signature(text: str, luck: random.Random) -> str:
    """Signed by the forger under the event's key id, with a guessed secret."""
    parts = text.split(".")
    parts[3] = to_base64url(luck.randbytes(16))
    signed = ".".join(parts[:4])
    return f"{signed}.{to_base64url(FORGER.sign(signed.encode()))}"


def of_another_event(text: str, luck: random.Random) -> str:
    """A genuine ticket of another event of this server."""
    return text_of(KEY, OTHER_EVENT, luck.choice(list(TICKETS)), luck.randrange(4))


def of_another_server(text: str, luck: random.Random) -> str:
    key = luck.choice(list(TICKETS))
    return text_of(luck.randbytes(32), EVENT, key, TICKETS[key])


def guessed(text: str, luck: random.Random) -> str:
    """The right form, and nothing else that is right but the event's key id."""
    key, number = luck.choice(list(TICKETS.items()))
    secret, signature = to_base64url(luck.randbytes(16)), to_base64url(luck.randbytes(64))
    return f"{signer_of(KEY, EVENT).key_id}.{to_base64url(key.bytes)}.{number}.{secret}.{signature}"


def otherwise_written(text: str, luck: random.Random) -> str:
    """The same bytes in other letters, or blanks around them."""
    return luck.choice(
        [text + "=", f" {text}", text + "\n", text.replace(".", ". ", 1), text + "."]
    )


KINDS = {
    other_letter: 18_000,
    parts_mixed: 10_000,
    other_number: 8_000,
    guessed: 32_000,
    own_signature: 4_000,
    otherwise_written: 26_000,
    of_another_event: 1_000,
    of_another_server: 1_000,
}


def test_genuine_tickets_are_let_in() -> None:
    """Or the next test would show nothing."""
    assert all(is_let_in_online(text) and is_let_in_offline(text) for text in TEXTS)


def test_none_of_100_000_forged_tickets_is_accepted() -> None:
    luck, accepted = random.Random(7), []
    assert sum(KINDS.values()) == FORGED

    for forge, number in KINDS.items():
        for at in range(number):
            text = forge(TEXTS[at % len(TEXTS)], luck)
            if is_let_in_online(text) or is_let_in_offline(text):
                accepted.append((forge.__name__, text))

    assert accepted == []


def test_ticket_reissued_is_let_in_by_no_former_text() -> None:
    key, number = next(iter(TICKETS.items()))
    former = [text_of(KEY, EVENT, key, n) for n in range(6) if n != number]

    assert not any(is_let_in_online(text) or is_let_in_offline(text) for text in former)


def test_keys_of_ticket_pages_cannot_be_guessed() -> None:
    luck = random.Random(11)
    key, number = next(iter(TICKETS.items()))
    right = link_key(KEY, key, number)
    tried = [
        *(other_letter(right, luck).lower() for _ in range(10_000)),
        *(link_key(KEY, other, number) for other in list(TICKETS)[1:]),
        *(link_key(KEY, key, n) for n in range(20) if n != number),
        *(link_key(luck.randbytes(32), key, number) for _ in range(1_000)),
        *("", right[:-1], right + "0"),
    ]

    assert is_link_key(KEY, key, number, right)
    assert [
        guess for guess in tried if guess != right and is_link_key(KEY, key, number, guess)
    ] == []
