"""A mail server on loopback that behaves as the address says, for trying by hand.

`python -m tests.providers.smtp PORT`, with CONVITE_SMTP_URL set to its address. The part before the `@`, up
to a dot or plus, says what happens: `unknown` 550 5.1.1, `full` 552 5.2.2, `policy` 550 5.7.1, `busy` 451
always, `grey` 450 twice and then taken, `slow` taken after 10 seconds, `drop` the connection breaks.
Everybody else's mail is taken and printed.
"""

import sys
import time

from tests.mailserver import Behaving, mail_server

ANSWERS = {
    "unknown": "550 5.1.1 <{address}>: Recipient address rejected: User unknown",
    "full": "552 5.2.2 <{address}>: Mailbox full",
    "policy": "550 5.7.1 <{address}>: Message refused by policy",
    "busy": "451 4.3.0 Try again later",
}
#: How often a greylisted address is put off.
GREY = 2
SLOW = 10.0


def rule_of(address: str) -> str:
    """What an address asks for."""
    return address.partition("@")[0].partition(".")[0].partition("+")[0].lower()


def answer(address: str, number: int) -> str | None:
    """The answer to an address at its n-th try; None takes it."""
    rule = rule_of(address)
    if rule == "grey" and number <= GREY:
        return "450 4.2.0 Greylisted, try again later"
    return ANSWERS[rule].format(address=address) if rule in ANSWERS else None


def misbehaving() -> Behaving:
    """A server with these rules."""
    return Behaving(
        refuse=answer,
        breaks=lambda address: rule_of(address) == "drop",
        wait=lambda address: SLOW if rule_of(address) == "slow" else 0,
    )


if __name__ == "__main__":
    server, shown = misbehaving(), 0
    with mail_server(server, int(sys.argv[1])) as url:
        print(url, flush=True)
        while True:
            time.sleep(0.2)
            for mail, sender in zip(server.taken[shown:], server.senders[shown:], strict=True):
                print(f"--- returns to {sender}\n{mail}", flush=True)
            shown = len(server.senders)
