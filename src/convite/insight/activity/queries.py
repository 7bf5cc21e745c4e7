"""Queries of the log."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, func, or_, select, text

from convite.core.db import ReadTx
from convite.core.log import ActivityLog, ActivityPrivate
from convite.core.paging import Page, PageQuery, PreparedPage
from convite.core.prepared import Prepared
from convite.core.problems import NotFound
from convite.doors.invitations.models import Invitation
from convite.doors.invoices.models import Invoice
from convite.doors.orders.models import Order, OrderLine
from convite.doors.payments.models import Payment
from convite.doors.refunds.models import Dispute, Refund
from convite.events.devices.models import Device
from convite.people.identity.models import User
from convite.room.attendees.models import Attendee

#: What changed and the message, with personal values unless they were erased: a pair, so that one value
#: is decoded. A subquery, like the names, because a join of the whole log would come before its limit.
VALUES = func.coalesce(
    select(
        func.jsonb_build_array(
            ActivityLog.changes + func.coalesce(ActivityPrivate.data["changes"], text("'{}'")),
            ActivityLog.data + ActivityPrivate.data.op("-")("changes"),
        )
    )
    .where(ActivityPrivate.log_id == ActivityLog.id)
    .scalar_subquery(),
    func.jsonb_build_array(ActivityLog.changes, ActivityLog.data),
)
#: Entries that follow from another one about the same person and say nothing more.
ECHOES = ("party_answered", "guest_added")
ACTOR_NAME = func.coalesce(
    *(
        select(name).where(key == ActivityLog.actor_id).scalar_subquery()
        for key, name in (
            (User.id, User.name),
            (Invitation.id, Invitation.label),
            (Device.id, Device.name),
        )
    )
)


def entries() -> Select[*tuple[Any, ...]]:
    """Entries of the log, as `activity_fields` takes them."""
    return select(
        ActivityLog.id,
        ActivityLog.at,
        ActivityLog.actor_kind,
        ActivityLog.actor_id,
        ActivityLog.via,
        ActivityLog.action,
        ActivityLog.object_type,
        ActivityLog.object_id,
        VALUES.label("values"),
        ACTOR_NAME.label("actor_name"),
    ).where(ActivityLog.position.is_not(None))


@cache
def sorted_entries(names: tuple[str, ...]) -> PreparedPage[*tuple[Any, ...]]:
    """An event's entries with these columns filtered, newest first.

    Served by `activity_log_stream_index`.
    """
    statement = entries().where(ActivityLog.stream_id == bindparam("event_id"))
    for name in names:
        statement = statement.where(getattr(ActivityLog, name) == bindparam(name))
    return PreparedPage(statement, [ActivityLog.position], descending=True)


async def activity_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    *,
    object_id: UUID | None,
    actor_id: UUID | None,
    action: str | None,
) -> Page[dict[str, Any]]:
    """What happened on an event, newest first: the fields of `ActivityOut`."""
    filters = {"object_id": object_id, "actor_id": actor_id, "action": action or None}
    values = {name: value for name, value in filters.items() if value is not None}
    listed = sorted_entries(tuple(values))
    return await listed.page(tx, query, activity_fields, event_id=event_id, **values)


def activity_fields(row: Any) -> dict[str, Any]:
    """A row of the log as members read it."""
    key, at, actor_kind, actor_id, via, action, object_type, object_id, *more = row
    (changes, data), actor_name, position = more[:3]
    return {
        "id": key,
        "at": at,
        "position": position,
        "actor": {"kind": actor_kind, "id": actor_id, "name": actor_name, "via": via},
        "action": action,
        "object_type": object_type,
        "object_id": object_id,
        "changes": changes,
        "data": data,
    }


SUBJECT = Prepared(
    select(
        Attendee.guest_id,
        Attendee.invitation_id,
        func.seat_facts_of(Attendee.id, type_=ARRAY(Uuid)).label("seated"),
    ).where(Attendee.event_id == bindparam("event_id"), Attendee.id == bindparam("attendee_id"))
)
#: What is about one person: on the list, in their invitation, in the address book, and of their seats. The
#: book's entries are numbered in another stream, so the order is by time. Served by
#: `activity_log_object_index` and the log's key.
HISTORY = PreparedPage(
    entries()
    .add_columns(ActivityLog.position)
    .where(
        or_(
            ActivityLog.object_id == any_(bindparam("objects", type_=ARRAY(Uuid))),
            ActivityLog.id == any_(bindparam("seated", type_=ARRAY(Uuid))),
        ),
        *(ActivityLog.action != echo for echo in ECHOES),
    ),
    [ActivityLog.at, ActivityLog.id],
    descending=True,
)


async def history_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, attendee_id: UUID, hidden: frozenset[str]
) -> Page[dict[str, Any]]:
    """What happened to one person of an event, newest first, without the fields that are `hidden`.

    Raises:
        NotFound: nobody on the event's list has this id.
    """
    subject = await SUBJECT.first(tx, event_id=event_id, attendee_id=attendee_id)
    if subject is None:
        raise NotFound
    guest_id, invitation_id, seated = subject
    objects = [attendee_id, guest_id, *([invitation_id] if invitation_id else [])]

    def shown(row: Any) -> dict[str, Any]:
        fields = activity_fields(row)
        for name in ("changes", "data"):
            kept = {key: value for key, value in fields[name].items() if key not in hidden}
            fields[name] = kept
        return fields

    return await HISTORY.page(tx, query, shown, objects=objects, seated=seated)


def ids_in_order(key: Any) -> Any:
    """The ids of rows of an order, as an array."""
    return func.array(
        select(key.label("id"))
        .where(key.class_.order_id == Order.id)
        .correlate(Order)
        .scalar_subquery(),
        type_=ARRAY(Uuid),
    )


#: What an order's entries are about: itself, its payments, refunds, disputes, documents and tickets.
OBJECTS_OF_ORDER = Prepared(
    select(
        Order.created_at,
        *(ids_in_order(key) for key in (Payment.id, Refund.id, Dispute.id, Invoice.id)),
        ids_in_order(OrderLine.attendee_id),
    ).where(Order.event_id == bindparam("event_id"), Order.id == bindparam("order_id"))
)
#: Served by `activity_log_object_index`. Who bought was perhaps on the list before: that isn't told.
OF_ORDER = PreparedPage(
    entries()
    .add_columns(ActivityLog.position)
    .where(
        ActivityLog.object_id == any_(bindparam("objects", type_=ARRAY(Uuid))),
        ActivityLog.at >= bindparam("since"),
        *(ActivityLog.action != echo for echo in ECHOES),
    ),
    [ActivityLog.at, ActivityLog.id],
    descending=True,
)


async def order_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, order_id: UUID
) -> Page[dict[str, Any]]:
    """What happened to an order, its payments, refunds, disputes, documents and tickets, newest first.

    Raises:
        NotFound: the event has no such order.
    """
    found = await OBJECTS_OF_ORDER.first(tx, event_id=event_id, order_id=order_id)
    if found is None:
        raise NotFound
    since, *lists = found
    objects = [order_id, *(key for keys in lists for key in keys if key is not None)]
    return await OF_ORDER.page(tx, query, activity_fields, objects=objects, since=since)
