"""Writes of guests' own details."""

from collections.abc import Mapping
from uuid import UUID

from convite.core.db import Tx
from convite.core.language import translator
from convite.core.log import Actor, record
from convite.core.problems import NotFound
from convite.doors.invitations.facts import GuestWrote
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of
from convite.doors.selfservice.facts import GuestEmailReplaced
from convite.doors.selfservice.schemas import OwnDetails
from convite.events.event.models import Event
from convite.people.guests.actions import change_guest
from convite.room.attendees.actions import record_update
from convite.room.attendees.queries import party_of


async def ask_erasure(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, attendee_id: UUID
) -> None:
    """Asks the host to delete a guest of the party: it comes to the inbox, where it is dealt with.

    The host deletes, not the link: whoever has it speaks for the whole party.

    Raises:
        NotFound: nobody in the party has this id.
    """
    people = await party_of(tx, invitation.id)
    person = next((one for one in people if one.attendee.id == attendee_id), None)
    if person is None:
        raise NotFound
    say = translator(event.locale or "en").gettext
    words = say("%(name)s asks you to delete all that you have stored about them.")
    text = words % {"name": person.guest.name}
    await record(tx, actor, GuestWrote.of(invitation, text=text))


async def keep_details(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, said: Mapping[UUID, OwnDetails]
) -> None:
    """Changes details of the party's guests; those of anybody else are left alone.

    Whoever has the link speaks for the whole party, so a replaced e-mail's owner is told.

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
        # a channel that they never opted out of gets no entry
        known = person.guest.opt_outs
        values["opt_outs"] = known | {
            name: is_out for name, is_out in details.opt_outs.items() if is_out or known.get(name)
        }
        version, former = person.guest.version, person.guest.email
        guest = await change_guest(tx, actor, person.guest, values, country=country)
        if guest.version != version:
            await record_update(tx, actor, person.attendee)
        if former and guest.email != former:
            await record(
                tx,
                actor,
                GuestEmailReplaced.of(invitation, guest_id=guest.id, former=former),
            )
