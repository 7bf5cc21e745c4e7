"""What tests of conversations share: guests who write, whatever the channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.messaging.inbox.actions import Arrival, arrive
from tests.world import Happening, Party, Person


@dataclass
class Post:
    """Carries what guests write to an event, without a worker or a provider."""

    system: Database
    event: Happening

    async def bring(
        self,
        text: str,
        party: Party | None = None,
        *,
        guest: str | None = None,
        channel: str = "page",
        address: str = "",
        at: datetime | None = None,
        key: str = "",
    ) -> UUID | None:
        """Somebody of a party writes; the message's id, None if it came before."""
        tenant = UUID(self.event.host.organization_id)
        writer = guest or (party.made["guests"][0]["guest_id"] if party else None)
        arrival = Arrival(
            organization_id=tenant,
            event_id=UUID(self.event.id),
            guest_id=UUID(writer) if writer else None,
            invitation_id=UUID(party.id) if party else None,
            channel=channel,
            address=address,
            text=text,
            at=at or now(),
            dedup_key=key or str(new_id()),
        )
        async with self.system.tx(Principal(organization_id=tenant)) as tx:
            made = await arrive(tx, Actor(kind="provider", via=channel), arrival)
            return made.id if made else None

    async def conversations(self, who: Person | None = None, **filters: Any) -> Any:
        return await (who or self.event.host).get(f"{self.event.path}/conversations", **filters)

    async def listed(self, who: Person | None = None, **filters: Any) -> list[dict[str, Any]]:
        """The conversations, the newest first."""
        items: list[dict[str, Any]] = (await self.conversations(who, **filters))["items"]
        return items

    async def thread(self, conversation: dict[str, Any], who: Person | None = None) -> list[Any]:
        """What stands in a conversation, the newest first."""
        path = f"{self.event.path}/messages"
        found = await (who or self.event.host).get(path, conversation_id=conversation["id"])
        return list(found["items"])


def texts(messages: Sequence[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in messages]


def ago(**span: int) -> datetime:
    return now() - timedelta(**span)


async def smiths(event: Happening, **values: object) -> Party:
    """Two people; the first has an address and a number."""
    jo = {"name": "Jo Smith", "email": f"{new_id().hex}@example.com", "phone": "+34612345678"}
    return await event.party(guests=[{**jo, **values}, {"name": "Al Smith"}], label="The Smiths")
