"""Queries of admission: who an account is to an event."""

from convite.core.db import ReadTx
from convite.events.event.models import Event
from convite.events.team.queries import member_for
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email, guest_of_user
from convite.people.identity.models import User


async def is_in_team(tx: ReadTx, event: Event, user: User) -> bool:
    """Whether the event is the account's own."""
    if event.host_user_id == user.id:
        return True
    return await member_for(tx, event.id, user_id=user.id, email_key=None) is not None


async def known_guest(tx: ReadTx, event: Event, user: User) -> Guest | None:
    """Who this account is in the organization's address book: by account, else by its proven e-mail."""
    guest = await guest_of_user(tx, event.organization_id, user.id)
    if guest is not None or not user.email or user.email_verified_at is None:
        return guest
    return await guest_by_email(tx, event.organization_id, user.email)
