"""Queries of join requests."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Text, Uuid, column, func, select

from convite.core.db import ReadTx, Tx, load, locked
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import Conflict, FieldText, NotAllowed, Problem, invalid
from convite.doors.invitations.models import code_of, rsvp_url
from convite.doors.profiles.schemas import ShownProfile, shown_to
from convite.doors.replies.queries import closed_for
from convite.doors.requests.models import JoinRequest, RequestStatus
from convite.doors.requests.schemas import EventAsked, JoinRequestOut, MyRequest
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.events.files.models import File
from convite.people.identity.models import Profile, User
from convite.people.interests.queries import interests_of_many

#: How long a decision can be undone; then the requester is told.
UNDO_SECONDS = 10


def asking_refusal(event: Event, *, is_team: bool) -> Problem | None:
    """Why nobody, or not this account, can ask to come now; None if they can."""
    if is_team:
        return Conflict("You're hosting this event.", name="own-event")
    closed = closed_for(event, None, by_guest=True)
    if closed is not None:
        return closed
    if event.approval == "invite_only":
        return NotAllowed("Only guests with an invitation can come.", name="invite-only")
    return None


def check_places(event: Event, places: int) -> None:
    """Rejects a request for more places than the event allows one to be for.

    Raises:
        Invalid: names the most.
    """
    most = settings_in_force(None, event.settings).places_per_request
    if places > most:
        english = f"A request can be for {most} places at the most."
        raise invalid(
            "places", FieldText(name="request.places", english=english, values={"most": most})
        )


ORDERED = """
SELECT EXISTS (SELECT FROM orders WHERE event_id = $1 AND user_id = $2
  AND status NOT IN ('expired', 'canceled'))
"""


async def has_ordered(tx: ReadTx, event_id: UUID, user_id: UUID) -> bool:
    """Whether an account has an order that stands."""
    return bool(await tx.driver.fetchval(ORDERED, event_id, user_id))


async def request_by_id(tx: ReadTx, key: UUID) -> JoinRequest | None:
    """A request, or None."""
    return await load(tx, JoinRequest, key)


async def lock_requests(tx: Tx, event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, JoinRequest]:
    """Those of an event's requests that exist, locked in order of id. The event's pool is locked."""
    statement = (
        select(JoinRequest)
        .where(JoinRequest.event_id == event_id, JoinRequest.id.in_(ids))
        .order_by(JoinRequest.id)
    )
    found = await tx.execute(locked(statement).execution_options(populate_existing=True))
    return {row.id: row for row in found.scalars()}


async def latest_of(tx: ReadTx, event_id: UUID, user_id: UUID) -> JoinRequest | None:
    """What this account last asked of the event, or None."""
    statement = (
        select(JoinRequest)
        .where(JoinRequest.event_id == event_id, JoinRequest.user_id == user_id)
        .order_by(JoinRequest.created_at.desc(), JoinRequest.id.desc())
        .limit(1)
    )
    found: JoinRequest | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


async def accepted_of(tx: ReadTx, invitation_id: UUID) -> JoinRequest | None:
    """The accepted request that a party came from, locked; or None."""
    statement = select(JoinRequest).where(
        JoinRequest.invitation_id == invitation_id, JoinRequest.status == "accepted"
    )
    found: JoinRequest | None = (await tx.execute(locked(statement))).scalar_one_or_none()
    return found


async def seconds_since_decided(tx: ReadTx, request: JoinRequest) -> float:
    """How long ago a request was decided, by the database's clock."""
    age = func.extract("epoch", func.clock_timestamp() - JoinRequest.decided_at)
    found = await tx.execute(select(age).where(JoinRequest.id == request.id))
    return float(found.scalar_one())


def request_out(request: JoinRequest) -> JoinRequestOut:
    """A request as its event's team sees it."""
    return JoinRequestOut.model_validate(request)


async def requests_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, status: RequestStatus | None
) -> Page[JoinRequestOut]:
    """An event's requests, the oldest first: it has waited longest. Served by `join_requests_queue`."""
    statement = select(JoinRequest).where(JoinRequest.event_id == event_id)
    if status is not None:
        statement = statement.where(JoinRequest.status == status)
    by = [JoinRequest.created_at, JoinRequest.id]
    found = await page(tx, statement, query, by, lambda row: request_out(row[0]))
    shown = await requesters(tx, {one.user_id: one.name for one in found.items})
    for one in found.items:
        one.requester = shown.get(one.user_id)
    return found


PICTURES = "SELECT * FROM pictures_of_requesters($1)"


async def requesters(tx: ReadTx, names: Mapping[UUID, str]) -> dict[UUID, ShownProfile]:
    """What hosts see of those who asked to join an event of the tenant; none of closed accounts."""
    if not names:
        return {}
    pictures: dict[UUID, list[File]] = {}
    for row in await tx.driver.fetch(PICTURES, list(names)):
        file = File(id=row["id"], width=row["width"], height=row["height"])
        file.variants = row["variants"]
        pictures.setdefault(row["user_id"], []).append(file)
    interests = await interests_of_many(tx, list(names))
    living = User.deleted_at.is_(None)
    profiles = await tx.execute(
        select(Profile)
        .join(User, User.id == Profile.user_id)
        .where(Profile.user_id.in_(names), living)
    )
    return {
        one.user_id: shown_to(
            names[one.user_id],
            one,
            pictures.get(one.user_id, []),
            interests.get(one.user_id, []),
            "host",
        )
        for one in profiles.scalars()
    }


#: What the entered user sees of the events that they have asked to join.
ASKED = (
    func.my_join_requests()
    .table_valued(
        *(column("request_id", Uuid), column("title", Text), column("slug", Text)),
        *(column("starts_at", DateTime(timezone=True)), column("ends_at", DateTime(timezone=True))),
        *(column("timezone", Text), column("venue_text", Text), column("event_status", Text)),
        column("reissue", Integer),
    )
    .render_derived(name="asked")
)


def my_request(row: Any) -> MyRequest:
    """A row of `my_requests_page`."""
    request = row[0]
    event = EventAsked(
        id=request.event_id,
        title=row.title,
        slug=row.slug,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        timezone=row.timezone,
        venue_text=row.venue_text,
        status=row.event_status,
    )
    names = MyRequest.model_fields.keys() - {"event", "url"}
    values = {name: getattr(request, name) for name in names}
    has_party = row.reissue is not None
    url = rsvp_url(code_of(request.invitation_id, row.reissue)) if has_party else None
    return MyRequest(**values, event=event, url=url)


async def my_requests_page(tx: ReadTx, user_id: UUID, query: PageQuery) -> Page[MyRequest]:
    """The entered user's own requests, the newest first."""
    statement = (
        select(JoinRequest, *(one for one in ASKED.c if one.key != "request_id"))
        .join(ASKED, ASKED.c.request_id == JoinRequest.id)
        .where(JoinRequest.user_id == user_id)
    )
    by = [JoinRequest.created_at, JoinRequest.id]
    return await page(tx, statement, query, by, my_request, descending=True)
