"""Writes that erase people: at once from lists and the book, then from whatever else tells of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from asyncpg import Record
from sqlalchemy import delete, update

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.language import Locale, translator
from convite.core.log import Actor, record
from convite.core.problems import FieldText, NotFound, invalid
from convite.core.search import fold_words
from convite.core.shapes import patch
from convite.doors.attachments.queries import ids_in
from convite.doors.erasure.facts import GuestErased
from convite.doors.erasure.models import Erasure
from convite.doors.erasure.queries import (
    FINISHED,
    LATER,
    UNFINISHED,
    addresses_of,
    clearings,
    events_of_person,
    lock_erasures,
    lock_rows,
    others_in,
    same_person,
    unnamed_of,
)
from convite.doors.erasure.rules import hash_of, mentions, patterns_of, words_of
from convite.doors.erasure.schemas import ErasedOut
from convite.doors.invitations.actions import default_label
from convite.doors.invitations.facts import InvitationCanceled, InvitationUpdated
from convite.doors.invitations.models import Invitation, code_hashes
from convite.events.event.models import Event
from convite.gateways.storage import storage
from convite.people.guests.actions import set_keys
from convite.people.guests.models import Guest, GuestContact
from convite.people.organizations.queries import organization_by_id
from convite.room.attendees.actions import record_update, remove_attendees
from convite.room.attendees.models import Attendee
from convite.room.capacity.actions import lock_pool

#: Events whose lists stay as they were, but for the name.
OVER = ("canceled", "completed")
#: Details of a guest that say nothing.
NOBODY: dict[str, Any] = {
    **dict.fromkeys(("last_name", "company", "notes"), ""),
    **dict.fromkeys(("email", "phone", "locale", "user_id", "reached_through", "blocked_email")),
    "tags": [],
    "address": {},
    "opt_outs": {},
    "is_child": False,
}


@dataclass(kw_only=True)
class Trace:
    """What is found of a person while they are erased."""

    guests: list[Guest]
    events: dict[UUID, Event]
    places: list[Attendee]
    #: What they are called from now on.
    called: str
    addresses: list[str]
    #: Their names before.
    names: list[str]
    #: Invitations that only they were on.
    parties: list[UUID] = field(default_factory=list)
    #: Invitations that others are on as well.
    shared: list[UUID] = field(default_factory=list)
    #: The words of their names that nobody else on those is called.
    told: dict[str, str] = field(default_factory=dict)


async def erase_guest(tx: Tx, actor: Actor, guest: Guest, typed: str) -> ErasedOut:
    """Erases a person from the address book and all lists, with everybody merged into them.

    So are companions whom nobody has named: they are called after the person. They are taken off the lists
    of events to come. On past ones they stay without a name, so that figures and seats stay right.
    `erase_traces` then clears what other tables say. Locks the organization against imports, the events'
    pools in order of id, then the guests, their attendees and their invitations.

    Raises:
        Invalid: the typed name isn't theirs.
        NotFound: they were removed meanwhile.
    """
    if fold_words(typed).split() != fold_words(guest.name).split():
        english = "Type the name exactly as it is shown."
        raise invalid("name", FieldText(name="guest.erase-name", english=english))
    await lock_erasures(tx.driver, guest.organization_id)
    ids = await same_person(tx, guest.id)
    ids += await unnamed_of(tx, ids)
    events = await events_of_person(tx, ids)
    for event in events:
        await lock_pool(tx, event.id)
    guests = await lock_rows(tx, Guest, Guest.id, ids)
    if not any(one.id == guest.id and one.deleted_at is None for one in guests):
        raise NotFound
    organization = await organization_by_id(tx, guest.organization_id)
    language = (organization.locale if organization else None) or Locale.EN
    trace = Trace(
        guests=guests,
        events={event.id: event for event in events},
        places=await lock_rows(tx, Attendee, Attendee.guest_id, ids),
        called=translator(language).gettext("Erased person"),
        addresses=await addresses_of(tx, guests),
        names=[one.name for one in guests if one.is_listed],
    )
    erasure = new_erasure(actor, guest, trace)
    removed = await leave_lists(tx, actor, trace)
    await clear_parties(tx, actor, trace)
    await clear_guests(tx, trace)
    kept = await clear_places(tx, actor, trace)
    erasure.parties, erasure.shared = trace.parties, trace.shared
    erasure.names = patterns_of(trace.told.values())
    await insert_rows(tx, [erasure])
    organization_id = guest.organization_id
    fact = GuestErased(
        organization_id=organization_id, object_id=guest.id, removed=removed, kept=kept
    )
    await record(tx, actor, fact)
    return ErasedOut(removed=removed, kept=kept)


def new_erasure(actor: Actor, guest: Guest, trace: Trace) -> Erasure:
    """What the search for traces needs, put down before it is overwritten."""
    key, answers = settings().secret, [one.answers.values() for one in trace.places]
    return Erasure(
        id=new_id(),
        organization_id=guest.organization_id,
        erased_by=actor.id,
        guests=[one.id for one in trace.guests],
        attendees=[one.id for one in trace.places],
        parties=[],
        shared=[],
        events=list(trace.events),
        files=ids_in(value for values in answers for value in values),
        # a single name may be anybody's
        words=patterns_of([*(name for name in trace.names if " " in name), *trace.addresses]),
        names=[],
        hashes=[hash_of(key, guest.organization_id, one) for one in trace.addresses],
    )


async def leave_lists(tx: Tx, actor: Actor, trace: Trace) -> int:
    """Takes the person off the lists of events to come, unless they are there; returns how many."""
    removed: set[UUID] = set()
    for event_id, event in trace.events.items():
        leaving = [
            one.id
            for one in trace.places
            if one.event_id == event_id
            and one.status != "canceled"
            and one.attendance == "not_checked_in"
            and event.status not in OVER
        ]
        if leaving:
            await remove_attendees(tx, actor, event, leaving)
            removed.add(event_id)
    return len(removed)


async def clear_parties(tx: Tx, actor: Actor, trace: Trace) -> None:
    """Overwrites what the person's invitations say of them, and cancels those to come that are empty."""
    ids = sorted({one.invitation_id for one in trace.places if one.invitation_id})
    others = await others_in(tx, ids, [guest.id for guest in trace.guests])
    known = words_of(*(guest.name for guests in others.values() for guest in guests))
    trace.told = {key: word for key, word in words_of(*trace.names).items() if key not in known}
    for invitation in await lock_rows(tx, Invitation, Invitation.id, ids):
        left = others.get(invitation.id)
        values: dict[str, Any] = {"version": invitation.version + 1}
        if left is None:
            trace.parties.append(invitation.id)
            values |= {"label": trace.called, "message": "", "reply": "", "party_key": None}
            values |= new_codes(invitation)  # nobody writes to the host as this person any more
            if invitation.canceled_at is None and not stays(trace, invitation):
                values["canceled_at"] = now()
        else:
            trace.shared.append(invitation.id)
            values |= without(invitation, trace, left)
        patch(invitation, values)
        invitation.sort_key = fold_words(invitation.label)
        await tx.flush()
        is_canceled = "canceled_at" in values
        told = InvitationCanceled if is_canceled else InvitationUpdated
        await record(tx, actor, told.of(invitation))


