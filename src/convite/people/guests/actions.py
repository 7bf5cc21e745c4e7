"""Writes of the address book."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.inserts import insert_rows
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, invalid
from convite.core.search import email_key
from convite.core.shapes import patch
from convite.people.guests.facts import GuestAdded, GuestChanged, GuestRemoved
from convite.people.guests.models import Guest, GuestContact
from convite.people.guests.queries import contacts_of, guest_by_id
from convite.people.guests.rules import keys_of
from convite.people.guests.schemas import ContactIn, GuestFields
from convite.people.identity.rules import phone_e164

NEVER_NULL = frozenset(
    {
        *("first_name", "last_name", "company", "notes", "tags", "opt_outs"),
        *("address", "is_child", "contacts"),
    }
)
KEYED = ("first_name", "last_name", "email", "phone", "company")


def read_phone(phone: str | None, country: str | None) -> str | None:
    """The phone in E.164.

    Raises:
        Invalid: it isn't a valid number.
    """
    if not phone:
        return None
    written = phone_e164(phone, country)
    if written is None:
        raise invalid("phone", no_phone(phone, country))
    return written


def no_phone(phone: str, country: str | None) -> FieldText:
    """A text isn't a phone number; without a country it may be a local one."""
    if country:
        english = f"{phone!r} isn't a valid phone number."
        return FieldText(name="guest.phone", english=english, values={"phone": phone})
    english = f"{phone!r} isn't a valid phone number; write it with + and the country code."
    return FieldText(name="guest.phone-country", english=english, values={"phone": phone})


async def add_guest(
    tx: Tx,
    actor: Actor,
    body: GuestFields,
    *,
    organization_id: UUID,
    country: str | None,
    contacts: Sequence[ContactIn] = (),
    is_listed: bool = True,
) -> Guest:
    """Adds a guest, to the address book if they are listed. A constraint rejects duplicate e-mails."""
    guest = new_guest(body, organization_id=organization_id, country=country)
    guest.is_listed = is_listed
    await check_reached_through(tx, guest)
    await insert_rows(tx, [guest])
    if contacts:
        await keep_contacts(tx, guest, contacts, country=country)
    await record(tx, actor, added_fact(guest))
    return guest


def added_fact(guest: Guest) -> GuestAdded:
    """The fact that a guest was added."""
    return GuestAdded(organization_id=guest.organization_id, object_id=guest.id)


def changed_fact(guest: Guest, changes: dict[str, Any]) -> GuestChanged:
    """The fact that a guest's details changed."""
    return GuestChanged(organization_id=guest.organization_id, object_id=guest.id, changes=changes)


def new_guest(body: GuestFields, *, organization_id: UUID, country: str | None) -> Guest:
    """The row of a new guest, including its keys."""
    values = body.model_dump(
        exclude={"organization_id", "phone"}, include=set(GuestFields.model_fields)
    )
    guest = Guest(
        id=new_id(),
        organization_id=organization_id,
        phone=read_phone(body.phone, country),
        **values,
    )
    set_keys(guest)
    return guest


def set_keys(guest: Guest) -> None:
    """Sets the keys by which the guest is sorted, searched and compared."""
    keys = keys_of(
        first_name=guest.first_name,
        last_name=guest.last_name,
        email=guest.email,
        phone=guest.phone,
        company=guest.company or "",
    )
    guest.email_key = email_key(guest.email) if guest.email else None
    guest.sort_key, guest.search_key, guest.trigrams = (
        keys.sort_key,
        keys.search_key,
        keys.trigrams,
    )


async def check_reached_through(tx: Tx, guest: Guest) -> None:
    """Checks that the contact is another guest of the same address book."""
    through = guest.reached_through
    if through is not None and (through == guest.id or await guest_by_id(tx, through) is None):
        english = "Choose another guest from the same address book."
        raise invalid("reached_through", FieldText(name="guest.reached-through", english=english))


