"""Writes of WhatsApp messages that programs send."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, Invalid, invalid
from convite.doors.lists.schemas import ListFilters
from convite.events.event.models import Event
from convite.messaging.broadcasts import actions as broadcasts
from convite.messaging.broadcasts.models import Broadcast
from convite.messaging.broadcasts.queries import audience_of, letters_for
from convite.messaging.broadcasts.schemas import Audience, BroadcastFields
from convite.messaging.delivery.actions import Draft, row_of
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.queries import check_proven
from convite.messaging.delivery.rules import RenderedText
from convite.messaging.inbox.actions import opted_out
from convite.messaging.templates.queries import template_with
from convite.messaging.whatsapp.facts import MessageQueued
from convite.messaging.whatsapp.queries import attendees_of, guest_on_list, left_out_of
from convite.messaging.whatsapp.schemas import (
    SkippedGuest,
    WhatsAppBroadcast,
    WhatsAppMessage,
    WhatsAppWords,
)

CHANNEL = "whatsapp"


def words_to(body: WhatsAppWords, audience: Audience) -> BroadcastFields:
    """The words of a body, to an audience."""
    return BroadcastFields(
        channel="whatsapp",
        body=body.message,
        template_id=body.template_id,
        variables=body.variables,
        audience=audience,
    )


async def send_one(tx: Tx, actor: Actor, event: Event, body: WhatsAppMessage) -> Message:
    """Queues a message to one guest, whatever the hour.

    Raises:
        Conflict: the event isn't published, no owner is proven, or the guest can't be reached: they have
            no number, have opted out, or wrote too long ago for a text.
        Invalid: they aren't on the list, or the template can't be used.
    """
    broadcasts.check_published(event)
    await check_proven(tx, event.organization_id, CHANNEL)
    person = await guest_on_list(tx, event.id, body.guest_id)
    if person is None:
        english = "This guest isn't on the event's list."
        raise invalid("guest_id", FieldText(name="whatsapp.stranger", english=english))
    words = words_to(body, Audience(ids=[person.attendee_id]))
    if words.template_id is not None:
        await template_with(tx, words.template_id, CHANNEL, words.variables)
    by_template = words.template_id is not None
    [(_, reason)] = await audience_of(
        tx, event.id, words.audience, CHANNEL, by_template=by_template
    )
    if reason is not None:
        raise refusal(reason)
    [letter] = await letters_for(tx, event, words, [person])
    key = f"whatsapp.{new_id()}"
    draft = Draft(
        guest=person.guest,
        locale=letter.locale,
        words=RenderedText(
            subject="", text=letter.text, links=(letter.link,) if letter.link else ()
        ),
        key=key,
        channel=CHANNEL,
        template=letter.template,
    )
    made = await tx.execute(insert(Message).values(row_of(event, draft)).returning(Message))
    message = made.scalar_one()
    fact = MessageQueued(
        organization_id=event.organization_id,
        stream_id=event.id,
        object_id=message.id,
        guest_id=person.guest.id,
        channel=CHANNEL,
    )
    await record(tx, actor, fact)
    return message


def refusal(reason: str) -> Conflict:
    """Why a guest can't be written to."""
    if reason == "window_closed":
        return Conflict(
            "More than 24 hours have passed since they last wrote, and WhatsApp lets nobody answer"
            " after that. Contact them another way, or use a template.",
            name="window-closed",
        ).with_text("template")
    if reason == "opted_out":
        return opted_out()
    return Conflict("This guest has no phone number.", name="no-address").with_text("phone")


async def send_many(
    tx: Tx, actor: Actor, event: Event, body: WhatsAppBroadcast
) -> tuple[Broadcast, list[SkippedGuest]]:
    """Sends a message to those of a filter; returns the broadcast and whom it leaves out.

    Raises:
        Conflict: the event isn't published.
        Invalid: nobody gets it, or the template can't be used.
    """
    wanted = body.filters
    strangers: list[UUID] = []
    if wanted.guest_ids is not None:
        known = await attendees_of(tx, event.id, wanted.guest_ids)
        strangers = [key for key in dict.fromkeys(wanted.guest_ids) if key not in known]
        if not known:
            english = "None of these guests can be reached this way. Choose others."
            raise Invalid(FieldText(name="broadcast.nobody", english=english))
        audience = Audience(ids=list(known.values()))
    else:
        filters = ListFilters(status=wanted.status, side=wanted.side, tag=wanted.tag)
        audience = Audience(filters=filters)
    row = await broadcasts.add(tx, actor, event, words_to(body, audience))
    await broadcasts.send(tx, actor, event, row, None)
    left_out = await left_out_of(tx, row)
    return row, [*left_out, *(SkippedGuest(guest_id=key, reason="not_found") for key in strangers)]
