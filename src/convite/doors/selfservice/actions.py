"""Writes of guests' own details."""

from collections.abc import Mapping
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of
from convite.doors.selfservice.schemas import OwnDetails
from convite.events.event.models import Event
from convite.people.guests.actions import change_guest
from convite.room.attendees.actions import record_update
from convite.room.attendees.queries import party_of


async def keep_details(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, said: Mapping[UUID, OwnDetails]
) -> None:
    """Changes details of the party's guests; those of anybody else are left alone.

    Raises:
        Invalid: a phone isn't one.
        Conflict: somebody else has the e-mail.
    """
    country = await country_of(tx, event)
    for person in await party_of(tx, invitation.id):
        details = said.get(person.attendee.id)
        if details is None or not person.guest.is_listed:
            continue
        values = details.model_dump()
        # what they never spoke of stays unsaid
        known = person.guest.opt_outs
        values["opt_outs"] = known | {
            name: is_out for name, is_out in details.opt_outs.items() if is_out or known.get(name)
        }
        version = person.guest.version
        guest = await change_guest(tx, actor, person.guest, values, country=country)
        if guest.version != version:
            await record_update(tx, actor, person.attendee)
