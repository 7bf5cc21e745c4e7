"""Writes of messages with a link."""

from uuid import UUID

from convite.core.db import Tx
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.queries import occasion_of, party_and_event
from convite.messaging.delivery.rules import language_of
from convite.messaging.links.rules import link_text, replaced_text, short_link_text
from convite.people.guests.models import Guest


async def send_link(
    tx: Tx, cause_id: UUID, invitation_id: UUID, guest_id: UUID, channel: str
) -> int:
    """Queues the link to a guest's own address, by SMS if they were found by phone and it is set up."""
    found = await guest_of_party(tx, invitation_id, guest_id)
    if found is None or found[0].canceled_at is not None or not found[1].is_open:
        return 0
    invitation, event, guest = found
    by_sms = channel == "sms" and (CHANNELS["sms"].is_configured or not guest.email)
    locale, words = language_of(guest, invitation.locale, event)
    occasion = await occasion_of(tx, event, locale, invitation)
    if by_sms:
        text = short_link_text(words, occasion, url=invitation.url)
    else:
        text = link_text(words, occasion, name=guest.name, url=invitation.url)
    draft = Draft(
        guest=guest,
        locale=locale,
        words=text,
        key=f"link.{cause_id}",
        channel="sms" if by_sms else "email",
    )
    return await queue_messages(tx, event, [draft])


async def tell_former_email(
    tx: Tx, cause_id: UUID, invitation_id: UUID, guest_id: UUID, former: str
) -> int:
    """Queues a mail to an address that isn't the guest's any more."""
    found = await guest_of_party(tx, invitation_id, guest_id)
    if found is None:
        return 0
    invitation, event, guest = found
    locale, words = language_of(guest, invitation.locale, event)
    occasion = await occasion_of(tx, event, locale, invitation)
    text = replaced_text(words, occasion, name=guest.name)
    draft = Draft(guest=guest, locale=locale, words=text, key=f"former.{cause_id}", to=former)
    return await queue_messages(tx, event, [draft])


async def guest_of_party(
    tx: Tx, invitation_id: UUID, guest_id: UUID
) -> tuple[Invitation, Event, Guest] | None:
    """An invitation with its event and one of its guests; None if any of them is gone."""
    found = await party_and_event(tx, invitation_id)
    if found is None:
        return None
    invitation, event, people = found
    guest = next((one.guest for one in people if one.guest.id == guest_id), None)
    return None if guest is None else (invitation, event, guest)
