"""Queries of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Select,
    Uuid,
    and_,
    any_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)

from convite.core.db import ReadTx, locked
from convite.core.language import Say
from convite.core.log import ActivityLog
from convite.core.paging import Page, PageQuery, PreparedPage, page
from convite.core.prepared import Prepared
from convite.core.problems import Conflict
from convite.core.search import needle_of
from convite.doors.invitations.facts import InvitationSent
from convite.doors.invitations.models import IS_PARTY, Invitation
from convite.doors.invitations.rules import PartyGuests, names_apart
from convite.doors.invitations.schemas import Reason, SendFilters, Unsent
from convite.events.event.models import Event
from convite.events.takedown.rules import taken_down
from convite.people.guests.models import Guest
from convite.people.organizations.queries import organization_by_id
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, people, person


@dataclass(frozen=True, kw_only=True)
class Party:
    """An invitation with its guests."""

    invitation: Invitation
    people: list[Person]


@dataclass(frozen=True, kw_only=True)
class SendHistory:
    """How often an invitation was sent, and whether this batch already sent it."""

    times: int = 0
    in_batch: bool = False


async def party_names(tx: ReadTx, event_id: UUID, say: Say) -> dict[UUID, str]:
    """Names of the parties whose label isn't enough: one that others have, or "Jo Smith +3".

    Lists, cards and exports show them; other parties are shown by their label.
    """
    labels = (
        select(
            *(Invitation.id, Invitation.label),
            (func.count().over(partition_by=Invitation.sort_key) > 1).label("is_shared"),
        )
        .where(Invitation.event_id == event_id, Invitation.canceled_at.is_(None), IS_PARTY)
        .subquery()
    )
    found = await tx.execute(
        select(
            *(labels.c.id, labels.c.label, labels.c.is_shared),
            *(Guest.first_name, Guest.last_name),
        )
        .select_from(labels)
        .outerjoin(
            Attendee, and_(Attendee.invitation_id == labels.c.id, Attendee.status != "canceled")
        )
        .outerjoin(Guest, Guest.id == Attendee.guest_id)
        .where(or_(labels.c.is_shared, labels.c.label.regexp_match(r" \+[0-9]+$")))
        .order_by(labels.c.id, Attendee.id)
    )
    parties = []
    for _, rows in groupby(found, key=lambda row: row.id):
        guests = list(rows)
        known = [guest for guest in guests if guest.first_name is not None]
        parties.append(
            PartyGuests(
                id=guests[0].id,
                label=guests[0].label,
                names=[f"{one.first_name} {one.last_name or ''}".strip() for one in known],
                first_names=[one.first_name for one in known],
                is_shared=guests[0].is_shared,
            )
        )
    return names_apart(parties, say)


ONE = select(Invitation).where(Invitation.id == bindparam("invitation_id"), IS_PARTY)
BY_ID = Prepared(ONE, refresh=True)
LOCKED_BY_ID = Prepared(locked(ONE), refresh=True)


async def invitation_by_id(
    tx: ReadTx, invitation_id: UUID, *, lock: bool = False
) -> Invitation | None:
    """The invitation, or None."""
    row = await (LOCKED_BY_ID if lock else BY_ID).first(tx, invitation_id=invitation_id)
    return row[0] if row else None


BY_IDS = Prepared(
    select(Invitation).where(Invitation.id == any_(bindparam("ids", type_=ARRAY(Uuid))), IS_PARTY),
    refresh=True,
)


async def invitations_by_ids(tx: ReadTx, ids: Sequence[UUID]) -> list[Invitation]:
    """Several invitations, in no particular order."""
    return [row[0] for row in await BY_IDS.all(tx, ids=ids)]


OF_PARTIES = (
    people()
    .where(
        Attendee.invitation_id == any_(bindparam("ids", type_=ARRAY(Uuid))),
        Attendee.status != "canceled",
    )
    .order_by(Attendee.created_at, Attendee.id)
)
PEOPLE = Prepared(OF_PARTIES, refresh=True)
#: What a list of invitations shows of their guests.
LISTED = frozenset(
    {
        *("id", "invitation_id", "plus_one_of", "side", "notes", "answers", "status"),
        *("attendance", "checked_in_at", "version"),
        *("first_name", "last_name", "email", "phone", "is_listed", "blocked_email"),
    }
)
LISTED_PEOPLE = Prepared(OF_PARTIES, only=LISTED)


async def with_people(tx: ReadTx, invitations: Sequence[Invitation]) -> list[Party]:
    """Loads the invitations' guests in one query, except canceled ones."""
    by_id: dict[UUID, list[Person]] = {invitation.id: [] for invitation in invitations}
    statement = LISTED_PEOPLE if tx.is_reading else PEOPLE
    for row in await statement.all(tx, ids=list(by_id)):
        guest = person(row)
        if guest.attendee.invitation_id is not None:
            by_id[guest.attendee.invitation_id].append(guest)
    return [Party(invitation=invitation, people=by_id[invitation.id]) for invitation in invitations]


