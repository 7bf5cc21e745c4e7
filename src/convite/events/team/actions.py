"""Writes of an event's team: invite, accept, change, remove."""

from typing import Any
from uuid import UUID

from convite.core.access import Token
from convite.core.clock import now
from convite.core.db import Principal, ReadTx, Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import Actor, record
from convite.core.machine import move, move_if_allowed
from convite.core.problems import (
    Conflict,
    FieldText,
    Gone,
    NotFound,
    WrongState,
    invalid,
)
from convite.core.search import email_key
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id, place_of
from convite.events.members.models import EventMember
from convite.events.team.facts import (
    MemberChanged,
    MemberInvitationSent,
    MemberInvited,
    MemberJoined,
    MemberRemoved,
    MemberViewed,
)
from convite.events.team.queries import (
    Invited,
    admins_locked,
    count_members,
    member_for,
    name_of,
)
from convite.events.team.rules import MAX_MEMBERS
from convite.events.team.schemas import MemberInvitationOut, MemberInvite
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id, user_by_name
from convite.people.proofs.actions import (
    add_invitation,
    check_addressee,
    check_may_invite_again,
    check_valid,
    invitation_unknown,
)
from convite.people.proofs.models import Challenge
from convite.people.proofs.queries import challenge_by_hash


async def invite_member(tx: Tx, actor: Actor, event: Event, body: MemberInvite) -> EventMember:
    """Invites somebody to the team by mail; an account with a proven address is a member at once.

    Raises:
        Conflict: they are in the team already, or it is full.
        Invalid: there is no such account.
    """
    user = await account_of(tx, body)
    address = body.email or (user.email if user else None)
    key = email_key(address) if address else None
    user_id = user.id if user else None
    if await member_for(tx, event.id, user_id=user_id, email_key=key) is not None:
        raise Conflict("This person is already in the team.", name="already-member")
    if await count_members(tx, event.id) >= MAX_MEMBERS:
        raise Conflict(
            f"A team can have at most {MAX_MEMBERS} people. Remove somebody first.",
            name="too-many-members",
        ).with_text(most=MAX_MEMBERS)
    is_member = user is not None and (body.email is None or user.email_verified_at is not None)
    member = EventMember(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        user_id=user_id if is_member else None,
        email=body.email,
        email_key=key if body.email else None,
        status="active" if is_member else "invited",
        assigned_by=actor.id if actor.kind == "user" else None,
        assigned_at=now(),
        **body.model_dump(include={"role", "duties", "permissions", "display_name"}),
    )
    member.display_name = member.display_name or None
    tx.add(member)
    await tx.flush()
    challenge_id = None if is_member else await add_challenge(tx, member)
    name = name_of(member, user if is_member else None)
    await record(tx, actor, MemberInvited.of(member, name=name, challenge_id=challenge_id))
    await tx.refresh(member)
    return member


async def account_of(tx: Tx, body: MemberInvite) -> User | None:
    """The account that is invited, if there is one with the address."""
    if body.user_id is None:
        return await user_by_name(tx, email=body.email, phone=None)
    user = await user_by_id(tx, body.user_id)
    if user is None:
        english = "There's no account with this id. Invite the person by e-mail."
        raise invalid("user_id", FieldText(name="member.no-account", english=english))
    return user


async def add_challenge(tx: Tx, member: EventMember) -> UUID:
    """Makes the proof whose link is mailed, and dates the invitation by it."""
    challenge = await add_invitation(tx, "member_invite", str(member.email), member.id)
    member.expires_at = challenge.expires_at
    await tx.flush()
    return challenge.id


async def send_again(tx: Tx, actor: Actor, member: EventMember) -> EventMember:
    """Mails an invitation again, which lasts from now on.

    Raises:
        WrongState: they have joined already.
        TooMany: it was sent just now, or too often today.
    """
    row = await load(tx, EventMember, member.id, lock=True)
    if row is None or row.status == "removed":
        raise NotFound
    if row.status != "invited":
        joined = "They're already in the team; there's no invitation to send."
        raise WrongState(joined, current_status=row.status).with_text("joined")
    await check_may_invite_again(tx, row.id)
    challenge_id = await add_challenge(tx, row)
    fact = MemberInvitationSent.of(row, name=name_of(row, None), challenge_id=challenge_id)
    await record(tx, actor, fact)
    await tx.refresh(row)
    return row


async def view_as(tx: Tx, actor: Actor, member: EventMember, user: User | None) -> None:
    """Logs that an admin sees the event as a member sees it."""
    await record(tx, actor, MemberViewed.of(member, name=name_of(member, user)))


async def read_invitation(tx: ReadTx, token: Token, text: str) -> MemberInvitationOut:
    """What the invitation with this token is for; any account may read it, as only the link has the token.

    Raises:
        NotFound: no invitation has this token.
        Gone: it has expired or was withdrawn, or the event is gone.
        Conflict: it was used.
    """
    challenge = await challenge_by_hash(tx, "member_invite", hash_of(text), lock=False)
    invited, member, event = await invited_member(tx, token, challenge)
    check_open(member, invited, event)
    host = await user_by_id(tx, member.assigned_by) if member.assigned_by else None
    return MemberInvitationOut(
        event_title=event.title if event else "",
        role=member.role,
        invited_by=host.name if host else None,
    )


