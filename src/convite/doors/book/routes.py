"""HTTP routes of the address book."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read, Write
from convite.core.shapes import check_version
from convite.doors.book.actions import put_on_event, take_off_again
from convite.doors.book.policy import BookAccess, GuestAccess, InBook, check_editable, enter_book
from convite.doors.book.queries import BookFilter, book_guest, book_page
from convite.doors.book.schemas import (
    BookEvent,
    BookGuestOut,
    BookSort,
    FromBook,
    FromBookDone,
    FromBookUndone,
)
from convite.events.event.policy import EventAccess, event_access
from convite.people.guests import actions
from convite.people.guests.models import Guest
from convite.people.guests.queries import contacts_of
from convite.people.guests.schemas import ContactOut, GuestCreate, GuestOut, GuestUpdate
from convite.people.organizations.queries import organization_by_id

router = APIRouter(prefix="/api", tags=["Guests"], route_class=KeyedRoute)

Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]


async def country_of(tx: Read, organization_id: UUID) -> str | None:
    """The country whose format is used to parse the organization's phone numbers."""
    organization = await organization_by_id(tx, organization_id)
    return organization.country if organization else None


async def row_in_book(tx: Read, access: BookAccess, guest_id: UUID) -> Any:
    """The guest with contacts and events; 404 when deleted or out of reach."""
    row = await book_guest(tx, guest_id, access.shown)
    if row is None:
        raise NotFound
    return row


def guest_out(guest: Guest, contacts: list[dict[str, Any]]) -> GuestOut:
    """A guest with their further contacts."""
    known = [ContactOut.model_validate(contact) for contact in contacts]
    return GuestOut.model_validate(guest).model_copy(update={"contacts": known})


def book_guest_out(access: BookAccess, row: Any) -> BookGuestOut:
    """A row of the book as the caller may see it; the book's notes are its organization's."""
    guest, contacts, events, count = row[0], row[1], row[2], row[3]
    values: dict[str, Any] = {
        "contacts": [ContactOut.model_validate(contact) for contact in contacts],
        "events": [BookEvent.model_validate(event) for event in events],
        "event_count": count,
    }
    if not access.sees_book:
        values["notes"] = ""
    return BookGuestOut.model_validate(guest).model_copy(update=values)


@router.post("/guests", status_code=201)
async def add_guest(body: GuestCreate, token: LoggedIn, tx: Write) -> GuestOut:
    """Adds a guest to an address book (default: the caller's own)."""
    organization_id = body.organization_id or token.organization_id
    access = await enter_book(tx, token, organization_id)
    access.need("edit_guests")
    guest = await actions.add_guest(
        tx,
        token.actor,
        body,
        organization_id=organization_id,
        country=await country_of(tx, organization_id),
        contacts=body.contacts,
    )
    return guest_out(guest, await contacts_of(tx, guest.id) if body.contacts else [])


@router.get("/guests")
async def guests(
    access: InBook,
    tx: Read,
    query: Paging,
    q: Annotated[str | None, Query(max_length=200)] = None,
    tag: Annotated[str | None, Query(max_length=60)] = None,
    sort: BookSort = "name",
) -> Page[BookGuestOut]:
    """The address book with everybody's events; `q` matches substrings of name, e-mail, phone, company.

    Whoever is only in the team of some events sees the people on the lists that they edit.
    """
    wanted = BookFilter(shown=access.shown, text=q, tag=tag, sort=sort)
    return await book_page(
        tx, access.organization_id, query, lambda row: book_guest_out(access, row), wanted
    )


@router.get("/guests/{guest_id}")
async def guest(guest_id: UUID, access: GuestAccess, tx: Read) -> BookGuestOut:
    """One guest, with the events that the caller may open."""
    return book_guest_out(access, await row_in_book(tx, access, guest_id))


@router.put("/guests/{guest_id}", operation_id="put_guest")
@router.patch("/guests/{guest_id}", operation_id="patch_guest")
async def change_guest(
    guest_id: UUID, body: GuestUpdate, access: GuestAccess, tx: Write
) -> BookGuestOut:
    """Changes the fields sent."""
    row = await row_in_book(tx, access, guest_id)
    values = body.sent()
    await check_editable(tx, access, guest_id, set(values))
    current = book_guest_out(access, row).model_dump(mode="json")
    check_version(row[0], values.pop("version", None), current)
    country = await country_of(tx, access.organization_id)
    await actions.change_guest(tx, access.token.actor, row[0], values, country=country)
    return book_guest_out(access, await row_in_book(tx, access, guest_id))


@router.post("/guests/{guest_id}/email/try-again")
async def try_email_again(guest_id: UUID, access: GuestAccess, tx: Write) -> BookGuestOut:
    """Sends mails to the guest's e-mail again after it bounced; what has failed isn't sent again."""
    row = await row_in_book(tx, access, guest_id)
    await check_editable(tx, access, guest_id, {"email"})
    await actions.try_email_again(tx, access.token.actor, row[0])
    return book_guest_out(access, await row_in_book(tx, access, guest_id))


@router.delete("/guests/{guest_id}", status_code=204)
async def remove_guest(guest_id: UUID, access: GuestAccess, tx: Write) -> None:
    """Removes a guest from the address book."""
    row = await row_in_book(tx, access, guest_id)
    access.need("edit_guests")
    await actions.remove_guest(tx, access.token.actor, row[0])


@router.post("/events/{event_id}/guests/from-book")
async def put_on_list(body: FromBook, access: Edit, tx: Write) -> FromBookDone:
    """Puts guests of the address book on the event's list; who is on it already stays as they are."""
    batch_id, added, already = await put_on_event(tx, access.actor, access.event, body.guest_ids)
    return FromBookDone(batch_id=batch_id, added=added, already=already)


@router.post("/events/{event_id}/guests/from-book/{batch_id}/undo")
async def undo_put_on_list(batch_id: UUID, access: Edit, tx: Write) -> FromBookUndone:
    """Takes them off again within 24 hours, unless something has happened to them since."""
    done = await take_off_again(tx, access.actor, access.event, batch_id)
    return FromBookUndone(undone=done.attendees, kept=done.kept)
