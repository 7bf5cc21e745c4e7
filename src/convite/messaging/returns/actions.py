"""Writes of what comes back by mail: a message has failed, an address takes none."""

from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import Actor
from convite.gateways.mail_reports import Bounce
from convite.messaging.optouts.actions import set_optout
from convite.messaging.optouts.queries import living_guest
from convite.messaging.returns.queries import SentMail
from convite.people.guests.actions import block_email

#: Who acts when something comes back.
MAIL = Actor(kind="provider", via="email")

# What failed stays failed. The worker stays: the call that sent it may not have ended.
BOUNCED = """
UPDATE messages SET status = 'failed', error = $2, error_code = $3, updated_at = now()
WHERE id = $1 AND status IN ('sending', 'sent', 'delivered')
"""
# A server that still tries: the message stays as it is.
NOTED = "UPDATE messages SET error = $2, error_code = $3 WHERE id = $1 AND status IN ('sending', 'sent')"

COMPLAINT = "complaint"
COMPLAINED = "UPDATE messages SET error_code = $2 WHERE id = $1"


async def apply_bounce(system: Database, mail: SentMail, bounce: Bounce) -> str | None:
    """Notes that a mail can't be delivered; returns why nothing changes, or None."""
    if mail.status not in ("sending", "sent", "delivered"):
        return f"Ignored: the message it is about is {mail.status}."
    if not bounce.is_final:
        await system.pool.execute(NOTED, mail.id, bounce.text, bounce.status)
        return None
    # before the message: a worker that dies between the two does both again
    if mail.guest_id is not None:
        where = (mail.organization_id, mail.guest_id)
        await block_address(system, *where, mail.address, bounce)
    await system.pool.execute(BOUNCED, mail.id, bounce.text, bounce.status)
    return None


async def block_address(
    system: Database, organization_id: UUID, guest_id: UUID, address: str, bounce: Bounce
) -> None:
    """Sends nothing more to a guest's address that takes no mail, unless they have another one by now."""
    if bounce.fault is None:
        return
    async with system.tx(Principal(organization_id=organization_id)) as tx:
        guest = await living_guest(tx, guest_id, lock=True)
        if guest is not None and (guest.email or "").lower() == address.lower():
            await block_email(tx, MAIL, guest, kind=bounce.fault, text=bounce.text, at=now())


async def apply_complaint(system: Database, mail: SentMail) -> str | None:
    """Sends no more mails to a guest who marked one as spam; returns why nothing changes, or None."""
    if mail.guest_id is None:
        return "Ignored: a complaint about a mail that isn't to a guest."
    if mail.error_code == COMPLAINT:
        return "Ignored: the complaint is known."
    async with system.tx(Principal(organization_id=mail.organization_id)) as tx:
        guest = await living_guest(tx, mail.guest_id, lock=True)
        if guest is None:
            return "Ignored: whoever complains was erased."
        await set_optout(tx, MAIL, guest, "email", is_out=True)
        if (guest.email or "").lower() == mail.address.lower():
            await block_email(tx, MAIL, guest, kind="complaint", text="", at=now())
        await tx.driver.execute(COMPLAINED, mail.id, COMPLAINT)
    return None
