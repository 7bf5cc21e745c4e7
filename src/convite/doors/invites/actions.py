"""Writes of invites. All of them lock the event's pool first, so that no use is counted twice."""

from dataclasses import dataclass
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.core.search import email_key
from convite.core.shapes import patch
from convite.doors.admission.actions import (
    check_not_listed,
    check_room,
    check_turn,
    make_party,
)
from convite.doors.admission.queries import is_in_team, known_guest
from convite.doors.cancellation.actions import cancel_invitation
from convite.doors.invitations.actions import (
    NewParties,
    check_open,
    join_party,
    new_invitation,
    send,
)
from convite.doors.invitations.facts import InvitationCreated
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of, invitation_by_id
from convite.doors.invitations.schemas import Answer, PartyGuest
from convite.doors.invites.facts import (
    DirectInvited,
    ShareLinkCreated,
    ShareLinkEnded,
    ShareLinkUsed,
)
from convite.doors.invites.queries import guest_by_phone, link_refusal, lock_link
from convite.doors.invites.rules import share_code, share_hash
from convite.doors.invites.schemas import InviteCreate
from convite.doors.replies.actions import answer_party
from convite.doors.replies.queries import closed_for
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.doors.requests.queries import check_places
from convite.events.event.models import Event
from convite.events.team.queries import member_for
from convite.people.guests.actions import added_fact, change_guest, new_guest, read_phone
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email, guest_by_id
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id, user_by_name
from convite.room.attendees.queries import attendee_on, party_of
from convite.room.capacity.actions import lock_pool


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Whom a direct invite names: a guest of the address book, or the details of a new one."""

    known: Guest | None
    name: str
    user_id: UUID | None = None
    email: str | None = None
    phone: str | None = None


async def invite_directly(tx: Tx, actor: Actor, event: Event, body: InviteCreate) -> Invitation:
    """Invites one person; those with an e-mail address get it at once if the event is published.

    Raises:
        Conflict: they are in the event's team, or on its list already (carries the `id` of their
            invitation); or the event is canceled or over.
        Invalid: there is no such account, or the e-mail or phone can't be used.
    """
    await lock_pool(tx, event.id)
    check_open(event)
    invitee = await invitee_of(tx, actor, event, body)
    guest, new = invitee.known, NewParties()
    if guest is None:
        named = PartyGuest(first_name=invitee.name, email=invitee.email, phone=invitee.phone)
        country = await country_of(tx, event)
        guest = new_guest(named, organization_id=event.organization_id, country=country)
        guest.user_id = invitee.user_id
        new.guests.append(guest)
        new.facts.append(added_fact(guest))
    else:
        named = PartyGuest(guest_id=guest.id)
        await check_not_invited(tx, event, guest)
        if guest.user_id is None and invitee.user_id is not None:
            patch(guest, {"user_id": invitee.user_id})
    created_by = actor.id if actor.kind == "user" else None
    invitation = new_invitation(
        event, label=guest.name, message=body.message, max_guests=1, created_by=created_by
    )
    invitation.kind, invitation.locale = "direct", guest.locale
    new.invitations.append(invitation)
    new.facts += [InvitationCreated.of(invitation), DirectInvited.of(invitation)]
    join_party(actor, event, invitation, [(guest, named)], new)
    await new.write(tx, actor)
    if guest.email and event.status == "published":
        await send(tx, actor, event, invitation)
    await tx.refresh(invitation)
    return invitation


async def invitee_of(tx: Tx, actor: Actor, event: Event, body: InviteCreate) -> Invitee:
    """Whom an invite names.

    The e-mail and phone of an account are its own matter until it comes.

    Raises:
        Conflict: they are in the event's team, or invite themselves.
        Invalid: there is no such account, or the phone isn't one.
    """
    if body.user_id is not None:
        user = await user_by_id(tx, body.user_id)
        if user is None or not user.is_active:
            english = "There is no account with this id."
            raise invalid("user_id", FieldText(name="invite.no-account", english=english))
        await check_not_in_team(tx, actor, event, user)
        return Invitee(known=await known_guest(tx, event, user), name=user.name, user_id=user.id)
    if body.email is not None:
        user = await user_by_name(tx, email=body.email, phone=None)
        await check_not_in_team(tx, actor, event, user, address=body.email)
        known = await guest_by_email(tx, event.organization_id, body.email)
        name = body.name or body.email.split("@")[0]
        return Invitee(known=known, name=name, email=body.email)
    phone = read_phone(body.phone, await country_of(tx, event)) or ""
    user = await user_by_name(tx, email=None, phone=phone)
    await check_not_in_team(tx, actor, event, user)
    known = await guest_by_phone(tx, event.organization_id, phone)
    return Invitee(known=known, name=body.name or phone, phone=phone)


async def check_not_in_team(
    tx: Tx, actor: Actor, event: Event, user: User | None, *, address: str | None = None
) -> None:
    """Rejects an invite of oneself, the host or somebody in the event's team.

    Raises:
        Conflict: says which.
    """
    if user is not None and actor.kind == "user" and user.id == actor.id:
        raise Conflict("This is you.", name="own-invite")
    is_member = address is not None and await member_for(
        tx, event.id, user_id=None, email_key=email_key(address)
    )
    if is_member or (user is not None and await is_in_team(tx, event, user)):
        raise Conflict("They're in the team of this event already.", name="in-team")


async def check_not_invited(tx: Tx, event: Event, guest: Guest) -> None:
    """Rejects somebody who is on the event's list.

    Raises:
        Conflict: carries the `id` of their invitation; null if they came without one.
    """
    present = await attendee_on(tx, event.id, guest.id)
    if present is not None:
        key = str(present.invitation_id) if present.invitation_id else None
        text = f"{guest.name} is already on this event's list."
        told = {"id": key, "attendee_id": str(present.id)}
        raise Conflict(text, name="on-the-list", **told).with_text(name=guest.name)


async def make_link(tx: Tx, actor: Actor, event: Event, body: InviteCreate) -> Invitation:
    """Makes a link by which a number of people can come.

    Raises:
        Conflict: the event is canceled or over.
        Invalid: it would have ended already.
    """
    await lock_pool(tx, event.id)
    check_open(event)
    if body.expires_at is not None and body.expires_at <= now():
        english = "Choose a time to come."
        raise invalid("expires_at", FieldText(name="invite.past", english=english))
    link = new_invitation(
        event,
        label="",
        message=body.message,
        max_guests=body.max_guests,
        created_by=actor.id if actor.kind == "user" else None,
    )
    link.kind, link.expires_at = "share_link", body.expires_at
    code = share_code(settings().secret, link.id)
    link.code_hash = share_hash(code)
    # nobody types it
    link.short_hash = share_hash(f"typed{new_id().hex}")
    tx.add(link)
    await tx.flush()
    await tx.refresh(link)
    await record(tx, actor, ShareLinkCreated.of(link))
    return link


async def end_invite(tx: Tx, actor: Actor, event: Event, key: UUID) -> None:
    """Ends a share link, or cancels a direct invite; who came by the link still comes.

    Raises:
        NotFound: there is no such invite.
        Conflict: it has been ended already.
    """
    await lock_pool(tx, event.id)
    found = await lock_link(tx, key)
    if found is None:
        invitation = await invitation_by_id(tx, key)
        if invitation is None or invitation.kind != "direct":
            raise NotFound
        await cancel_invitation(tx, actor, event, invitation)
        return
    link = found[0]
    if link.canceled_at is not None:
        raise Conflict("This link has been ended already.", name="canceled").with_text("link")
    link.canceled_at = now()
    link.version += 1
    await tx.flush()
    await record(tx, actor, ShareLinkEnded.of(link))


def check_link(link: Invitation, used: int, event: Event, places: int) -> None:
    """Rejects a use of a share link (locked after the pool) that it doesn't allow.

    Raises:
        Problem: see `link_refusal`.
    """
    refusal = link_refusal(link, used, event, places)
    if refusal is not None:
        raise refusal


async def take_link(
    tx: Tx, actor: Actor, event: Event, user: User, key: UUID, places: int
) -> Invitation:
    """Comes by a share link, alone or with others; each account once.

    Raises:
        NotFound: there is no such link.
        Gone: see `check_link`.
        Conflict: the link or the event has too few places left (`sold-out`), the event is their own,
            or they are on its list already.
        Invalid: more places than the event allows.
    """
    pool = await lock_pool(tx, event.id)
    found = await lock_link(tx, key)
    if found is None:
        raise NotFound
    link, used = found
    if await is_in_team(tx, event, user):
        raise Conflict("You're hosting this event.", name="own-event")
    check_link(link, used, event, 1)
    check_places(event, places)
    await check_not_listed(tx, event, user)
    check_link(link, used, event, places)
    check_room(event, pool, places)
    await check_turn(tx, event, pool)
    party = await make_party(tx, actor, event, user, places=places, answers={}, shared_by=link.id)
    await record(tx, actor, ShareLinkUsed.of(link, user_id=user.id, places=places))
    return party


async def answer_invite(
    tx: Tx, actor: Actor, event: Event, user: User, key: UUID, status: Answer
) -> Invitation:
    """Says yes or no to a direct invite; the same twice changes nothing.

    Questions of the event are answered on the party's page.

    Raises:
        NotFound: there is no such invite.
        Gone: it was canceled, or replies are closed.
        Conflict: no places are left (`sold-out`), or the event takes nobody now.
    """
    pool = await lock_pool(tx, event.id)
    invitation = await invitation_by_id(tx, key, lock=True)
    if invitation is None or invitation.kind != "direct":
        raise NotFound
    closed = closed_for(event, invitation, by_guest=True)
    if closed is not None:
        raise closed
    people = await party_of(tx, invitation.id)
    if invitation.status in (status, "attended") or not people:
        return invitation
    if status == "accepted":
        coming = sum(person.attendee.status == "going" for person in people)
        check_room(event, pool, len(people) - coming)
    said = [GuestAnswered(id=person.attendee.id, status=status) for person in people]
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=said))
    if status == "accepted":
        await introduce(tx, actor, event, people[0].guest, user)
    found = await invitation_by_id(tx, key)
    assert found is not None  # locked
    return found


def refuse_declining() -> None:
    """Rejects a no to a share link.

    Raises:
        Conflict: always.
    """
    text = "This link isn't for one person. If you don't come, there's nothing to do."
    raise Conflict(text, name="not-personal")


async def introduce(tx: Tx, actor: Actor, event: Event, guest: Guest, user: User) -> None:
    """Gives the host the account's e-mail and phone, where the guest was invited by account alone."""
    row = await guest_by_id(tx, guest.id)
    if row is None or row.user_id != user.id or row.email or row.phone:
        return
    values: dict[str, object] = {"phone": user.phone} if user.phone else {}
    if user.email and await guest_by_email(tx, event.organization_id, user.email) is None:
        values["email"] = user.email
    if values:
        await change_guest(tx, actor, row, values, country=None)
