"""The delivery status of the last message to a guest of an event, as a column and as a condition.

The table of messages belongs to a higher floor, so it is named here and not imported.
"""

from sqlalchemy import (
    ColumnElement,
    DateTime,
    SQLColumnExpression,
    Text,
    Uuid,
    case,
    column,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.orm import aliased

from convite.doors.invitations.models import Invitation
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

MESSAGES = table(
    "messages",
    *(column("id", Uuid), column("event_id", Uuid), column("guest_id", Uuid)),
    *(column("direction", Text), column("channel", Text), column("address", Text)),
    *(column("status", Text), column("created_at", DateTime(timezone=True))),
)
PARTY, READER = aliased(Invitation), aliased(Guest)


def is_one(value: SQLColumnExpression[str], *words: str) -> ColumnElement[bool]:
    """Whether it is one of the words, each as a literal."""
    return or_(*(value == word for word in words))


IS_BLOCKED = (MESSAGES.c.channel == literal("email")) & (
    func.lower(READER.blocked_email["address"].astext) == func.lower(MESSAGES.c.address)
)
#: The last message to them about the event, whatever it says. Served by `messages_of_guest`.
LAST = (
    select(
        case(
            (IS_BLOCKED, "bounced"),
            (MESSAGES.c.status == "failed", "failed"),
            (is_one(MESSAGES.c.status, "delivered", "read"), "delivered"),
            (MESSAGES.c.status == "sent", "sent"),
            (is_one(MESSAGES.c.status, "queued", "sending", "held"), "queued"),
            # nobody sends what is in the outbox, or what they don't want
            else_="not_sent",
        )
    )
    .select_from(MESSAGES)
    .join(READER, READER.id == MESSAGES.c.guest_id)
    .where(
        MESSAGES.c.guest_id == Attendee.guest_id,
        MESSAGES.c.event_id == Attendee.event_id,
        MESSAGES.c.direction == "out",
    )
    .order_by(MESSAGES.c.created_at.desc(), MESSAGES.c.id.desc())
    .limit(1)
    .correlate(Attendee)
    .scalar_subquery()
)
HAS_EMAIL = (
    select(READER.email.is_not(None))
    .where(READER.id == Attendee.guest_id)
    .correlate(Attendee)
    .scalar_subquery()
)
OPENED = (
    select(PARTY.opened_at.is_not(None))
    .where(PARTY.id == Attendee.invitation_id)
    .correlate(Attendee)
    .scalar_subquery()
)
#: The invitation was sent: by a mail of their own that isn't queued yet, or to others of their party.
INVITED = (
    select(
        case((PARTY.sent_at.is_(None), "not_sent"), (HAS_EMAIL, "queued"), else_="sent"),
    )
    .where(PARTY.id == Attendee.invitation_id)
    .correlate(Attendee)
    .scalar_subquery()
)

#: One of `Delivery`. The page being opened counts for the whole party, an answer for whoever gave it.
DELIVERY: ColumnElement[str] = case(
    (is_one(Attendee.status, "going", "declined", "waitlisted"), "answered"),
    (OPENED, "opened"),
    else_=func.coalesce(LAST, INVITED, "not_sent"),
)
