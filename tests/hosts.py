"""Somebody who runs events, and their events, made as the program makes them."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import Actor
from convite.events.event.actions import create_event, publish
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate
from convite.people.identity.actions import register
from convite.people.identity.schemas import Register
from tests.database import Fresh

NUMBERS = count(1)


@dataclass(frozen=True, kw_only=True)
class Host:
    """An account with its organization."""

    user_id: UUID
    organization_id: UUID

    @property
    def actor(self) -> Actor:
        return Actor(kind="user", id=self.user_id)

    @property
    def principal(self) -> Principal:
        return Principal(organization_id=self.organization_id, user_id=self.user_id)


async def make_host(database: Database) -> Host:
    """A new account."""
    body = Register(
        name="Ada Host", email=f"host{next(NUMBERS)}@example.com", password="a long sentence"
    )
    async with database.tx() as tx:
        user = await register(tx, body, password_hash="none")
        return Host(user_id=user.id, organization_id=user.organization_id)


async def make_silent_host(database: Fresh) -> Host:
    """A new account whose registration starts no job, for tests that look at the queue itself."""
    host = await make_host(database.app)
    await database.system.pool.execute(
        "DELETE FROM activity_outbox WHERE organization_id = $1", host.organization_id
    )
    return host


async def make_event(database: Database, host: Host, **values: Any) -> Event:
    """A published event of theirs in a week."""
    given = {
        "title": "Ana & Leo",
        "timezone": "Europe/Madrid",
        "starts_at": now() + timedelta(days=7),
        **values,
    }
    async with database.tx(host.principal) as tx:
        event = await create_event(
            tx,
            host.actor,
            EventCreate(**given),
            organization_id=host.organization_id,
            user_id=host.user_id,
        )
        return await publish(tx, host.actor, event)
