"""Queries of transfers, and of the orders that they may pay."""

import asyncio
from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx, load
from convite.core.paging import Page, PageQuery, page
from convite.core.problems import FieldText, invalid
from convite.core.sheets import read_sheet
from convite.doors.statements.models import BankTransaction, TransferStatus
from convite.doors.statements.rules import Booking, Expected, read_camt, read_mt940, read_table
from convite.doors.statements.schemas import TransferOut

#: Most incoming bookings of one file.
MAX_BOOKINGS = 20_000
#: Orders that a transfer is compared with: those that are open, or ran out lately.
MOST = 20_000
EXPECTED = """
SELECT o.id, o.reference, o.buyer_name, o.currency, o.total - coalesce((
  SELECT sum(p.captured - p.refund_claimed) FROM payments p WHERE p.order_id = o.id), 0) AS open_amount
FROM orders o WHERE o.organization_id = $1
  AND (o.status IN ('created', 'pending', 'failed')
    OR (o.status = 'expired' AND o.created_at > now() - interval '90 days'))
ORDER BY o.created_at DESC LIMIT $2
"""


async def expected_orders(tx: ReadTx, organization_id: UUID) -> dict[str, Expected]:
    """Orders that aren't paid, by reference."""
    await tx.ensure_entered()
    rows = await tx.driver.fetch(EXPECTED, organization_id, MOST)
    return {
        row["reference"]: Expected(
            order_id=row["id"],
            reference=row["reference"],
            buyer_name=row["buyer_name"],
            currency=row["currency"],
            open_amount=int(row["open_amount"]),
        )
        for row in rows
    }


async def transfer_by_id(
    tx: ReadTx, organization_id: UUID, key: UUID, *, lock: bool = False
) -> BankTransaction | None:
    """One transfer of the organization."""
    found = await load(tx, BankTransaction, key, lock=lock)
    return found if found is not None and found.organization_id == organization_id else None


async def transfers_page(
    tx: ReadTx, organization_id: UUID, query: PageQuery, status: TransferStatus | None
) -> Page[TransferOut]:
    """A page of the organization's transfers, the newest first."""
    statement = select(BankTransaction).where(BankTransaction.organization_id == organization_id)
    if status is not None:
        statement = statement.where(BankTransaction.status == status)
    by = [BankTransaction.created_at, BankTransaction.id]
    return await page(
        tx, statement, query, by, lambda row: TransferOut.model_validate(row[0]), descending=True
    )


async def bookings_in(content: bytes, currency: str) -> list[Booking]:
    """The incoming bookings of a file, whose format is seen from its content.

    Raises:
        Invalid: it is no statement, something of it is missing, or it has too many bookings.
    """
    if not content.strip():
        english = "The file is empty."
        raise invalid("file", FieldText(name="statement.empty", english=english))
    found = await asyncio.to_thread(read_any, content, currency)
    if len(found) > MAX_BOOKINGS:
        english = f"A file can have at most {MAX_BOOKINGS} transfers. Export a shorter period."
        text = FieldText(name="statement.too-many", english=english, values={"most": MAX_BOOKINGS})
        raise invalid("file", text)
    return found


def read_any(content: bytes, currency: str) -> list[Booking]:
    """The same, blocking."""
    start = content.lstrip()[:200]
    if start.startswith((b"<", b"\xef\xbb\xbf<")):
        return read_camt(content)
    if b":20:" in start or b"{1:" in start:
        return read_mt940(content.decode("latin-1"))
    return read_table(read_sheet(content), currency)
