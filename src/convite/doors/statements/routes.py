"""HTTP routes of bank statements."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.doors.statements import actions
from convite.doors.statements.models import BankTransaction, TransferStatus
from convite.doors.statements.policy import Statement, statement_in
from convite.doors.statements.queries import transfer_by_id, transfers_page
from convite.doors.statements.schemas import MatchBody, StatementOut, TransferOut
from convite.people.organizations.policy import Managed

router = APIRouter(
    prefix="/api/organizations/{organization_id}", tags=["Payments"], route_class=KeyedRoute
)

Loaded = Annotated[Statement, Depends(statement_in)]
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


async def transfer_of(tx: Read, access: Managed, key: UUID) -> BankTransaction:
    """The transfer; 404 if it isn't the organization's."""
    found = await transfer_by_id(tx, access.organization_id, key)
    if found is None:
        raise NotFound
    return found


@router.post("/bank-statements", openapi_extra=FILE)
async def load_bank_statement(loaded: Loaded, tx: Write) -> StatementOut:
    """Loads a bank statement (camt.053, MT940 or a bank's table), and counts what pays orders.

    The same file again brings nothing new. What only nearly fits an order is `near`: a person decides.
    """
    access = loaded.access
    return await actions.load_statement(
        tx, access.token.actor, access.organization_id, loaded.bookings
    )


@router.get("/bank-transactions")
async def bank_transactions(
    access: Managed, tx: Read, query: Paging, status: TransferStatus | None = None
) -> Page[TransferOut]:
    """Transfers to the organization's account, the newest first."""
    return await transfers_page(tx, access.organization_id, query, status)


@router.post("/bank-transactions/{transaction_id}/match")
async def match_bank_transaction(
    transaction_id: UUID, access: Managed, tx: Write, body: MatchBody
) -> TransferOut:
    """Says which order a transfer pays."""
    row = await transfer_of(tx, access, transaction_id)
    found = await actions.match_by_hand(tx, access.token.actor, row, body.order_id)
    return TransferOut.model_validate(found)


@router.post("/bank-transactions/{transaction_id}/ignore")
async def ignore_bank_transaction(transaction_id: UUID, access: Managed, tx: Write) -> TransferOut:
    """Says that a transfer pays no order."""
    row = await transfer_of(tx, access, transaction_id)
    return TransferOut.model_validate(await actions.ignore(tx, access.token.actor, row))
