"""HTTP routes of the address book."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import LoggedIn, Read, Write
from convite.core.shapes import check_version
from convite.people.guests import actions
from convite.people.guests.models import Guest
from convite.people.guests.queries import contacts_of, guest_by_id, guests_page
from convite.people.guests.schemas import ContactOut, GuestCreate, GuestOut, GuestUpdate
from convite.people.organizations.policy import ActingIn, GuestAccess, enter_organization
from convite.people.organizations.queries import organization_by_id

router = APIRouter(prefix="/api/guests", tags=["Guests"], route_class=KeyedRoute)


async def country_of(tx: Read, organization_id: UUID) -> str | None:
    """The country whose format is used to parse the organization's phone numbers."""
    organization = await organization_by_id(tx, organization_id)
    return organization.country if organization else None


async def guest_in_book(tx: Read, guest_id: UUID) -> Guest:
    """The guest; 404 when deleted."""
    guest = await guest_by_id(tx, guest_id)
    if guest is None:
        raise NotFound
    return guest


def guest_out(guest: Guest, contacts: list[dict[str, Any]]) -> GuestOut:
    """A guest with their further contacts."""
    known = [ContactOut.model_validate(contact) for contact in contacts]
    return GuestOut.model_validate(guest).model_copy(update={"contacts": known})


@router.post("", status_code=201)
async def add_guest(body: GuestCreate, token: LoggedIn, tx: Write) -> GuestOut:
    """Adds a guest to an address book (default: the caller's own)."""
    organization_id = body.organization_id or token.organization_id
    access = await enter_organization(tx, token, organization_id)
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


@router.get("")
async def guests(
    access: ActingIn,
    tx: Read,
    query: Paging,
    q: Annotated[str | None, Query(max_length=200)] = None,
    tag: Annotated[str | None, Query(max_length=60)] = None,
) -> Page[GuestOut]:
    """The address book, by name; `q` matches substrings of name, e-mail, phone, company."""
    access.need("see_guests")
    return await guests_page(tx, access.organization_id, query, guest_out, text=q, tag=tag)


@router.get("/{guest_id}")
async def guest(guest_id: UUID, access: GuestAccess, tx: Read) -> GuestOut:
    """One guest."""
    access.need("see_guests")
    row = await guest_in_book(tx, guest_id)
    return guest_out(row, await contacts_of(tx, guest_id))


@router.put("/{guest_id}", operation_id="put_guest")
@router.patch("/{guest_id}", operation_id="patch_guest")
async def change_guest(
    guest_id: UUID, body: GuestUpdate, access: GuestAccess, tx: Write
) -> GuestOut:
    """Changes the fields sent."""
    access.need("edit_guests")
    row = await guest_in_book(tx, guest_id)
    values = body.sent()
    check_version(
        row, values.pop("version", None), GuestOut.model_validate(row).model_dump(mode="json")
    )
    country = await country_of(tx, access.organization_id)
    changed = await actions.change_guest(tx, access.token.actor, row, values, country=country)
    return guest_out(changed, await contacts_of(tx, guest_id))


@router.delete("/{guest_id}", status_code=204)
async def remove_guest(guest_id: UUID, access: GuestAccess, tx: Write) -> None:
    """Removes a guest from the address book."""
    access.need("edit_guests")
    await actions.remove_guest(tx, access.token.actor, await guest_in_book(tx, guest_id))
