"""Writes of events."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update

from convite.core.clock import now, to_local
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.log import Actor, Stream, record
from convite.core.machine import move, move_if_allowed
from convite.core.parts import clones
from convite.core.problems import NULL, Conflict, FieldText, NotFound, invalid
from convite.core.shapes import patch
from convite.events.event.facts import (
    EventCanceled,
    EventChanged,
    EventCompleted,
    EventCreated,
    EventDeleted,
    EventPublished,
    EventReopened,
    EventRestored,
)
from convite.events.event.models import Event
from convite.events.event.queries import wait_for_turn
from convite.events.event.rules import minimum_moment, slug_of
from convite.events.event.schemas import EventCreate, settings_in_force
from convite.events.members.actions import add_first_admin
from convite.events.sales.schemas import CancellationPolicy
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of
from convite.people.interests.actions import chosen_interests
from convite.people.organizations.queries import organization_by_id

#: Days within which a deleted event can be restored.
RESTORE_DAYS = 30


async def create_event(
    tx: Tx, actor: Actor, body: EventCreate, *, organization_id: UUID, user_id: UUID
) -> Event:
    """Creates a draft; its creator becomes its admin, and an organizer.

    Its invitations are in its organization's or creator's language, unless another is given.
    """
    values = body.model_dump(exclude={"organization_id"}, mode="python")
    values["locale"] = body.locale or await language_of(tx, organization_id, user_id)
    await take_interests(tx, values)
    event = Event(
        id=new_id(),
        organization_id=organization_id,
        host_user_id=user_id,
        slug=slug_of(body.title, secrets.token_hex(4)),
        **columns(values),
    )
    set_wall_time(event)
    check_minimum_by(event)
    await insert_event(tx, actor, event, user_id)
    await tx.execute(
        update(User)
        .where(User.id == user_id, User.platform_role == "guest")
        .values(platform_role="organizer")
    )
    await tx.refresh(event)
    return event


async def language_of(tx: Tx, organization_id: UUID, user_id: UUID) -> str:
    """The language of a new event's invitations: the organization's, else its creator's."""
    organization = await organization_by_id(tx, organization_id)
    if organization is not None and organization.locale is not None:
        return organization.locale
    return (await profile_of(tx, user_id)).locale


async def insert_event(tx: Tx, actor: Actor, event: Event, user_id: UUID) -> None:
    """Writes a new event with its stream and its first admin, and records it."""
    tx.add(Stream(id=event.id, organization_id=event.organization_id))
    tx.add(event)
    await tx.flush()
    add_first_admin(tx, user_id, event_id=event.id, organization_id=event.organization_id)
    fact = EventCreated.of(event)
    await record(tx, actor, fact)


async def take_interests(tx: Tx, values: dict[str, Any]) -> None:
    """Replaces the ids or slugs of interests by their ids.

    Raises:
        Invalid: there is no such interest.
    """
    if values.get("interests"):
        values["interests"] = [one.id for one in await chosen_interests(tx, values["interests"])]


def columns(values: dict[str, Any]) -> dict[str, Any]:
    """Converts input values to column values."""
    if values.get("online_url") is not None:
        values["online_url"] = str(values["online_url"])
    if values.get("cancellation_policy") is not None:
        policy = CancellationPolicy.model_validate(values["cancellation_policy"])
        values["cancellation_policy"] = policy.model_dump(mode="json")
    return values


def set_wall_time(event: Event) -> None:
    """Sets local wall time, which is authoritative, and the derived UTC columns."""
    event.starts_local = wall(event.starts_at, event.timezone)
    event.ends_local = wall(event.ends_at, event.timezone)


def wall(moment: datetime | None, zone: str) -> datetime | None:
    """A moment in the event's time zone."""
    return to_local(moment, zone) if moment else None


def check_not_canceled(event: Event) -> None:
    """Rejects replies, seats and check-ins at a canceled event, from its team as well.

    Raises:
        Conflict: the event was canceled.
    """
    if event.status == "canceled":
        raise Conflict(
            "The event has been canceled.", name="wrong-state", current_status=event.status
        ).with_text("canceled")


