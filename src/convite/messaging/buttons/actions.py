"""Writes of replies by button: the guest's answer, and what they are told about it."""

from uuid import UUID

from sqlalchemy import select

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.log import Actor
from convite.core.problems import Problem
from convite.doors.invitations.models import Invitation
from convite.doors.replies.actions import answer_party
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.events.event.models import Event
from convite.gateways.channels import Incoming
from convite.messaging.buttons.rules import Pressed, comes_late, read_payload
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.rules import (
    RenderedText,
    language_of,
    short_answer_text,
    title_in,
)
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee


async def press(system: Database, channel: str, incoming: Incoming) -> bool:
    """Answers the invitation of whoever pressed a button of ours, and tells them so.

    Returns False if the button isn't ours, the guest was removed, or they have answered since: then it is
    a message like any other. The reply and what they are told are two transactions, so that a refusal is
    told as well. The same call again changes nothing.
    """
    pressed = read_payload(settings().secret, incoming.payload) if incoming.payload else None
    if pressed is None:
        return False
    principal = Principal(organization_id=pressed.organization_id)
    refusal: Problem | None = None
    try:
        async with system.tx(principal) as tx:
            found = await invited(tx, pressed.attendee_id)
            if found is None:
                return False
            attendee, _, invitation, event = found
            if comes_late(incoming.at, attendee.responded_at):
                return False
            actor = Actor(kind="guest", id=invitation.id, via="button")
            guest = GuestAnswered(id=pressed.attendee_id, status=pressed.reply)
            await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[guest]))
    except Problem as problem:
        refusal = problem
    async with system.tx(principal) as tx:
        await tell(tx, channel, incoming, pressed, refusal)
    return True


async def invited(tx: Tx, attendee_id: UUID) -> tuple[Attendee, Guest, Invitation, Event] | None:
    """An attendee with guest, invitation and event; None if one of them is gone."""
    found = await tx.execute(
        select(Attendee, Guest, Invitation, Event)
        .join(Guest, Guest.id == Attendee.guest_id)
        .join(Invitation, Invitation.id == Attendee.invitation_id)
        .join(Event, Event.id == Attendee.event_id)
        .where(
            Attendee.id == attendee_id,
            # whoever was removed from the list gets no link any more
            Attendee.status != "canceled",
            Guest.deleted_at.is_(None),
            Event.deleted_at.is_(None),
        )
    )
    row = found.first()
    return None if row is None else (row[0], row[1], row[2], row[3])


async def tell(
    tx: Tx, channel: str, incoming: Incoming, pressed: Pressed, refusal: Problem | None
) -> None:
    """Queues what became of a reply, in the guest's language, with the page where it can be changed."""
    found = await invited(tx, pressed.attendee_id)
    if found is None:
        return
    _, guest, invitation, event = found
    locale, words = language_of(guest, invitation.locale, event)
    say = words.gettext
    if refusal is not None:
        reason = refusal.detail_in(locale)
        text = say("Your reply couldn't be saved: %(reason)s Please reply on this page: %(url)s")
        told = text % {"reason": reason, "url": invitation.url}
    else:
        told = short_answer_text(
            words,
            title=title_in(event, locale),
            url=invitation.url,
            is_coming=pressed.reply == "accepted",
        ).text
    draft = Draft(
        guest=guest,
        locale=locale,
        words=RenderedText(subject="", text=told),
        key=f"pressed.{incoming.provider_id}",
        channel=channel,
    )
    await queue_messages(tx, event, [draft])