async def change_guest(
    tx: Tx, actor: Actor, guest: Guest, values: dict[str, Any], *, country: str | None
) -> Guest:
    """Changes a guest's details; `contacts` replace the further ones.

    Raises:
        Conflict: they were erased.
    """
    check_not_erased(guest)
    if "phone" in values:
        values["phone"] = read_phone(values["phone"], country)
    for name in NEVER_NULL & values.keys():
        if values[name] is None:
            english = "This can't be null; send an empty value instead."
            raise invalid(name, FieldText(name="field.null-empty", english=english))
    contacts = values.pop("contacts", None)
    changed = patch(guest, values)
    if {"first_name", "last_name"} & changed.keys() and not guest.is_listed:
        changed |= patch(guest, {"is_listed": True})  # whoever is named is in the address book
    if contacts is not None:
        listed = [ContactIn.model_validate(contact) for contact in contacts]
        changed |= await keep_contacts(tx, guest, listed, country=country)
    if changed:
        set_keys(guest)
        if "email" in changed:
            changed |= patch(guest, {"blocked_email": None})
        await forget_unreadable(tx, guest, [name for name in ("email", "phone") if name in changed])
        if "reached_through" in changed:
            await check_reached_through(tx, guest)
        await record(tx, actor, changed_fact(guest, changed))
        await tx.refresh(guest)
    return guest


async def block_email(
    tx: Tx, actor: Actor, guest: Guest, *, kind: str, text: str, at: datetime
) -> None:
    """Notes that a guest's e-mail takes no mail; nothing more is sent there. The first reason stays."""
    if guest.email and guest.email_fault is None:
        why = {"address": guest.email, "kind": kind, "text": text, "at": at.isoformat()}
        changed = patch(guest, {"blocked_email": why})
        await record(tx, actor, changed_fact(guest, changed))


async def try_email_again(tx: Tx, actor: Actor, guest: Guest) -> None:
    """Sends mails to a guest's e-mail again; a second time changes nothing."""
    changed = patch(guest, {"blocked_email": None})
    if changed:
        await record(tx, actor, changed_fact(guest, changed))
        await tx.refresh(guest)


def check_not_erased(guest: Guest) -> None:
    """Rejects changes of somebody who was erased, so that nothing is noted about them again."""
    if guest.erased_at is not None:
        raise Conflict("This person was erased and can't be changed.", name="erased")


async def keep_contacts(
    tx: Tx, guest: Guest, contacts: Sequence[ContactIn], *, country: str | None
) -> dict[str, Any]:
    """Replaces a guest's further contacts; returns what changed.

    A preferred e-mail or phone becomes the guest's own, which then is one of the further ones.

    Raises:
        Invalid: one isn't a phone number.
    """
    before = [one["value"] for one in await contacts_of(tx, guest.id)]
    wanted = {
        (one.kind, read_contact(place, one, country)): one for place, one in enumerate(contacts)
    }
    changed: dict[str, Any] = {}
    for (kind, value), one in list(wanted.items()):
        if one.preferred and kind != "whatsapp" and value != getattr(guest, kind):
            own = getattr(guest, kind)
            changed |= patch(guest, {kind: value})
            del wanted[kind, value]
            if own:
                wanted[kind, own] = ContactIn(kind=kind, value=own)
        elif value == getattr(guest, kind, None):
            del wanted[kind, value]
    await tx.execute(delete(GuestContact).where(GuestContact.guest_id == guest.id))
    rows = [
        GuestContact(
            id=new_id(),
            organization_id=guest.organization_id,
            guest_id=guest.id,
            kind=kind,
            value=value,
            is_preferred=one.preferred,
        )
        for (kind, value), one in wanted.items()
    ]
    if rows:
        await insert_rows(tx, rows)
    after = [row.value for row in rows]
    return changed | ({"contacts": (before, after)} if after != before else {})


def read_contact(place: int, contact: ContactIn, country: str | None) -> str:
    """A further contact as it is kept: numbers in E.164.

    Raises:
        Invalid: it isn't a phone number.
    """
    if contact.kind == "email":
        return contact.value
    written = phone_e164(contact.value, country)
    if written is None:
        raise invalid(f"contacts/{place}/value", no_phone(contact.value, country))
    return written


async def remove_guest(tx: Tx, actor: Actor, guest: Guest) -> None:
    """Removes a guest from the address book; they stay on event lists."""
    guest.deleted_at = now()
    await record(tx, actor, GuestRemoved(organization_id=guest.organization_id, object_id=guest.id))


