"""Queries of the page on which an event is reported."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.core.problems import NotFound
from convite.doors.admission.queries import is_in_team
from convite.doors.reports.models import Report
from convite.doors.reports.queries import own_report
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, public_place_at
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """What the page shows to an account."""

    event: Event
    user: User
    #: What they have reported already.
    report: Report | None
    is_team: bool


async def reporting(tx: ReadTx, slug: str, user_id: UUID) -> Reporting:
    """What the page at this address shows to an account.

    Raises:
        NotFound: there is no event at it that anybody may open.
    """
    await tx.enter(Principal(user_id=user_id))
    place = await public_place_at(tx, slug)
    if place is None:
        raise NotFound
    await tx.enter(Principal(organization_id=place.organization_id, user_id=user_id))
    event, user = await event_by_id(tx, place.event_id), await user_by_id(tx, user_id)
    if event is None or user is None:
        raise NotFound
    return Reporting(
        event=event,
        user=user,
        report=await own_report(tx, user.id, event.id),
        is_team=await is_in_team(tx, event, user),
    )
