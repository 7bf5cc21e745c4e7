"""Queries of invites."""

from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Text, Uuid, column, func, select
from sqlalchemy.orm import aliased

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import ReadTx, Tx, locked
from convite.core.ids import fold_link, hash_of
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import Conflict, Gone, Problem
from convite.doors.invitations.models import IS_PARTY, Invitation, code_of, rsvp_url
from convite.doors.invites.rules import link_status, share_code, share_hash
from convite.doors.invites.schemas import InviteAnswered, InviteOut, MyInvite
from convite.doors.replies.queries import closed_for
from convite.doors.requests.schemas import EventAsked
from convite.events.event.models import Event
from convite.events.event.queries import Place
from convite.people.guests.models import Guest

PARTY = aliased(Invitation)
#: How many people the parties that came by a share link are for.
USED = (
    select(func.coalesce(func.sum(PARTY.max_guests), 0))
    .where(PARTY.shared_by == Invitation.id, PARTY.canceled_at.is_(None))
    .correlate(Invitation)
    .scalar_subquery()
)
BY_CODE = "SELECT invitation_id, organization_id, event_id FROM invitation_by_code($1)"


async def place_of_code(tx: ReadTx, hashed: bytes) -> tuple[UUID, Place] | None:
    """The invitation or share link of a code's hash, and its place. Enters nobody."""
    row = await tx.driver.fetchrow(BY_CODE, hashed)
    if row is None:
        return None
    return row[0], Place(organization_id=row[1], event_id=row[2])


async def place_of_link(tx: ReadTx, code: str) -> tuple[UUID, Place] | None:
    """The share link of a code, and its place."""
    return await place_of_code(tx, share_hash(code))


async def place_of_party(tx: ReadTx, code: str) -> tuple[UUID, Place] | None:
    """The party of a code, and its place."""
    return await place_of_code(tx, hash_of(fold_link(code)))


async def link_by_id(tx: ReadTx, key: UUID) -> tuple[Invitation, int] | None:
    """A share link, and how many people came by it; or None."""
    statement = select(Invitation, USED).where(Invitation.id == key, ~IS_PARTY)
    found = await tx.execute(statement.execution_options(populate_existing=True))
    row = found.one_or_none()
    return (row[0], int(row[1])) if row else None


async def lock_link(tx: Tx, key: UUID) -> tuple[Invitation, int] | None:
    """The same, locked after the event's pool."""
    statement = select(Invitation).where(Invitation.id == key, ~IS_PARTY)
    await tx.execute(locked(statement))
    return await link_by_id(tx, key)


def link_refusal(link: Invitation, used: int, event: Event, places: int) -> Problem | None:
    """Why a share link, by which `used` people came, can't be used for so many more now; None if it can."""
    if link.canceled_at is not None:
        return Gone("This link no longer works. Ask your host for a new one.", name="link-ended")
    if link.expires_at is not None and link.expires_at <= now():
        text = "This link has expired. Ask your host for a new one."
        return Gone(text, name="link-expired")
    closed = closed_for(event, None, by_guest=True)
    if closed is not None:
        return closed
    left = max(0, link.max_guests - used)
    if left == 0:
        text = "All places of this link are taken. Ask your host for another one."
        return Conflict(text, name="link-used-up", left=0)
    if left == 1 < places:
        text = "Only one place of this link is left."
        return Conflict(text, name="link-places", left=1).with_text("one")
    if places > left:
        text = f"Only {left} places of this link are left."
        return Conflict(text, name="link-places", left=left).with_text("some", left=left)
    return None


async def guest_by_phone(tx: ReadTx, organization_id: UUID, phone: str) -> Guest | None:
    """The organization's guest with this phone (E.164), the first of those who share it; or None."""
    statement = (
        select(Guest)
        .where(Guest.organization_id == organization_id, Guest.phone == phone)
        .where(Guest.deleted_at.is_(None))
        .order_by(Guest.created_at, Guest.id)
        .limit(1)
    )
    found: Guest | None = (await tx.execute(statement)).scalar_one_or_none()
    return found


