"""Writes of what invited accounts are told."""

from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import Actor
from convite.doors.invitations.queries import invitation_by_id
from convite.events.event.queries import event_by_id
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.invitenews.rules import invited_text, invited_title
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.notifications.rules import excerpt
from convite.people.guests.models import Guest
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id, user_by_name
from convite.room.attendees.queries import party_of


async def account_of(tx: Tx, guest: Guest) -> User | None:
    """The account that a guest is: by account, else by an e-mail or phone that it has proven."""
    if guest.user_id is not None:
        return await user_by_id(tx, guest.user_id)
    if guest.email:
        user = await user_by_name(tx, email=guest.email, phone=None)
        return user if user and user.email_verified_at else None
    if guest.phone:
        user = await user_by_name(tx, email=None, phone=guest.phone)
        return user if user and user.phone_verified_at else None
    return None


async def tell_invited(database: Database, actor: Actor, tenant: UUID, key: UUID) -> None:
    """Tells the account of a direct invite; by mail only if the invitation itself isn't mailed.

    Of a draft nobody is told: its host sends the invitation once it is published.
    """
    async with database.tx(Principal(organization_id=tenant)) as tx:
        invitation = await invitation_by_id(tx, key)
        event = await event_by_id(tx, invitation.event_id) if invitation else None
        people = await party_of(tx, key)
        if invitation is None or event is None or not event.is_open or not people:
            return
        guest = people[0].guest
        user = await account_of(tx, guest)
        if user is None or invitation.canceled_at is not None:
            return
        locale = (await profile_of(tx, user.id)).locale
        words, occasion = translator(locale), await occasion_of(tx, event, locale)
        text = invited_text(
            words, occasion, name=user.name, message=invitation.message, url=invitation.url
        )
    async with database.tx(Principal(organization_id=user.organization_id)) as tx:
        values = {
            "event_id": event.id,
            "sender_id": invitation.created_by,
            "type": "event_invite",
            "title": invited_title(words, occasion.host, occasion.title),
            "message": excerpt(invitation.message),
            "reference_type": "invitation",
            "reference_id": invitation.id,
            "details": {"event": event.title},
        }
        mail = Mail(locale=locale, text=text, key=f"invite.{invitation.id}")
        await notify(tx, actor, user, values, None if guest.email else mail)
