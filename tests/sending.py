"""A round of the sender, as the worker makes one every second."""

import asyncio

from convite.core.database import Database
from convite.gateways.registry import CHANNELS
from convite.messaging.sending.jobs import send_by


async def send_messages(system: Database) -> None:
    """Sends what is queued, through all channels."""
    await asyncio.gather(*(send_by(system, channel) for channel in CHANNELS.values()))
