"""An event whose guests have numbers, and WhatsApp's API on loopback."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from convite.core.config import settings
from convite.core.ids import new_id
from convite.core.queue import JOBS, Job, LoggedFact
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.messaging.broadcasts import actions as broadcasts
from convite.messaging.broadcasts.jobs import send_broadcasts
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.schemas import Audience, BroadcastFields
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import RenderedText
from convite.messaging.receipts import actions as receipts
from convite.messaging.receipts.jobs import read_calls
from convite.people.guests.models import Guest
from convite.room.attendees.queries import party_of
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.providers.graph import ACCOUNT_ID, PHONE_ID, SECRET, TOKEN, Graph, call_of, graph_server
from tests.sending import send_messages


class Stage:
    """An event whose guests have numbers, and the API."""

    def __init__(self, database: Fresh, host: Host, event: Event, graph: Graph) -> None:
        self.database, self.host, self.event, self.graph = database, host, event, graph

    async def guest(self, phone: str) -> UUID:
        """A guest with a number, in a party of one."""
        async with self.database.app.tx(self.host.principal) as tx:
            who = PartyGuest(first_name="Jo", phone=phone)
            party = await invite(tx, self.host.actor, self.event, InvitationFields(guests=[who]))
            return (await party_of(tx, party.invitation.id))[0].guest.id

    async def write(self, *guests: UUID) -> None:
        """Queues a message to each, and sends what waits."""
        async with self.database.app.tx(self.host.principal) as tx:
            drafts = [
                Draft(
                    guest=await tx.get_one(Guest, key),
                    locale="en",
                    words=RenderedText(subject="", text="Hello"),
                    key=str(new_id()),
                    channel="whatsapp",
                )
                for key in guests
            ]
            await queue_messages(tx, self.event, drafts)
        await self.send()

    async def send(self) -> None:
        await send_messages(self.database.system)

    async def hear(self, *values: dict[str, Any]) -> None:
        """The webhook is called, and the worker reads it."""
        await receipts.store(self.database.app, "whatsapp", call_of(*values))
        await read_calls(self.database.system)

    async def messages(self, direction: str = "out") -> list[Message]:
        """The event's messages, the oldest first."""
        async with self.database.app.tx(self.host.principal) as tx:
            chosen = select(Message).where(Message.direction == direction)
            return list((await tx.execute(chosen.order_by(Message.id))).scalars())

    async def one(self) -> Message:
        """The only message to a guest."""
        [message] = await self.messages()
        return message

    async def kept(self) -> list[str]:
        """Why calls are kept."""
        rows = await self.database.system.pool.fetch("SELECT error FROM provider_calls")
        return [row["error"] for row in rows]

    async def do(self, action: Any, broadcast: Broadcast, *arguments: Any) -> Any:
        """Runs an action of a broadcast, which is locked."""
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            assert event is not None
            row = await broadcasts.broadcast_of_event(tx, event.id, broadcast.id, lock=True)
            return await action(tx, self.host.actor, event, row, *arguments)

    async def broadcast(self, audience: list[UUID], **fields: Any) -> Broadcast:
        """A broadcast to these attendees by WhatsApp, on its way."""
        body = BroadcastFields(channel="whatsapp", audience=Audience(ids=audience), **fields)
        async with self.database.app.tx(self.host.principal) as tx:
            row = await broadcasts.add(tx, self.host.actor, self.event, body)
        await self.do(broadcasts.send, row, None)
        await send_broadcasts(self.database.system)
        await self.send()
        return await self.row(row)

    async def attendees(self) -> list[UUID]:
        """Everybody on the list."""
        rows = await self.database.system.pool.fetch("SELECT id FROM attendees ORDER BY id")
        return [row["id"] for row in rows]

    async def row(self, broadcast: Broadcast) -> Broadcast:
        """How a broadcast is now."""
        async with self.database.app.tx(self.host.principal) as tx:
            return await broadcasts.broadcast_of_event(tx, self.event.id, broadcast.id)

    async def run(self, name: str, object_id: UUID) -> None:
        """Runs a job as its fact would."""
        fact = LoggedFact(
            id=new_id(),
            organization_id=self.host.organization_id,
            event_id=None,
            action=name,
            object_type="",
            object_id=object_id,
            actor=self.host.actor,
        )
        await JOBS[name].handler(
            Job(id=new_id(), name=name, fact=fact, database=self.database.system)
        )


@contextmanager
def configured(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings that name the API."""
    for name, value in {
        "whatsapp_base_url": address,
        "whatsapp_phone_id": PHONE_ID,
        "whatsapp_token": TOKEN,
        "whatsapp_app_secret": [SECRET],
        "whatsapp_business_account_id": ACCOUNT_ID,
    }.items():
        monkeypatch.setattr(settings(), name, value)
    yield


async def prove(database: Fresh) -> None:
    """Everybody has confirmed their address; without, nothing that costs money is sent."""
    await database.system.pool.execute("UPDATE users SET email_verified_at = now()")


@asynccontextmanager
async def staged(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A host with an event, on a database of its own, and the API."""
    with graph_server(graph) as address, configured(address, monkeypatch):
        async with fresh() as database:
            host = await make_host(database.app)
            await prove(database)
            yield Stage(database, host, await make_event(database.app, host), graph)
