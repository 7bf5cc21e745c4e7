"""Whether a holder may pass their ticket on now, and what the form of its page says."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData

from convite.core.bodies import bad_input, validated
from convite.core.budgets import spend
from convite.core.db import Tx
from convite.doors.heldtickets.policy import TicketAccess
from convite.doors.transfers.actions import transfer, transfer_refusal
from convite.doors.transfers.schemas import TransferBody, TransferOut, TransferStatus


def check_may_transfer(access: TicketAccess) -> None:
    """Checks the event's rules, which bind holders and not its editors.

    Raises:
        Conflict: tickets can't be passed on, or no longer.
    """
    refusal = None if access.is_editor else transfer_refusal(access.event)
    if refusal is not None:
        raise refusal


async def pass_on(
    request: Request, tx: Tx, access: TicketAccess, body: TransferBody
) -> TransferOut:
    """Passes a ticket on, or changes its name. Tries are counted: they tell who is on the list.

    Raises:
        Conflict: it can't be done; see `check_may_transfer` and `transfer`.
        TooMany: it was tried too often.
    """
    check_may_transfer(access)
    await spend(request, "ticket-transfer", str(access.found.ticket.id))
    is_passed_on = await transfer(tx, access.actor, access.event, access.found, body)
    status: TransferStatus = "transferred" if is_passed_on else "renamed"
    return TransferOut(status=status, name=body.name, email=body.email)


def can_transfer(access: TicketAccess) -> bool:
    """Whether the ticket's page offers it."""
    ticket, attendee = access.found.ticket, access.found.attendee
    is_fresh = ticket.revoked_at is None and attendee.attendance == "not_checked_in"
    return is_fresh and transfer_refusal(access.event) is None


def body_in(fields: FormData) -> TransferBody:
    """Who is to come instead, as the form says it.

    Raises:
        Invalid: the name or the e-mail isn't one.
    """
    values = {name: str(fields.get(name, "")) for name in ("name", "email")}
    try:
        return validated(TransferBody, values)
    except RequestValidationError as error:
        raise bad_input(error) from None
