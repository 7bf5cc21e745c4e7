"""Writes of notifications: made, read, collected in a mail."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert

from convite.core.access import Token
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx, load
from convite.core.ids import new_id
from convite.core.language import translator
from convite.core.log import Actor, changes_between, record
from convite.core.problems import NotFound
from convite.doors.profiles.queries import profile_locked
from convite.events.event.queries import Place, event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.actions import mail_user
from convite.messaging.delivery.rules import RenderedText, title_in
from convite.messaging.notifications.facts import (
    NotificationChoicesChanged,
    NotificationCreated,
    NotificationsRead,
)
from convite.messaging.notifications.models import Notification
from convite.messaging.notifications.queries import (
    DIGEST_BATCH,
    DIGEST_BATCHES,
    DIGEST_DUE,
    DIGEST_LATER,
    DUE,
    tellable,
)
from convite.messaging.notifications.rules import (
    DIGEST_REACH,
    Choice,
    Kind,
    choice_for,
    choices_of,
    collected_daily,
    collected_text,
    digest_text,
    next_digest,
    with_choice,
)
from convite.people.guests.models import Guest
from convite.people.identity.models import Profile, User
from convite.people.identity.queries import profile_of, user_by_id

log = logging.getLogger("convite")

#: What a mail that collects a day needs to know of a notification.
DIGESTED = ("id", "event_id", "reference_type", "title", "message", "created_at")


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail to an account, with a key that is unique among all messages."""

    locale: str
    text: RenderedText
    key: str


async def notify(
    tx: Tx, actor: Actor, user: User, values: dict[str, Any], mail: Mail | None = None
) -> None:
    """Tells a user, in a transaction of their own organization; what they were told isn't repeated.

    The mail is queued if they want such news by mail at once.
    """
    row = {**values, "id": new_id(), "organization_id": user.organization_id, "user_id": user.id}
    if mail is not None and await mail_news(tx, user, values["reference_type"], mail):
        row["mailed_at"] = func.now()
    made = await tx.execute(
        insert(Notification).values(row).on_conflict_do_nothing().returning(Notification.id)
    )
    key = made.scalar_one_or_none()
    if key is not None:
        fact = NotificationCreated(
            organization_id=user.organization_id,
            object_id=key,
            stream_id=user.id,
            user_id=user.id,
            notification_id=key,
        )
        await record(tx, actor, fact)


async def mail_news(tx: Tx, user: User, about: str, mail: Mail) -> bool:
    """Queues a mail about something, with the way to choose; returns whether the user wants it at once."""
    preferences = (await profile_of(tx, user.id)).notification_preferences
    if not user.email or choice_for(preferences, about).mail != "at_once":
        return False
    await mail_with_choice(tx, user, mail)
    return True


async def mail_with_choice(tx: Tx, user: User, mail: Mail) -> None:
    """Queues a mail that says where one chooses what one is told."""
    url = f"{settings().address}/account/notifications"
    text = with_choice(translator(mail.locale), mail.text, url)
    await mail_user(tx, user, mail.locale, text, key=mail.key)


async def choose(tx: Tx, token: Token, sent: dict[Kind, dict[str, Any]]) -> dict[str, Any]:
    """Changes what the caller chose for kinds of news; returns all that differs from the defaults."""
    profile = await profile_locked(tx, token.user_id)
    before = profile.notification_preferences
    chosen = choices_of(before)
    for kind, values in sent.items():
        chosen[kind] = replace(chosen[kind], **values)
    after: dict[str, Any] = {
        kind: asdict(choice) for kind, choice in chosen.items() if choice != Choice()
    }
    if after == before:
        return before
    profile.notification_preferences = after
    await set_digest(tx, profile)
    fact = NotificationChoicesChanged(
        organization_id=token.organization_id,
        object_id=token.user_id,
        stream_id=token.user_id,
        changes=changes_between(before, after),
    )
    await record(tx, token.actor, fact)
    return after


async def set_digest(tx: Tx, profile: Profile) -> None:
    """Sets when the next mail that collects a day is due, by the database's clock."""
    at = await tx.driver.fetchval("SELECT now()")
    profile.digest_at = next_digest(profile.notification_preferences, profile.timezone, at)
    await tx.flush()


async def move_digest(tx: Tx, user_id: UUID) -> None:
    """Moves the mail that collects a day to the user's new time zone."""
    await set_digest(tx, await profile_locked(tx, user_id))


async def mark_read(
    tx: Tx, actor: Actor, user_id: UUID, organization_id: UUID, *, matching: Any = None
) -> None:
    """Marks a user's notifications as read: those that match a condition, or all."""
    statement = update(Notification).where(
        Notification.user_id == user_id, Notification.is_read.is_(False)
    )
    if matching is not None:
        statement = statement.where(matching)
    read = await tx.execute(
        statement.values(is_read=True, updated_at=func.now()).returning(Notification.id)
    )
    if read.first() is not None:
        fact = NotificationsRead(
            organization_id=organization_id, object_id=user_id, stream_id=user_id, user_id=user_id
        )
        await record(tx, actor, fact)


async def mark_one_read(
    tx: Tx, actor: Actor, user_id: UUID, organization_id: UUID, notification_id: UUID
) -> None:
    """Marks one of a user's notifications as read; a read one stays as it is.

    Raises:
        NotFound: they have no such notification.
    """
    row = await load(tx, Notification, notification_id)
    if row is None or row.user_id != user_id:
        raise NotFound
    await mark_read(
        tx, actor, user_id, organization_id, matching=Notification.id == notification_id
    )