async def reach_through(tx: Tx, _: Actor, kept: Guest, removed: Guest) -> dict[str, Any]:
    """Guests contacted through the removed guest are now contacted through the kept one.

    Returns those guests, and through whom the kept one was contacted before and is now.
    """
    moved = await tx.execute(
        update(Guest)
        .where(Guest.reached_through == removed.id, Guest.id != kept.id)
        .values(reached_through=kept.id)
        .returning(Guest.id)
        .execution_options(synchronize_session=False)
    )
    ids, before = list(moved.scalars()), kept.reached_through
    through = before
    if through is None and not kept.email:
        through = removed.reached_through
    kept.reached_through = None if through in {kept.id, removed.id, *ids} else through
    await tx.flush()
    return {"guests": ids, "before": before, "after": kept.reached_through}


async def reach_through_again(
    tx: Tx, _: Actor, kept: Guest, removed: Guest, moved: dict[str, Any]
) -> None:
    """Guests are again contacted through those they were contacted through before a merge."""
    if moved["before"] != moved["after"] == (str(kept.reached_through or "") or None):
        kept.reached_through = UUID(moved["before"]) if moved["before"] else None
    ids = [UUID(key) for key in moved["guests"]]
    if ids:
        await tx.execute(
            update(Guest)
            .where(Guest.id.in_(ids), Guest.reached_through == kept.id)
            .values(reached_through=removed.id)
            .execution_options(synchronize_session=False)
        )


async def forget_unreadable(tx: Tx, guest: Guest, kinds: Sequence[str]) -> None:
    """Removes contacts that an import couldn't read, once a correct one of their kind is set."""
    mended = [kind for kind in kinds if getattr(guest, kind)]
    if mended:
        await tx.execute(
            delete(GuestContact).where(
                GuestContact.guest_id == guest.id,
                GuestContact.kind.in_(mended),
                GuestContact.is_readable.is_(False),
            )
        )


CONTACT_FIELDS = ("kind", "value", "is_preferred", "is_readable")


async def move_contacts(tx: Tx, _: Actor, kept: Guest, removed: Guest) -> dict[str, Any]:
    """The kept guest gets the removed one's numbers and addresses, each once.

    Returns the contacts that moved, and those that were made of the removed guest's own.
    """
    known = select(GuestContact.kind, GuestContact.value).where(GuestContact.guest_id == kept.id)
    pair = tuple_(GuestContact.kind, GuestContact.value)
    moved = await tx.execute(
        update(GuestContact)
        .where(GuestContact.guest_id == removed.id, pair.not_in(known))
        .values(guest_id=kept.id)
        .returning(*(getattr(GuestContact, name) for name in CONTACT_FIELDS))
        .execution_options(synchronize_session=False)
    )
    contacts = [dict(zip(CONTACT_FIELDS, row, strict=True)) for row in moved]
    preferred = [
        {"kind": kind, "value": value}
        for kind in ("phone", "email")
        if (value := getattr(removed, kind)) and value != getattr(kept, kind)
    ]
    added: list[dict[str, Any]] = []
    if preferred:
        same = {"organization_id": kept.organization_id, "guest_id": kept.id}
        rows = [{"id": new_id(), **same, **row} for row in preferred]
        made = await tx.execute(
            insert(GuestContact)
            .values(rows)
            .on_conflict_do_nothing()
            .returning(GuestContact.kind, GuestContact.value)
        )
        added = [{"kind": kind, "value": value} for kind, value in made]
    return {"contacts": contacts, "added": added}


async def move_contacts_back(
    tx: Tx, _: Actor, kept: Guest, removed: Guest, moved: dict[str, Any]
) -> None:
    """Takes from the kept guest what a merge gave them, and gives the removed one's contacts back."""
    gone = [(one["kind"], one["value"]) for one in (*moved["contacts"], *moved["added"])]
    if gone:
        pair = tuple_(GuestContact.kind, GuestContact.value)
        await tx.execute(
            delete(GuestContact).where(GuestContact.guest_id == kept.id, pair.in_(gone))
        )
    if moved["contacts"]:
        same = {"organization_id": removed.organization_id, "guest_id": removed.id}
        rows = [{"id": new_id(), **same, **one} for one in moved["contacts"]]
        await tx.execute(insert(GuestContact).values(rows).on_conflict_do_nothing())