def check_minimum_by(event: Event) -> None:
    """Checks that the minimum number of people is looked at before the start.

    Raises:
        Invalid: the chosen moment isn't.
    """
    by = settings_in_force(None, event.settings).min_people_by
    if by is not None and event.starts_at is not None and by >= event.starts_at:
        english = "Choose a moment before the event starts."
        raise invalid("settings.min_people_by", FieldText(name="event.minimum-by", english=english))


def look_of(event: Event) -> datetime | None:
    """When it is looked at whether enough people come; None if it isn't."""
    return minimum_moment(settings_in_force(None, event.settings), event.starts_at)


def check_look_ahead(event: Event) -> None:
    """Checks that guests have time to reply before the minimum is looked at.

    Raises:
        Invalid: that moment has passed, so that the event would be canceled at once.
    """
    look = look_of(event)
    if look is not None and look <= now():
        english = (
            "The minimum number of people would be checked in the past. Choose a later moment."
        )
        raise invalid(
            "settings.min_people_by", FieldText(name="event.minimum-passed", english=english)
        )


async def change_event(tx: Tx, actor: Actor, event: Event, values: dict[str, Any]) -> Event:
    """Changes an event's details. Canceled and completed events can only be archived."""
    await wait_for_turn(tx, event.id)
    if "archived" in values:
        event = await archive_event(tx, actor, event, archived=values.pop("archived"))
        if not values:
            return event
    if event.status in {"canceled", "completed"}:
        raise Conflict(
            f"The event is {event.status}; its details can no longer be changed.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("over")
    for name in NEVER_NULL & values.keys():
        if values[name] is None:
            raise invalid(name, NULL)
    await check_currency(tx, event, values)
    await take_interests(tx, values)
    look = look_of(event)
    changed = patch(event, columns(values))
    if not changed:
        return event
    if "settings" in changed:
        check_minimum_by(event)
    if event.status == "published" and look_of(event) != look:
        check_look_ahead(event)
    if event.status == "published" and event.starts_at is None:
        english = "A published event needs a start time."
        raise invalid("starts_at", FieldText(name="event.needs-start", english=english))
    set_wall_time(event)
    await record(
        tx,
        actor,
        EventChanged.of(event, changes=changed),
    )
    await tx.refresh(event)
    return event


IS_SOLD = "SELECT EXISTS (SELECT 1 FROM orders WHERE event_id = $1)"


async def check_currency(tx: Tx, event: Event, values: dict[str, Any]) -> None:
    """Checks that a currency that changes is nobody's order's yet.

    Raises:
        Conflict: somebody has; their orders, refunds and invoices are in that currency.
    """
    is_same = values.get("currency", event.currency) == event.currency
    if not is_same and await tx.driver.fetchval(IS_SOLD, event.id):
        text = "Tickets were ordered in this currency, so it can't be changed any more."
        raise Conflict(text, name="currency-in-use", currency=event.currency)


async def archive_event(tx: Tx, actor: Actor, event: Event, *, archived: bool) -> Event:
    """Puts an event away, or back on the list of events; does nothing if it is there already."""
    if archived == (event.archived_at is not None):
        return event
    changed = patch(event, {"archived_at": now() if archived else None})
    await record(tx, actor, EventChanged.of(event, changes=changed))
    await tx.refresh(event)
    return event


NEVER_NULL = frozenset(
    {
        "description", "locale", "mood", "venue_text", "visibility", "approval",
        "allow_plus_one", "allowed_genders", "currency", "interests",
        "tax_number", "tax_percent", "tax_included", "cancellation_policy",
    }
)  # fmt: skip


async def publish(tx: Tx, actor: Actor, event: Event) -> Event:
    """Opens the event to its guests.

    Raises:
        Invalid: it has no start, or its minimum number of people would be checked in the past.
        WrongState: it isn't a draft.
    """
    if event.status == "draft" and event.starts_at is None:
        english = "Set a start time before you publish the event."
        raise invalid("starts_at", FieldText(name="event.start-first", english=english))
    if event.status == "draft":
        check_look_ahead(event)
    await move(tx, actor, event, "published", EventPublished)
    return event


async def cancel(tx: Tx, actor: Actor, event: Event, *, reason: str) -> Event:
    """Cancels the event; jobs triggered by this release holds and notify guests.

    Raises:
        WrongState: it is over or already canceled.
    """
    await wait_for_turn(tx, event.id)
    event.cancel_reason = reason
    await move(tx, actor, event, "canceled", EventCanceled, reason=reason)
    return event


async def complete(tx: Tx, actor: Actor, event_id: UUID) -> None:
    """Completes an event. Does nothing if it is no longer published."""
    await wait_for_turn(tx, event_id)
    event = await load(tx, Event, event_id)
    if event is not None:
        await move_if_allowed(tx, actor, event, "completed", EventCompleted)


async def delete_event(tx: Tx, actor: Actor, event: Event) -> None:
    """Soft-deletes the event and everything in it.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    await wait_for_turn(tx, event.id)
    locked = await load(tx, Event, event.id, lock=True)
    if locked is None or locked.deleted_at is not None:
        raise NotFound
    event.deleted_at = now()
    event.version += 1
    await record(
        tx,
        actor,
        EventDeleted.of(event),
    )


async def restore_event(tx: Tx, actor: Actor, event: Event) -> Event:
    """Restores a deleted event, or makes a canceled one a draft again.

    A draft takes no replies until it is published. Guests were told of the cancellation; whoever
    reopens the event tells them otherwise.

    Raises:
        Conflict: it is neither deleted nor canceled, or was deleted too long ago.
        NotFound: it no longer exists.
    """
    found = await load(tx, Event, event.id, lock=True)
    if found is None:
        raise NotFound
    event = found
    if event.deleted_at is None and event.status == "canceled":
        event.cancel_reason = None
        await move(tx, actor, event, "draft", EventReopened)
        return event
    if event.deleted_at is None:
        raise Conflict(
            "The event is neither deleted nor canceled.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("not-deleted")
    if (now() - event.deleted_at).days >= RESTORE_DAYS:
        raise Conflict(f"It was deleted more than {RESTORE_DAYS} days ago.", name="too-late")
    event.deleted_at = None
    event.version += 1
    await record(
        tx,
        actor,
        EventRestored.of(event),
    )
    await tx.refresh(event)
    return event


#: Columns that aren't copied when an event is duplicated.
NOT_COPIED = frozenset(
    {
        "id", "slug", "status", "version", "created_at", "updated_at", "deleted_at",
        "host_user_id", "cancel_reason", "archived_at", "title", "search_key",
        "public_key", "mood_key", "taken_down_at", "takedown_reason",
        "minimum_looked_for", "minimum_told_for",
    }
)  # fmt: skip


async def duplicate_event(
    tx: Tx,
    actor: Actor,
    event: Event,
    *,
    user_id: UUID,
    title: str | None = None,
    starts_at: datetime | None = None,
) -> Event:
    """Duplicates an event as a draft, with everything that parts copy, but without its guests.

    With `starts_at`, the copy's end and reply-by date keep their distance from the start. Its minimum
    number of people is looked at a day before the start.
    """
    values = {
        column.key: getattr(event, column.key)
        for column in Event.__table__.columns
        if column.key not in NOT_COPIED
    }
    copy = Event(
        id=new_id(),
        host_user_id=user_id,
        title=title or event.title,
        slug=slug_of(title or event.title, secrets.token_hex(4)),
        **values,
    )
    copy.settings = {name: one for name, one in copy.settings.items() if name != "min_people_by"}
    if starts_at is not None:
        move_dates(copy, starts_at)
    await insert_event(tx, actor, copy, user_id)
    for clone in clones():
        await clone(tx, actor, event, copy)
    await tx.refresh(copy)
    return copy


def move_dates(event: Event, starts_at: datetime) -> None:
    """Gives an event another start; its end and reply-by date move along, by local time.

    By local time, an evening that ends at 23:00 still does so on the other side of a clock change.
    """
    before = wall(event.starts_at, event.timezone)
    event.starts_at = starts_at
    start, zone = to_local(starts_at, event.timezone), ZoneInfo(event.timezone)

    def moved(moment: datetime | None) -> datetime | None:
        local = wall(moment, event.timezone)
        if local is None or before is None:
            return moment
        return (start + (local - before)).replace(tzinfo=zone)

    event.ends_at, event.rsvp_deadline = moved(event.ends_at), moved(event.rsvp_deadline)
    until = moved(settings_in_force(None, event.settings).plus_ones_until)
    if until is not None:
        event.settings = {**event.settings, "plus_ones_until": until.isoformat()}
    set_wall_time(event)