async def settle(
    database: Database, actor: Actor, place: Place, kind: str, ids: Sequence[UUID]
) -> None:
    """Marks notifications of these things as read, everybody's, since one of the team dealt with them."""
    async with database.tx(Principal(organization_id=place.organization_id)) as tx:
        users = await readers_of(tx, place.event_id, place.organization_id)
    matching = (Notification.reference_type == kind) & Notification.reference_id.in_(ids)
    for user in users:
        async with database.tx(Principal(organization_id=user.organization_id)) as tx:
            await mark_read(tx, actor, user.id, user.organization_id, matching=matching)


async def mail_due(system: Database) -> None:
    """Queues a mail about new messages to each user and event for which an hour has passed.

    What was collected is stored with the mail, so that a restart neither loses nor repeats any. One
    that can't be written is logged, and doesn't keep the others waiting.
    """
    for row in await system.pool.fetch(DUE):
        try:
            await mail_one(system, row["tenant"], row["user_id"], row["event_id"])
        except Exception:
            log.exception("the mail about messages to user %s can't be written", row["user_id"])


async def mail_one(system: Database, tenant: UUID, user_id: UUID, event_id: UUID) -> None:
    """Queues a user's mail about an event; none if they may no longer read its messages.

    Those notifications count as collected too: otherwise they'd be looked at again each minute.
    """
    async with system.tx(Principal(organization_id=tenant)) as tx:
        readers = await readers_of(tx, event_id, tenant)
        parties, first = await collect(tx, user_id, event_id)
        if first is not None and user_id in {user.id for user in readers}:
            await mail(tx, user_id, event_id, parties, first)


async def collect(tx: Tx, user_id: UUID, event_id: UUID) -> tuple[list[str], datetime | None]:
    """Takes a user's notifications of an event for a mail: their parties, and when that was."""
    taken = await tx.execute(
        update(Notification)
        .where(Notification.user_id == user_id, Notification.event_id == event_id)
        .where(Notification.reference_type == "message", Notification.is_read.is_(False))
        .where(Notification.mailed_at.is_(None))
        .values(mailed_at=func.now())
        .returning(Notification.title, Notification.mailed_at)
    )
    rows = taken.all()
    return [row[0] for row in rows], rows[0][1] if rows else None


async def mail(tx: Tx, user_id: UUID, event_id: UUID, parties: list[str], at: datetime) -> None:
    """Queues the mail about messages of these parties."""
    user, event = await user_by_id(tx, user_id), await event_by_id(tx, event_id)
    if user is None or event is None or not user.email:
        return
    locale = (await profile_of(tx, user.id)).locale
    text = collected_text(
        translator(locale),
        name=user.name,
        title=title_in(event, locale),
        parties=parties,
        url=f"{settings().address}/events/{event.id}/inbox",
    )
    key = f"collected.{user.id}.{event.id}.{at.isoformat()}"
    await mail_news(tx, user, "message", Mail(locale=locale, text=text, key=key))


async def send_digests(system: Database) -> None:
    """Queues the mails that collect a day, to each user for whom it is 8 in the morning.

    What was collected is stored with the mail, so that a restart neither loses nor repeats any. One
    that can't be written is logged, and doesn't keep the others waiting.
    """
    for _ in range(DIGEST_BATCHES):
        rows = await system.pool.fetch(DIGEST_DUE, DIGEST_BATCH)
        for row in rows:
            try:
                async with system.tx(Principal(organization_id=row["organization_id"])) as tx:
                    await send_digest(tx, row["user_id"])
            except Exception:
                log.exception("the day's mail to user %s can't be written", row["user_id"])
                await system.pool.execute(DIGEST_LATER, row["user_id"])
        if len(rows) < DIGEST_BATCH:
            return


async def send_digest(tx: Tx, user_id: UUID) -> None:
    """Queues a user's mail about what they haven't read; none if there is nothing, or it isn't due."""
    profile, user = await profile_locked(tx, user_id), await user_by_id(tx, user_id)
    at = await tx.driver.fetchval("SELECT now()")
    if user is None or profile.digest_at is None or profile.digest_at > at:
        return
    about = collected_daily(profile.notification_preferences)
    taken = await tx.execute(
        update(Notification)
        .where(Notification.user_id == user_id, Notification.reference_type.in_(about))
        .where(Notification.is_read.is_(False), Notification.mailed_at.is_(None))
        .where(Notification.created_at > at - DIGEST_REACH)
        .values(mailed_at=func.now())
        .returning(*(getattr(Notification, name) for name in DIGESTED))
    )
    rows = sorted(taken.all(), key=lambda row: (row.created_at, row.id), reverse=True)
    items = await tellable(tx, user_id, rows)
    await set_digest(tx, profile)
    if items and user.email:
        locale = profile.locale
        url = f"{settings().address}/notifications"
        text = digest_text(translator(locale), name=user.name, items=items, url=url)
        key = f"digest.{user_id}.{at:%Y-%m-%dT%H:%M}"
        await mail_with_choice(tx, user, Mail(locale=locale, text=text, key=key))


# Messages of a merged guest were moved to the kept one in the same commit. A title is the party's label,
# or the guest's name where there is none.
RENAME = """
UPDATE notifications n SET
  metadata = n.metadata || jsonb_build_object('name', $2::text),
  title = CASE WHEN n.title = n.metadata->>'name' THEN $2 ELSE n.title END, updated_at = now()
FROM messages m
WHERE m.guest_id = $1 AND n.reference_type = 'message' AND n.reference_id = m.id
  AND n.metadata->>'name' IS DISTINCT FROM $2
"""


async def rename_sender(system: Database, guest_id: UUID, organization_id: UUID) -> None:
    """Notifications of a guest's messages, in all organizations, name them as they are named now."""
    async with system.tx(Principal(organization_id=organization_id)) as tx:
        guest = await load(tx, Guest, guest_id)
        if guest is not None:
            await tx.driver.execute(RENAME, guest.id, guest.name)
