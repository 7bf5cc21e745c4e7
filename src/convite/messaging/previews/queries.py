"""What a message would be: to one guest, and to all of an audience."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from convite.core.config import settings
from convite.core.db import ReadTx, Tx
from convite.core.problems import NotFound
from convite.events.event.models import Event
from convite.gateways.sms import segments_of
from convite.messaging.broadcasts.queries import as_recipient, audience_of, letters_for, people
from convite.messaging.buttons.rules import labels_of
from convite.messaging.previews.rules import average_segments, cost_of
from convite.messaging.previews.schemas import (
    BroadcastPreview,
    BroadcastPreviewRequest,
    Estimate,
    LeftOutGuest,
)
from convite.messaging.templates.queries import template_with
from convite.messaging.templates.rules import with_variables
from convite.messaging.wording.queries import Recipient, address_of, without_link
from convite.people.guests.models import Guest
from convite.people.guests.rules import full_name
from convite.room.attendees.models import Attendee

#: Most people whom a preview names as left out.
MAX_NAMED = 50
#: Most messages that an estimate counts the segments of; the others are taken to be alike.
MAX_COUNTED = 100


async def preview(
    tx: Tx, event: Event, wanted: BroadcastPreviewRequest, *, sees_links: bool
) -> BroadcastPreview:
    """The message one of the audience would get; sends nothing.

    Whoever may not see invitations' links gets a sample of one: with a link, one can reply as its party.

    Raises:
        NotFound: the wanted guest isn't in the audience.
    """
    wanted = await with_template(tx, wanted)
    by_template = wanted.template_id is not None
    found = await audience_of(
        tx, event.id, wanted.audience, wanted.channel, by_template=by_template
    )
    reached = [key for key, reason in found if reason is None]
    person = await one_recipient(tx, event.id, reached, wanted.guest_id, wanted.place)
    if person is None and wanted.guest_id is not None:
        raise NotFound("This guest gets no message.")
    shown = person if person is None or sees_links else without_link(person)
    [letter] = await letters_for(tx, event, wanted, [shown]) if shown else [None]
    return BroadcastPreview(
        name=person.guest.name if person else None,
        to=address_of(person.guest, wanted.channel) if person else None,
        locale=letter.locale if letter else None,
        subject=letter.subject if letter else wanted.subject,
        text=letter.text if letter else wanted.body,
        buttons=labels_of(letter.locale)
        if letter and letter.template and letter.template.payloads
        else [],
        recipients=len(reached),
        left_out=dict(Counter(reason for _, reason in found if reason is not None)),
        estimate=await estimate(tx, event, wanted, reached, letter.text if letter else ""),
        without=await left_out_guests(tx, event.id, dict(found)),
    )


async def with_template(tx: ReadTx, wanted: BroadcastPreviewRequest) -> BroadcastPreviewRequest:
    """The words with those of the template, if they name one.

    Raises:
        Invalid: it can't be used, or its placeholders and the host's values don't fit.
    """
    if wanted.template_id is None:
        return wanted
    template = await template_with(tx, wanted.template_id, wanted.channel, wanted.variables)
    if wanted.channel == "whatsapp" or wanted.body:
        return wanted
    words = {
        "subject": with_variables(template.subject, wanted.variables),
        "body": with_variables(template.body, wanted.variables),
    }
    return wanted.model_copy(update=words)


async def estimate(
    tx: Tx, event: Event, wanted: BroadcastPreviewRequest, reached: Sequence[UUID], shown: str
) -> Estimate:
    """About how many messages it is; the segments of SMS are estimated from the first `MAX_COUNTED`."""
    known = settings()
    prices = {"sms": known.sms_price, "whatsapp": known.whatsapp_price}
    is_sms = wanted.channel == "sms"
    each = await segments_each(tx, event, wanted, reached) if is_sms else 1
    total = round(len(reached) * each)
    cost, currency = cost_of(prices.get(wanted.channel, ""), total)
    return Estimate(
        segments=segments_of(shown) if is_sms and shown else None,
        total=total,
        cost=cost,
        currency=currency,
    )


async def segments_each(
    tx: Tx, event: Event, wanted: BroadcastPreviewRequest, reached: Sequence[UUID]
) -> float:
    """How many SMS a message takes on average."""
    chosen = people().where(Attendee.id.in_(reached[:MAX_COUNTED]))
    some = [as_recipient(row) for row in await tx.execute(chosen)]
    return average_segments([letter.text for letter in await letters_for(tx, event, wanted, some)])


async def left_out_guests(
    tx: ReadTx, event_id: UUID, reasons: Mapping[UUID, str | None]
) -> list[LeftOutGuest]:
    """The first by name of those who get no message, with the reason."""
    found = await tx.execute(
        select(Attendee.id, Guest.first_name, Guest.last_name)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(
            Attendee.event_id == event_id, Attendee.id.in_([k for k, why in reasons.items() if why])
        )
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(MAX_NAMED)
    )
    return [
        LeftOutGuest(attendee_id=key, name=full_name(first, last), reason=reasons[key])
        for key, first, last in found
    ]


async def one_recipient(
    tx: ReadTx, event_id: UUID, ids: Sequence[UUID], guest_id: UUID | None, place: int
) -> Recipient | None:
    """One of these attendees, for a preview: the wanted one, else the one at that place by name."""
    statement = (
        people()
        .where(Attendee.event_id == event_id, Attendee.id.in_(ids))
        .order_by(Attendee.sort_key, Attendee.id)
        .limit(1)
    )
    if guest_id is not None:
        statement = statement.where((Guest.id == guest_id) | (Attendee.id == guest_id))
    elif place:
        statement = statement.offset(place)
    row = (await tx.execute(statement)).first()
    return as_recipient(row) if row else None
