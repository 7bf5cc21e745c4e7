"""Writes of messages: queued under a unique key."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import null, update
from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.language import translator
from convite.core.log import Actor
from convite.doors.calendars.queries import calendar_entries
from convite.doors.calendars.rules import calendar_file, cancellation_of
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.members.models import EventMember
from convite.events.team.rules import invitation_link
from convite.gateways.channels import SentTemplate
from convite.gateways.registry import CHANNELS
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.queries import (
    calendars_sent,
    host_name,
    occasion_of,
    parts_they_come_to,
    party_and_event,
    recipients_of_cancellation,
    replies_in,
    those_who_come,
    user_name,
    ways_without_mail,
)
from convite.messaging.delivery.rules import (
    Occasion,
    RenderedText,
    answer_text,
    blocked_text,
    calendar_of_answer,
    canceled_text,
    invitation_text,
    invitee_of,
    language_of,
    magic_link_text,
    member_text,
    organization_text,
    password_reset_text,
    proof_text,
    short_answer_text,
    title_in,
)
from convite.people.guests.models import Guest
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id, user_by_name
from convite.people.loginlinks.rules import LinkKind, login_link, login_token
from convite.people.memberships import rules as memberships
from convite.people.organizations.models import Organization, OrganizationMember
from convite.people.proofs.models import Challenge
from convite.people.proofs.rules import invitation_token, proof_link, proof_token


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to one guest by one channel, before it is queued."""

    #: Nobody of the address book, if it goes `to` an address.
    guest: Guest | None
    locale: str
    words: RenderedText
    #: Unique among all messages; a message with a known key isn't queued again.
    key: str
    channel: str = "email"
    #: The provider's template that it is sent with, and what fills it.
    template: SentTemplate | None = None
    #: The calendar file that goes with it.
    calendar: str = ""
    #: An address in place of theirs.
    to: str | None = None

    @property
    def address(self) -> str | None:
        """Where it goes: the guest's address on the channel, if they have one."""
        if self.to is not None or self.guest is None:
            return self.to
        return self.guest.email if self.channel == "email" else self.guest.phone


async def queue_messages(tx: Tx, event: Event, drafts: Sequence[Draft]) -> int:
    """Queues messages and returns how many are new.

    Guests who have opted out of the channel get a row that says so and no message. Without a
    provider, messages stay on the outbox page.
    """
    rows = [row_of(event, draft) for draft in drafts if draft.address]
    if not rows:
        return 0
    made = await tx.execute(
        insert(Message).values(rows).on_conflict_do_nothing().returning(Message.id)
    )
    return len(made.all())


def row_of(event: Event, draft: Draft) -> dict[str, Any]:
    """A draft as a row."""
    # whoever has an address that was named gets it, whatever the guest wants at theirs
    guest = draft.guest if draft.to is None else None
    wants_none = guest is not None and bool(guest.opt_outs.get(draft.channel))
    fault = guest.email_fault if guest is not None and draft.channel == "email" else None
    is_sent = CHANNELS[draft.channel].is_configured
    return {
        "id": new_id(),
        "organization_id": event.organization_id,
        "event_id": event.id,
        "guest_id": guest.id if guest else None,
        "channel": draft.channel,
        "address": draft.address,
        "locale": draft.locale,
        "subject": draft.words.subject,
        "text": draft.words.text,
        "links": list(draft.words.links),
        "calendar": draft.calendar or None,
        "dedup_key": draft.key,
        "template": asdict(draft.template) if draft.template else null(),
        "status": "suppressed" if wants_none or fault else "queued" if is_sent else "outbox",
        "error": blocked_text(fault) if fault else None,
    }


async def mail_invitation(tx: Tx, cause_id: UUID, invitation_id: UUID) -> int:
    """Queues an invitation to each of its people who has an address."""
    found = await party_and_event(tx, invitation_id)
    if found is None or found[0].canceled_at is not None or not found[1].is_open:
        return 0
    invitation, event, people = found
    drafts = []
    for one in people:
        locale, words = language_of(one.guest, invitation.locale, event)
        text = invitation_text(
            words,
            await occasion_of(tx, event, locale, invitation, one.parts),
            name=one.guest.name,
            message=invitation.message,
            url=invitation.url,
            code=invitation.short_code,
        )
        key = f"invitation.{cause_id}.{one.guest.id}"
        entries = calendar_entries(event, invitation, people, locale)
        calendar = calendar_file(entries, method="PUBLISH").decode() if entries else ""
        draft = Draft(guest=one.guest, locale=locale, words=text, key=key, calendar=calendar)
        drafts.append(draft)
    return await queue_messages(tx, event, drafts)


