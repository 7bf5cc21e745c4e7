"""Writes of providers: a test message is queued, a stopped channel tried again."""

import logging
from uuid import UUID

from convite.core.access import Token
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.problems import FieldText, invalid
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.models import Message
from convite.messaging.providers.queries import test_of
from convite.messaging.providers.rules import address_on
from convite.messaging.providers.schemas import ProviderTestOut
from convite.messaging.sending.actions import TEST_KEY, clear_stop

log = logging.getLogger("convite.messages")


async def queue_test(tx: Tx, token: Token, channel: str, to: str) -> UUID:
    """Queues a test message, before those to guests; without a provider it goes to the outbox page.

    Raises:
        Invalid: it isn't an address of this channel.
    """
    address = address_on(channel, to)
    if address is None:
        english = "Write an e-mail address, or a phone number with + and the country code."
        raise invalid("to", FieldText(name="provider.address", english=english))
    key = new_id()
    row = Message(
        id=key,
        organization_id=token.organization_id,
        user_id=token.user_id,
        channel=channel,
        address=address,
        subject="Convite: test",
        text=f"A test from Convite at {settings().address}. You don't need to do anything.",
        dedup_key=f"{TEST_KEY}{key}",
        status="queued" if CHANNELS[channel].is_configured else "outbox",
        priority=1,
    )
    tx.add(row)
    await tx.flush()
    return key


async def send_test(system: Database, token: Token, channel: str, to: str) -> ProviderTestOut:
    """Queues a test message and returns its status."""
    async with system.tx() as tx:
        key = await queue_test(tx, token, channel, to)
    return await test_of(system, key)


async def resume(system: Database, token: Token, channel: str) -> None:
    """Has a channel whose provider refused everything tried again; the server's log says who did it."""
    await clear_stop(system, channel)
    log.warning("%s is tried again, as user %s asked", channel, token.user_id)
