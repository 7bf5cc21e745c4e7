"""Jobs that queue messages when something happens, and the sender."""

from uuid import UUID

from convite.core.queue import Job, on
from convite.doors.erasure.facts import GuestErased
from convite.doors.invitations.facts import InvitationSent, PartyAnswered
from convite.events.event.facts import EventCanceled
from convite.events.team.facts import MemberInvitationSent, MemberInvited
from convite.messaging.delivery import actions
from convite.people.loginlinks.facts import LoginLinkRequested
from convite.people.memberships.facts import OrganizationMemberInvited
from convite.people.proofs.facts import EmailProofRequested


@on(InvitationSent, "mail_invitation")
async def mail_invitation(job: Job) -> None:
    """Sends an invitation to its guests."""
    async with job.tx() as tx:
        await actions.mail_invitation(tx, job.fact.id, job.fact.object_id)


@on(PartyAnswered, "confirm_answer")
async def confirm_answer(job: Job) -> None:
    """Confirms a party's reply; whoever pressed a button of a message is told there."""
    if job.fact.actor.via == "button":
        return
    async with job.tx() as tx:
        await actions.confirm_answer(tx, job.fact.id, job.fact.object_id)


@on(EventCanceled, "tell_canceled", lane="bulk")
async def tell_canceled(job: Job) -> None:
    """Notifies everybody who was expected, unless the event was a draft."""
    if job.fact.changes.get("status", ["draft"])[0] == "draft":
        return
    reason, after, is_first = job.fact.data["reason"], None, True
    while is_first or after is not None:
        async with job.tx() as tx:
            after = await actions.tell_canceled(tx, job.fact.id, job.fact.object_id, reason, after)
        is_first = False


@on(GuestErased, "cancel_messages", lane="urgent")
async def cancel_messages(job: Job) -> None:
    """Sends nothing more to somebody who was erased."""
    async with job.tx() as tx:
        await actions.cancel_messages(tx, job.fact.object_id)


@on(EmailProofRequested, "mail_email_proof")
async def mail_email_proof(job: Job) -> None:
    """Sends a user the link that proves their address."""
    async with job.tx() as tx:
        await actions.mail_email_proof(tx, UUID(job.fact.data["challenge_id"]))


@on(LoginLinkRequested, "mail_login_link")
async def mail_login_link(job: Job) -> None:
    """Sends a user the link that logs them in, or lets them set a password."""
    data = job.fact.data
    async with job.tx() as tx:
        await actions.mail_login_link(tx, UUID(data["challenge_id"]), data["asked_for"])


@on(MemberInvited, "mail_member")
async def mail_member(job: Job) -> None:
    """Mails somebody that they are invited to an event's team, or are in it."""
    key = job.fact.data["challenge_id"]
    async with job.tx() as tx:
        await actions.mail_member(
            tx, job.fact.id, job.fact.object_id, UUID(key) if key is not None else None
        )


@on(MemberInvitationSent, "mail_member_again")
async def mail_member_again(job: Job) -> None:
    """Mails an invitation to an event's team again."""
    await mail_member(job)


@on(OrganizationMemberInvited, "mail_organization_member")
async def mail_organization_member(job: Job) -> None:
    """Mails somebody that they are invited to an organization."""
    key = UUID(job.fact.data["challenge_id"])
    async with job.tx() as tx:
        await actions.mail_organization_member(tx, job.fact.id, job.fact.object_id, key)
