"""Queries of labels: parties with the address of one of their members."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.core.language import Say
from convite.core.problems import Conflict
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.rules import PartyGuests, names_in_full
from convite.insight.labels.rules import Label, is_complete
from convite.people.guests.models import Guest
from convite.room.attendees.models import Attendee

#: Most parties whose labels are printed at once.
MAX_LABELS = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressed:
    """The labels of an event, by name."""

    labels: list[Label]
    #: How many parties have no address.
    without: int


async def addressed(tx: ReadTx, event_id: UUID, statuses: Sequence[str], say: Say) -> Addressed:
    """A label for each party with somebody whose reply is one of these.

    Raises:
        Conflict: there is no party, none has an address, or there are too many.
    """
    parties = (
        select(Invitation.id, Invitation.label, Invitation.sort_key)
        .where(Invitation.event_id == event_id, Invitation.canceled_at.is_(None))
        .where(
            select(Attendee.id)
            .where(Attendee.invitation_id == Invitation.id, Attendee.status.in_(statuses))
            .exists()
        )
        .order_by(Invitation.sort_key, Invitation.id)
        .limit(MAX_LABELS + 1)
        .subquery()
    )
    found = await tx.execute(
        select(*(parties.c.id, parties.c.label), Guest.first_name, Guest.last_name, Guest.address)
        .join(Attendee, Attendee.invitation_id == parties.c.id)
        .join(Guest, Guest.id == Attendee.guest_id)
        .where(Attendee.status != "canceled")
        .order_by(parties.c.sort_key, parties.c.id, Attendee.created_at, Attendee.id)
    )
    known = [label_of(rows, say) for _, rows in groupby(found, key=lambda row: row.id)]
    if not known:
        raise Conflict("There's no one to print yet.", name="nobody")
    if len(known) > MAX_LABELS:
        limit = Conflict(f"One paper can have at most {MAX_LABELS} names.", name="too-many")
        raise limit.with_text("names", most=MAX_LABELS)
    labels = [label for label in known if label is not None]
    if not labels:
        raise Conflict(
            "None of these parties has a postal address yet. Add addresses to the guests, or import"
            " them from a file.",
            name="no-addresses",
        )
    return Addressed(labels=labels, without=len(known) - len(labels))


def label_of(rows: Iterable[Any], say: Say) -> Label | None:
    """A party's label, with the address of its first member who has one; None if nobody has."""
    guests = list(rows)
    address = next((one.address for one in guests if is_complete(one.address)), None)
    if address is None:
        return None
    names = [f"{one.first_name} {one.last_name or ''}".strip() for one in guests]
    party = PartyGuests(
        id=guests[0].id,
        label=guests[0].label or names[0],
        names=names,
        first_names=[one.first_name for one in guests],
        is_shared=False,
    )
    return Label(name=names_in_full(party, say), address=address)
