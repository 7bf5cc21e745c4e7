"""Writes of memberships: accounts added, addresses invited, invitations accepted."""

from uuid import UUID

from convite.core.access import Token
from convite.core.db import Principal, Tx, load
from convite.core.ids import hash_of, new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, Gone, NotFound, WrongState, invalid
from convite.core.search import email_key
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id, user_by_name
from convite.people.memberships.facts import OrganizationMemberInvited
from convite.people.organizations.actions import (
    add_member,
    check_may_give,
    check_room,
    move_member,
    placed,
)
from convite.people.organizations.facts import OrganizationMemberAdded, OrganizationMemberRemoved
from convite.people.organizations.models import Organization, OrganizationMember
from convite.people.organizations.queries import any_member, invited_as, tenant_of
from convite.people.organizations.schemas import OrganizationMemberAdd
from convite.people.proofs.actions import (
    add_invitation,
    check_addressee,
    check_may_invite_again,
    check_valid,
    invitation_unknown,
)
from convite.people.proofs.queries import challenge_by_hash


async def invite(
    tx: Tx, actor: Actor, organization_id: UUID, body: OrganizationMemberAdd, *, by: str
) -> OrganizationMember:
    """Makes an account with a proven address a member, and invites everybody else by mail.

    `by` is the role of whoever does so.

    Raises:
        Invalid: there is no account with this id.
        Conflict: they are members or invited already, or there are too many.
    """
    check_may_give(by, body.role)
    await check_room(tx, organization_id)
    if body.email is None:
        user = await user_by_id(tx, body.user_id or new_id())
        if user is None:
            english = "There's no account with this id. Invite the person by e-mail."
            raise invalid("user_id", FieldText(name="member.no-account", english=english))
        return await add_member(tx, actor, organization_id, user.id, body.role)
    found = await invited_as(tx, organization_id, email_key(body.email))
    if found is not None and found[0].status == "invited":
        raise Conflict(
            "This address is invited already. You can send the invitation again.",
            name="already-invited",
        )
    user = await user_by_name(tx, email=body.email, phone=None)
    is_known = user is not None and (found is not None or user.email_verified_at is not None)
    if user is not None and is_known:
        return await add_member(tx, actor, organization_id, user.id, body.role)
    member = OrganizationMember(
        id=new_id(),
        organization_id=organization_id,
        email=body.email,
        email_key=email_key(body.email),
        invited_by=actor.id if actor.kind == "user" else None,
        role=body.role,
        status="invited",
    )
    tx.add(member)
    await tx.flush()
    await mail(tx, actor, member)
    return member


async def mail(tx: Tx, actor: Actor, member: OrganizationMember) -> None:
    """Has an invitation mailed, which can be accepted from now on for seven days."""
    challenge = await add_invitation(tx, "organization_invite", str(member.email), member.id)
    member.expires_at = challenge.expires_at
    await tx.flush()
    fact = OrganizationMemberInvited(
        organization_id=member.organization_id,
        object_id=member.id,
        role=member.role,
        challenge_id=challenge.id,
    )
    await record(tx, actor, fact)
    await tx.refresh(member)


async def send_again(tx: Tx, actor: Actor, member: OrganizationMember, *, by: str) -> None:
    """Mails an invitation again, which lasts from now on.

    Raises:
        WrongState: they have joined already.
        TooMany: it was sent just now, or too often today.
    """
    check_may_give(by, member.role)
    row = await load(tx, OrganizationMember, member.id, lock=True)
    if row is None or row.status == "removed":
        raise NotFound
    if row.status != "invited":
        joined = "They're already a member; there's no invitation to send."
        raise WrongState(joined, current_status=row.status).with_text("in-organization")
    await check_may_invite_again(tx, row.id)
    await mail(tx, actor, row)


async def accept_invitation(tx: Tx, token: Token, text: str) -> OrganizationMember:
    """Makes the account a member by the token that was mailed to its address.

    Raises:
        NotFound: no invitation has this token.
        Gone: it has expired or was withdrawn, or the organization is gone.
        Conflict: it was used.
        NotAllowed: it was sent to another address than the account's.
    """
    challenge = await challenge_by_hash(tx, "organization_invite", hash_of(text))
    if challenge is None or challenge.object_id is None:
        raise invitation_unknown()
    organization_id = await tenant_of(tx, "organization_member", challenge.object_id)
    if organization_id is None:
        raise invitation_unknown()
    user = await user_by_id(tx, token.user_id)
    await tx.enter(Principal(organization_id=organization_id, user_id=token.user_id))
    member = await load(tx, OrganizationMember, challenge.object_id, lock=True)
    organization = await load(tx, Organization, organization_id)
    if user is None or member is None:
        raise NotFound
    check_addressee(user, member.email_key)
    if challenge.is_verified or member.status == "active":
        raise Conflict(
            "This invitation has already been used: you're a member.",
            name="organization-invite-used",
        )
    if organization is None or organization.deleted_at is not None:
        raise Gone("This organization no longer exists.", name="organization-gone")
    check_valid(challenge, member.status)
    challenge.is_verified = True
    return await join(tx, token.actor, member, user)


async def join(tx: Tx, actor: Actor, member: OrganizationMember, user: User) -> OrganizationMember:
    """Makes somebody who was invited a member. Whoever was one before is one again, by their old row.

    Raises:
        Conflict: the account is a member already.
    """
    former = await any_member(tx, member.organization_id, user.id)
    if former is None:
        member.user_id = user.id
        member.expires_at = None
        await tx.flush()
        await move_member(tx, member, "active")
        changes = {"status": ("invited", "active")}
        await record(tx, actor, OrganizationMemberAdded(**placed(member), changes=changes))
        return member
    await move_member(tx, member, "removed")
    changes = {"status": ("invited", "removed")}
    gone = OrganizationMemberRemoved(**placed(member), changes=changes, has_left=False)
    await record(tx, actor, gone)
    return await add_member(tx, actor, member.organization_id, user.id, member.role)


async def join_invited(tx: Tx, actor: Actor, member_id: UUID, user: User) -> None:
    """Accepts an invitation for an account that has proven the address it was sent to."""
    member = await load(tx, OrganizationMember, member_id, lock=True)
    if member is None or member.status != "invited" or member.email_key != user.email_key:
        return
    former = await any_member(tx, member.organization_id, user.id)
    if former is None or former.status != "active":
        await join(tx, actor, member, user)
