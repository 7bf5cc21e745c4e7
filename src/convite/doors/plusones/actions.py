"""Writes of plus-ones."""

from convite.core.db import Tx
from convite.core.language import translator
from convite.core.log import Actor
from convite.doors.invitations.models import Invitation
from convite.doors.plusones.rules import name_of_unnamed
from convite.doors.plusones.schemas import PlusOne
from convite.events.event.models import Event
from convite.people.guests.actions import add_guest
from convite.people.guests.schemas import GuestFields
from convite.room.attendees.actions import NewAttendee, add_attendee
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person


async def add_plus_one(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    plus_one: PlusOne,
    *,
    host: Person | None,
    number: int,
) -> Attendee:
    """Adds somebody to the party and the list, as the guest of `host`.

    Without a name they are the `number`-th of the party's, and stay out of the address book until
    somebody names them: `change_guest`.
    """
    first_name = plus_one.first_name
    if not plus_one.is_named:
        say = translator(invitation.locale or event.locale).gettext
        first_name = name_of_unnamed(say, host.guest.name if host else invitation.label, number)
    guest = await add_guest(
        tx,
        actor,
        GuestFields(first_name=first_name[:200], last_name=plus_one.last_name),
        organization_id=event.organization_id,
        country=None,
        is_listed=plus_one.is_named,
    )
    arrival = NewAttendee(
        door=host.attendee.door if host else "invitation",
        invitation_id=invitation.id,
        party_sort_key=invitation.sort_key,
        plus_one_of=host.attendee.id if host else None,
    )
    return await add_attendee(tx, actor, event, guest, arrival)