def new_codes(invitation: Invitation) -> dict[str, Any]:
    """Codes that nobody has: the link that was sent stops working."""
    reissue = invitation.reissue + 1
    link, typed = code_hashes(invitation.id, reissue)
    return {"reissue": reissue, "code_hash": link, "short_hash": typed}


def stays(trace: Trace, invitation: Invitation) -> bool:
    """Whether an invitation's event is over, or somebody on it stays on its list."""
    return trace.events[invitation.event_id].status in OVER or any(
        one.invitation_id == invitation.id and one.status != "canceled" for one in trace.places
    )


def without(invitation: Invitation, trace: Trace, left: Sequence[Guest]) -> dict[str, Any]:
    """What changes of an invitation that others are on as well: texts that mention the person."""
    values: dict[str, Any] = {
        name: "" for name in ("message", "reply") if mentions(getattr(invitation, name), trace.told)
    }
    if mentions(invitation.label, trace.told):
        values["label"] = default_label(left)
    if mentions(invitation.party_key or "", trace.told):
        values["party_key"] = None
    return values


async def clear_guests(tx: Tx, trace: Trace) -> None:
    """Overwrites the person in the address book, and removes them from it."""
    ids = [guest.id for guest in trace.guests]
    await tx.execute(delete(GuestContact).where(GuestContact.guest_id.in_(ids)))
    through = update(Guest).where(Guest.reached_through.in_(ids)).values(reached_through=None)
    await tx.execute(through.execution_options(synchronize_session=False))
    for guest in trace.guests:
        gone = {"deleted_at": guest.deleted_at or now(), "erased_at": now()}
        patch(guest, NOBODY | {"first_name": trace.called} | gone)
        guest.version += 1
        set_keys(guest)
    await tx.flush()


async def clear_places(tx: Tx, actor: Actor, trace: Trace) -> int:
    """Overwrites what lists say of the person; returns on how many they stay."""
    keys = {guest.id: guest.sort_key for guest in trace.guests}
    for one in trace.places:
        values = {"side": "", "notes": "", "answers": {}, "sort_key": keys[one.guest_id]}
        patch(one, values | {"version": one.version + 1, "user_id": None})
    await tx.flush()
    kept = [one for one in trace.places if one.status != "canceled"]
    for one in kept:
        await record_update(tx, actor, one)
    return len({one.event_id for one in kept})


#: Erasures that one run finishes.
SIZE = 100


async def erase_traces(system: Database) -> int:
    """Clears what other tables and files tell of erased people; returns how many are finished.

    One that fails doesn't hold up the others.

    Raises:
        ExceptionGroup: some failed; they are tried again at the next run.
    """
    rows, failed = await system.pool.fetch(UNFINISHED, SIZE), []
    for row in rows:
        try:
            await clear_traces(system, row)
        except Exception as error:
            failed.append(error)
            await system.pool.execute(LATER, row["id"])
    if failed:
        raise ExceptionGroup("people whose traces couldn't be cleared", failed)
    return len(rows)


async def clear_traces(system: Database, row: Record) -> None:
    """Clears one person's traces in one transaction.

    Files go before it ends: if it fails, they are gone and the rest is done again. While something about
    the person is still under way, such as an import or a mail, it isn't finished.
    """
    erasure_id, *values = row.values()
    async with system.pool.acquire() as connection, connection.transaction():
        waiting = [
            one.table
            for one in clearings()
            if one.unfinished and await connection.fetchval(one.unfinished, *values)
        ]
        for clearing in clearings():
            if clearing.files is not None:
                for file in await connection.fetch(clearing.files, *values):
                    await storage().delete(file["key"])
            await connection.execute(clearing.clear, *values)
        await connection.execute(LATER if waiting else FINISHED, erasure_id)