def invite_out(invitation: Invitation, used: int) -> InviteOut:
    """An invite as its event's team sees it; `used` counts only for a share link."""
    is_link = invitation.kind == "share_link"
    names = InviteOut.model_fields.keys() - {"label", "status", "code", "url", "used"}
    values = {name: getattr(invitation, name) for name in names}
    if not is_link:
        values |= {"label": invitation.label, "status": invitation.status, "used": None}
        return InviteOut(**values, code=invitation.code, url=invitation.url)
    code = share_code(settings().secret, invitation.id)
    status = link_status(
        canceled_at=invitation.canceled_at,
        expires_at=invitation.expires_at,
        places_left=invitation.max_guests - used,
        moment=now(),
    )
    url = f"{settings().address}/j/{code}"
    return InviteOut(**values, label="", status=status, used=used, code=code, url=url)


async def invites_page(
    tx: ReadTx, event_id: UUID, query: PageQuery, *, kind: str | None
) -> Page[InviteOut]:
    """An event's direct invites and share links, the newest first. Served by
    `invitations_invites_index`.
    """
    statement = select(Invitation, USED).where(
        Invitation.event_id == event_id,
        Invitation.kind != "group",
        Invitation.shared_by.is_(None),
    )
    if kind is not None:
        statement = statement.where(Invitation.kind == kind)
    by = [Invitation.created_at, Invitation.id]

    def shape(row: Any) -> InviteOut:
        return invite_out(row[0], int(row[1]))

    return await page(tx, statement, query, by, shape, descending=True)


#: The direct invites of the entered user.
MINE = (
    func.my_invites()
    .table_valued(
        *(column("invitation_id", Uuid), column("organization_id", Uuid), column("event_id", Uuid)),
        *(column("title", Text), column("slug", Text)),
        *(column("starts_at", DateTime(timezone=True)), column("ends_at", DateTime(timezone=True))),
        *(column("timezone", Text), column("venue_text", Text), column("event_status", Text)),
        *(column("host", Text), column("message", Text), column("status", Text)),
        *(column("places", Integer), column("expires_at", DateTime(timezone=True))),
        *(column("reissue", Integer), column("created_at", DateTime(timezone=True))),
    )
    .render_derived(name="mine")
)


async def place_of_mine(tx: ReadTx, key: UUID) -> Place | None:
    """The place of a direct invite of the entered user; None if they have no such invite."""
    statement = select(MINE.c.organization_id, MINE.c.event_id).where(MINE.c.invitation_id == key)
    row = (await tx.execute(statement)).one_or_none()
    return Place(organization_id=row[0], event_id=row[1]) if row else None


def my_invite(row: Any) -> MyInvite:
    """A row of `my_invites_page`."""
    event = EventAsked(
        id=row.event_id,
        title=row.title,
        slug=row.slug,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        timezone=row.timezone,
        venue_text=row.venue_text,
        status=row.event_status,
    )
    code = code_of(row.invitation_id, row.reissue)
    names = ("event_id", "host", "message", "status", "places", "expires_at", "created_at")
    values = {name: getattr(row, name) for name in names}
    return MyInvite(id=row.invitation_id, event=event, code=code, url=rsvp_url(code), **values)


async def my_invites_page(tx: ReadTx, query: PageQuery, *, status: str | None) -> Page[MyInvite]:
    """The entered user's direct invites, the newest first; the pending ones of events to come."""
    statement = select(MINE)
    if status is not None:
        statement = statement.where(MINE.c.status == status)
    if status == "pending":
        statement = statement.where(MINE.c.event_status == "published")
    by = [MINE.c.created_at, MINE.c.invitation_id]
    return await page(tx, statement, query, by, my_invite, descending=True)


def answered_out(invitation: Invitation) -> InviteAnswered:
    """What one's answer to an invite made of one's party."""
    return InviteAnswered(
        id=invitation.id,
        event_id=invitation.event_id,
        status=invitation.status,
        places=invitation.max_guests,
        code=invitation.code,
        url=invitation.url,
    )