async def confirm_answer(
    tx: Tx, cause_id: UUID, invitation_id: UUID, *, is_let_in: bool = False
) -> int:
    """Queues a confirmation of a party's reply: by mail, else by WhatsApp or SMS as far as that goes.

    `is_let_in`: they have waited, and a place has become free.
    """
    found = await party_and_event(tx, invitation_id)
    if found is None or not found[1].is_open:
        return 0
    invitation, event, people = found
    program = parts_they_come_to(people)
    sent = await calendars_sent(tx, event.id, [one.guest.id for one in people])
    ways = await ways_without_mail(tx, [one.guest for one in people])
    drafts = []
    for one in people:
        locale, words = language_of(one.guest, invitation.locale, event)
        occasion = await occasion_of(tx, event, locale, invitation, program)
        coming = those_who_come(one, people)
        text = answer_text(
            words,
            occasion,
            name=one.guest.name,
            replies=replies_in(people, locale),
            url=invitation.url,
            has_calendar=event.starts_at is not None and bool(coming),
            is_let_in=is_let_in,
        )
        key = f"answer.{cause_id}.{one.guest.id}"
        calendar = calendar_of_answer(
            calendar_entries(event, invitation, people, locale, coming=coming),
            invitee_of(one.guest, occasion.host, settings().mail_from),
            sent.get(one.guest.id, ""),
            is_coming=bool(coming),
        )
        draft = Draft(guest=one.guest, locale=locale, words=text, key=key, calendar=calendar)
        if one.guest.id in ways:
            url, is_coming = invitation.url, bool(coming)
            short = short_answer_text(words, title=occasion.title, url=url, is_coming=is_coming)
            draft = replace(draft, words=short, channel=ways[one.guest.id], calendar="")
        drafts.append(draft)
    return await queue_messages(tx, event, drafts)


async def tell_canceled(
    tx: Tx, cause_id: UUID, event_id: UUID, reason: str, after: UUID | None
) -> UUID | None:
    """Queues cancellations to the next people; returns where to go on, None when done."""
    event = await event_by_id(tx, event_id)
    recipients = await recipients_of_cancellation(tx, event_id, after) if event else []
    if event is None or event.status != "canceled" or not recipients:
        return None
    occasions: dict[str, Occasion] = {}
    sent = await calendars_sent(tx, event_id, [one.guest.id for one in recipients])
    drafts = []
    for one in recipients:
        locale, words = language_of(one.guest, one.locale, event)
        if locale not in occasions:
            occasions[locale] = await occasion_of(tx, event, locale)
        text = canceled_text(words, occasions[locale], name=one.guest.name, reason=reason)
        key = f"canceled.{cause_id}.{one.guest.id}"
        known = sent.get(one.guest.id, "")
        calendar = cancellation_of(known, now()) if known else ""
        draft = Draft(guest=one.guest, locale=locale, words=text, key=key, calendar=calendar)
        drafts.append(draft)
    await queue_messages(tx, event, drafts)
    return recipients[-1].attendee_id


async def move_messages(tx: Tx, _: Actor, kept: Guest, removed: Guest) -> list[str]:
    """Moves the messages of a merged guest to the one that is kept."""
    moved = await tx.execute(
        update(Message)
        .where(Message.guest_id == removed.id)
        .values(guest_id=kept.id)
        .returning(Message.id)
    )
    return [str(key) for key in moved.scalars()]


async def move_messages_back(
    tx: Tx, _: Actor, kept: Guest, removed: Guest, moved: Sequence[str]
) -> None:
    """Gives a guest who was merged their messages back."""
    if moved:
        ids = [UUID(key) for key in moved]
        ours = Message.id.in_(ids), Message.guest_id == kept.id
        await tx.execute(update(Message).where(*ours).values(guest_id=removed.id))


async def mail_user(tx: Tx, user: User, locale: str, words: RenderedText, *, key: str) -> None:
    """Queues a mail to a user; `key` is unique among all messages."""
    to = {"organization_id": user.organization_id, "user_id": user.id, "address": user.email}
    await queue_mail(tx, to, locale, words, key=key)


async def queue_mail(
    tx: Tx, to: dict[str, Any], locale: str, words: RenderedText, *, key: str
) -> str:
    """Queues a mail; `to` has the columns that say whose it is and to which address it goes.

    Returns its status: `queued`, or `outbox` without a provider.
    """
    status = "queued" if CHANNELS["email"].is_configured else "outbox"
    row = {
        **to,
        "id": new_id(),
        "channel": "email",
        "locale": locale,
        "subject": words.subject,
        "text": words.text,
        "links": list(words.links),
        "dedup_key": key,
        "status": status,
    }
    await tx.execute(insert(Message).values(row).on_conflict_do_nothing())
    return status


