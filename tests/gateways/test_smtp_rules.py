"""The mail server for trying by hand does what its addresses say, and the sender understands it."""

import pytest

from convite.gateways.channels import Delayed, NoMailbox, Outgoing, Refused
from convite.gateways.mail import MailServer
from tests.mailserver import mail_server
from tests.providers.smtp import misbehaving


@pytest.mark.unit
async def test_each_rule_is_a_fault_of_its_kind() -> None:
    found = {}
    with mail_server(misbehaving()) as url:
        for rule in ("unknown", "full", "policy", "busy", "grey", "grey", "grey", "drop", "ana"):
            async with MailServer(url).session("Convite <no-reply@example.com>") as session:
                mail = Outgoing(
                    to=f"{rule}@example.com", subject="Hello", text="Hello", locale="en", key="k"
                )
                try:
                    await session.send(mail)
                    kind = None
                except (Refused, Delayed) as fault:
                    kind = type(fault)
                found.setdefault(rule, []).append(kind)

    assert found == {
        "unknown": [NoMailbox], "full": [Refused], "policy": [Refused], "busy": [Delayed],
        "grey": [Delayed, Delayed, None], "drop": [Delayed], "ana": [None],
    }  # fmt: skip