async def party(tx: ReadTx, invitation: Invitation) -> Party:
    """One invitation with its guests."""
    return (await with_people(tx, [invitation]))[0]


def filtered(
    statement: Select[*tuple[Any, ...]], status: str | None, text: str | None
) -> Select[*tuple[Any, ...]]:
    """Filters by status, and by `text` contained in the label or a guest's name."""
    if status:
        statement = statement.where(Invitation.status == status)
    if text and text.strip():
        _, patterns = needle_of(text)
        has_guest = exists().where(
            Attendee.invitation_id == Invitation.id,
            Guest.id == Attendee.guest_id,
            *(Guest.search_key.like(pattern) for pattern in patterns),
        )
        # as a guest's key: with a space in front, and once more without spaces
        joined = func.replace(Invitation.sort_key, " ", "")
        label = literal(" ").concat(Invitation.sort_key).concat(" ").concat(joined)
        statement = statement.where(and_(*(label.like(one) for one in patterns)) | has_guest)
    return statement


def to_send(
    statement: Select[*tuple[Any, ...]], event_id: UUID, filters: SendFilters
) -> Select[*tuple[Any, ...]]:
    """Narrows to the event's matching invitations that aren't canceled."""
    statement = statement.where(
        Invitation.event_id == event_id, Invitation.canceled_at.is_(None), IS_PARTY
    )
    if filters.unsent:
        statement = statement.where(Invitation.sent_at.is_(None), Invitation.responded_at.is_(None))
    return filtered(statement, filters.status, filters.q)


async def count_unsent(tx: ReadTx, event_id: UUID, filters: SendFilters) -> Unsent:
    """How many of the matching invitations can be sent by e-mail, and how many can't."""
    has_address = exists().where(
        Attendee.invitation_id == Invitation.id,
        Attendee.status != "canceled",
        Guest.id == Attendee.guest_id,
        Guest.email.is_not(None),
    )
    counted = select(func.count().filter(has_address), func.count()).select_from(Invitation)
    reachable, all_of_them = (await tx.execute(to_send(counted, event_id, filters))).one()
    return Unsent(reachable=reachable, no_address=all_of_them - reachable)


async def ids_to_send(
    tx: ReadTx, event_id: UUID, filters: SendFilters, *, after: UUID | None, most: int
) -> list[UUID]:
    """The next matching invitations that aren't canceled, in order of id."""
    statement = to_send(select(Invitation.id), event_id, filters)
    if after is not None:
        statement = statement.where(Invitation.id > after)
    rows = await tx.execute(statement.order_by(Invitation.id).limit(most))
    return [row[0] for row in rows]


async def lock_invitations(
    tx: ReadTx, event_id: UUID, ids: Sequence[UUID]
) -> dict[UUID, Invitation]:
    """Locks those of the invitations that belong to the event, in order of id."""
    statement = (
        select(Invitation)
        .where(Invitation.event_id == event_id, Invitation.id.in_(ids), IS_PARTY)
        .order_by(Invitation.id)
    )
    result = await tx.execute(locked(statement).execution_options(populate_existing=True))
    return {invitation.id: invitation for invitation in result.scalars()}


async def country_of(tx: ReadTx, event: Event) -> str | None:
    """The country for parsing local phone numbers: the event's, else its organization's."""
    if event.country:
        return event.country
    organization = await organization_by_id(tx, event.organization_id)
    return organization.country if organization else None