async def accept_invitation(tx: Tx, token: Token, text: str) -> EventMember:
    """Makes the account a member by the token that was mailed to its address.

    Raises:
        NotFound: no invitation has this token.
        Gone: it has expired or was withdrawn, or the event is gone.
        Conflict: it was used.
        NotAllowed: it was sent to another address than the account's.
    """
    challenge = await challenge_by_hash(tx, "member_invite", hash_of(text))
    user = await user_by_id(tx, token.user_id)
    invited, member, event = await invited_member(tx, token, challenge, lock=True)
    if user is None:
        raise NotFound
    check_addressee(user, member.email_key)
    check_open(member, invited, event)
    invited.is_verified = True
    await join(tx, token.actor, member, user)
    return member


async def invited_member(
    tx: ReadTx, token: Token, challenge: Challenge | None, *, lock: bool = False
) -> tuple[Challenge, EventMember, Event | None]:
    """Enters the organization of an invitation; returns its challenge, member and event.

    Raises:
        NotFound: there is no such invitation, or the member is gone.
    """
    if challenge is None or challenge.object_id is None:
        raise invitation_unknown()
    place = await place_of(tx, "member", challenge.object_id)
    if place is None:
        raise invitation_unknown()
    await tx.enter(Principal(organization_id=place.organization_id, user_id=token.user_id))
    member = await load(tx, EventMember, challenge.object_id, lock=lock)
    if member is None:
        raise NotFound
    return challenge, member, await event_by_id(tx, place.event_id)


def check_open(member: EventMember, challenge: Challenge, event: Event | None) -> None:
    """Checks that an invitation can still be accepted."""
    if member.status in {"active", "inactive"}:
        raise Conflict(
            "This invitation has already been used: you're in the team.", name="member-invite-used"
        )
    if event is None:
        raise Gone("This event no longer exists.")
    check_valid(challenge, member.status)


async def join(tx: Tx, actor: Actor, member: EventMember, user: User) -> None:
    """Makes somebody who was invited a member; does nothing if they are one by now.

    Raises:
        Conflict: the account is in the team by another invitation.
    """
    other = await member_for(tx, member.event_id, user_id=user.id, email_key=None)
    if other is not None and other.id != member.id:
        raise Conflict(
            "You're already in the team of this event.", name="already-member"
        ).with_text("self")
    member.user_id = user.id
    member.expires_at = None
    member.version += 1
    await move_if_allowed(
        tx, actor, member, "active", MemberJoined, name=name_of(member, user), user_id=user.id
    )


async def join_invited(tx: Tx, actor: Actor, invited: Invited, user: User) -> None:
    """Accepts an invitation for an account that has proven the address it was sent to."""
    member = await load(tx, EventMember, invited.member_id, lock=True)
    if member is None or member.status != "invited" or member.email_key != user.email_key:
        return
    if await member_for(tx, member.event_id, user_id=user.id, email_key=None) is None:
        await join(tx, actor, member, user)


async def keep_an_admin(tx: Tx, member: EventMember) -> EventMember:
    """The member, read again, who is about to lose the role of an admin, all admins being locked.

    Raises:
        Conflict: they are the event's last admin.
        NotFound: they were removed meanwhile.
    """
    admins = await admins_locked(tx, member.event_id)
    if admins == [member.id]:
        raise Conflict(
            "An event needs an admin. Make somebody else an admin first.", name="last-admin"
        )
    row = await load(tx, EventMember, member.id, lock=True)
    if row is None or row.status == "removed":
        raise NotFound
    return row


async def change_member(
    tx: Tx, actor: Actor, member: EventMember, user: User | None, values: dict[str, Any]
) -> EventMember:
    """Changes a member's role, duties, permissions or name.

    Raises:
        Conflict: they are the last admin, and would no longer be one.
    """
    if values.get("role", "admin") != "admin":
        member = await keep_an_admin(tx, member)
    if "display_name" in values:
        values["display_name"] = values["display_name"] or None
    changed = patch(member, values)
    if changed:
        await tx.flush()
        fact = MemberChanged.of(member, name=name_of(member, user), changes=changed)
        await record(tx, actor, fact)
        await tx.refresh(member)
    return member


async def remove_member(tx: Tx, actor: Actor, member: EventMember, user: User | None) -> None:
    """Removes a member, or withdraws an invitation; by themselves, they leave.

    Raises:
        Conflict: they are the event's last admin.
    """
    row = await keep_an_admin(tx, member)
    row.version += 1
    has_left = actor.kind == "user" and actor.id == row.user_id
    await move(tx, actor, row, "removed", MemberRemoved, name=name_of(row, user), has_left=has_left)
