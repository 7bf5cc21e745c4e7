"""Which sites may show an event's shop."""

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound
from convite.events.event.queries import event_by_id, public_place_at
from convite.events.event.schemas import settings_in_force


async def embedding_sites(tx: ReadTx, slug: str) -> list[str]:
    """The sites that may show the tickets of the event at this address.

    Raises:
        NotFound: there is no event at it that anybody may open.
    """
    await tx.ensure_entered()
    place = await public_place_at(tx, slug)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id))
    event = await event_by_id(tx, place.event_id)
    if event is None:
        raise NotFound
    return list(settings_in_force(None, event.settings).page.embed_on)