async def ids_with_email(tx: ReadTx, ids: Sequence[UUID]) -> set[UUID]:
    """The invitations that have a guest with an e-mail address."""
    result = await tx.execute(
        select(Attendee.invitation_id)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(
            Attendee.invitation_id.in_(ids),
            Attendee.status != "canceled",
            Guest.email.is_not(None),
        )
        .distinct()
    )
    return {key for key in result.scalars() if key is not None}


async def send_histories(
    tx: ReadTx, ids: Sequence[UUID], batch_id: UUID | None
) -> dict[UUID, SendHistory]:
    """How often each invitation was sent, and whether this batch already sent it."""
    in_batch = func.coalesce(func.bool_or(ActivityLog.batch_id == batch_id), false())
    result = await tx.execute(
        select(ActivityLog.object_id, func.count(), in_batch)
        .where(ActivityLog.object_id.in_(ids), ActivityLog.action == InvitationSent.action)
        .group_by(ActivityLog.object_id)
    )
    return {row[0]: SendHistory(times=row[1], in_batch=row[2]) for row in result}


#: What a list of invitations shows of them.
SHOWN = frozenset(
    {
        *("id", "event_id", "kind", "label", "message", "reply", "locale", "status", "max_guests"),
        *("party_key", "reissue", "sent_at", "opened_at", "responded_at", "expires_at"),
        *("canceled_at", "created_at", "version"),
    }
)
SORTED_BY = [Invitation.sort_key, Invitation.id]


@cache
def sorted_invitations(*, has_status: bool, canceled: bool) -> PreparedPage[Invitation]:
    """An event's invitations by label, all or those with a status, with or without canceled ones."""
    statement = select(Invitation).where(Invitation.event_id == bindparam("event_id"), IS_PARTY)
    if has_status:
        statement = statement.where(Invitation.status == bindparam("status"))
    if not canceled:
        statement = statement.where(Invitation.canceled_at.is_(None))
    return PreparedPage(statement, SORTED_BY, only=SHOWN)


async def invitations_page(
    tx: ReadTx,
    event_id: UUID,
    query: PageQuery,
    *,
    status: str | None,
    text: str | None,
    canceled: bool,
) -> tuple[Page[Any], list[Party]]:
    """A page of the invitations by label, with guests; `text` searches labels and names."""
    if text and text.strip():
        statement = filtered(select(Invitation), status, text)
        statement = statement.where(Invitation.event_id == event_id, IS_PARTY)
        if not canceled:
            statement = statement.where(Invitation.canceled_at.is_(None))
        found = await page(tx, statement, query, SORTED_BY, lambda row: row[0])
    else:
        listed = sorted_invitations(has_status=status is not None, canceled=canceled)
        values = {"event_id": event_id} | ({"status": status} if status else {})
        found = await listed.page(tx, query, lambda row: row[0], **values)
    return found, await with_people(tx, found.items)


async def times_sent(tx: ReadTx, invitation_id: UUID) -> int:
    """How often an invitation has been sent."""
    result = await tx.execute(
        select(func.count()).where(
            ActivityLog.object_id == invitation_id, ActivityLog.action == InvitationSent.action
        )
    )
    return result.scalar_one()


def skip_reason(
    invitation: Invitation | None,
    reachable: set[UUID],
    history: SendHistory | None,
    *,
    again: bool,
) -> Reason | None:
    """Why an invitation can't be sent, or None if it can; what a batch has sent isn't judged again."""
    if invitation is None:
        return "not_found"
    if invitation.canceled_at is not None:
        return "canceled"
    if invitation.id not in reachable:
        return "no_address"
    is_new = history is None or not history.in_batch
    return "answered" if is_new and invitation.responded_at is not None and not again else None


def sending_refusal(event: Event) -> Conflict | None:
    """Why invitations can't be sent now, or None."""
    if event.taken_down_at is not None:
        return taken_down()
    if event.status != "published":
        return Conflict(
            "Publish the event first, then send its invitations.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("unpublished")
    if event.is_saved_only:
        return Conflict(
            "Guests are only asked to save the date so far. Open replies in the event's settings, then"
            " send invitations.",
            name="replies-not-open",
        ).with_text("invitations")
    return None
