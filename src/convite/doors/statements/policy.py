"""Reads the bank statement that a request brings."""

from dataclasses import dataclass

from fastapi import Request

from convite.core.bodies import read_upload
from convite.core.problems import NotFound, TooLarge
from convite.core.request import Read
from convite.doors.statements.queries import bookings_in
from convite.doors.statements.rules import Booking
from convite.people.organizations.policy import Managed, OrganizationAccess
from convite.people.organizations.queries import organization_by_id

#: The largest file, in bytes: some hundred thousand bookings.
MAX_BYTES = 20 << 20


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A statement, and the organization to whose account it belongs."""

    access: OrganizationAccess
    bookings: list[Booking]


async def statement_in(request: Request, access: Managed, tx: Read) -> Statement:
    """A dependency: the statement in the form, for owners and admins of the organization.

    Raises:
        TooLarge: the file is.
        Invalid: it is no statement, or something of it is missing.
    """
    file = await read_upload(request, {}, most=MAX_BYTES + 1)
    if len(file.content) > MAX_BYTES:
        raise TooLarge(f"The file is over {MAX_BYTES} bytes.").with_text(most=MAX_BYTES)
    organization = await organization_by_id(tx, access.organization_id)
    if organization is None:
        raise NotFound
    bookings = await bookings_in(file.content, organization.currency)
    return Statement(access=access, bookings=bookings)