async def mail_email_proof(tx: Tx, challenge_id: UUID) -> None:
    """Queues the link that proves a user's address, unless they have another one by now."""
    challenge = await load(tx, Challenge, challenge_id)
    user = await user_by_id(tx, challenge.user_id) if challenge and challenge.user_id else None
    if challenge is None or user is None or user.email != challenge.email:
        return
    locale = (await profile_of(tx, user.id)).locale
    url = proof_link(settings().address, proof_token(settings().secret, challenge.id))
    words = proof_text(translator(locale), name=user.name, url=url)
    await mail_user(tx, user, locale, words, key=f"proof.{challenge.id}")


async def mail_login_link(tx: Tx, challenge_id: UUID, asked_for: LinkKind) -> None:
    """Queues a link that logs in or sets a password, unless the account has another address by now."""
    challenge = await load(tx, Challenge, challenge_id)
    user = await user_by_id(tx, challenge.user_id) if challenge and challenge.user_id else None
    if challenge is None or user is None or user.email != challenge.email:
        return
    kind: LinkKind = "magic_link" if challenge.kind == "magic_link" else "password_reset"
    locale = (await profile_of(tx, user.id)).locale
    token = login_token(settings().secret, kind, challenge.id)
    url = login_link(settings().address, kind, token)
    say = translator(locale)
    if kind == "magic_link":
        words = magic_link_text(say, name=user.name, url=url)
    else:
        is_instead = asked_for != kind
        words = password_reset_text(say, name=user.name, url=url, is_instead=is_instead)
    await mail_user(tx, user, locale, words, key=f"login.{challenge.id}")


async def mail_member(tx: Tx, fact_id: UUID, member_id: UUID, challenge_id: UUID | None) -> None:
    """Queues the invitation to an event's team, or the mail that says somebody is in it.

    None to somebody who was removed, or has joined by another link, meanwhile.
    """
    member = await load(tx, EventMember, member_id)
    event = await event_by_id(tx, member.event_id) if member else None
    wanted = "active" if challenge_id is None else "invited"
    if member is None or event is None or member.status != wanted:
        return
    user = await member_account(tx, member)
    address = member.email or (user.email if user else None)
    if address is None:
        return
    locale = (await profile_of(tx, user.id)).locale if user else event.locale
    url = f"{settings().address}/events/{event.id}"
    if challenge_id is not None:
        url = invitation_link(settings().address, invitation_token(settings().secret, challenge_id))
    host = await user_name(tx, member.assigned_by) or await host_name(tx, event)
    words = member_text(
        translator(locale),
        Occasion(title=title_in(event, locale), host=host),
        role=member.role,
        url=url,
        is_member=challenge_id is None,
    )
    to = {"organization_id": event.organization_id, "event_id": event.id, "address": address}
    await queue_mail(tx, to, locale, words, key=f"member.{fact_id}")


async def member_account(tx: Tx, member: EventMember) -> User | None:
    """The member's account, or that with the address they were invited by."""
    if member.user_id is not None:
        return await user_by_id(tx, member.user_id)
    return await user_by_name(tx, email=member.email, phone=None) if member.email else None


async def mail_organization_member(
    tx: Tx, fact_id: UUID, member_id: UUID, challenge_id: UUID
) -> None:
    """Queues the invitation to an organization; none if it was withdrawn or accepted meanwhile."""
    member = await load(tx, OrganizationMember, member_id)
    organization = await load(tx, Organization, member.organization_id) if member else None
    if member is None or organization is None or member.status != "invited" or not member.email:
        return
    user = await user_by_name(tx, email=member.email, phone=None)
    locale = (await profile_of(tx, user.id)).locale if user else organization.locale or "en"
    host = await user_name(tx, member.invited_by)
    token = invitation_token(settings().secret, challenge_id)
    words = organization_text(
        translator(locale),
        organization=organization.name,
        host=host or organization.name,
        role=member.role,
        url=memberships.invitation_link(settings().address, token),
    )
    to = {"organization_id": organization.id, "address": member.email}
    await queue_mail(tx, to, locale, words, key=f"organization.{fact_id}")


async def cancel_messages(tx: Tx, guest_id: UUID) -> None:
    """Cancels what is still to be sent to a guest."""
    await tx.execute(
        update(Message)
        .where(Message.guest_id == guest_id, Message.status.in_(("queued", "held")))
        .values(status="suppressed")
        .execution_options(synchronize_session=False)
    )
