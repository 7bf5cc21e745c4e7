"""Queries of passes: what stands on one, and which phones have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from convite.core.config import settings
from convite.core.dates import format_span
from convite.core.db import Principal, ReadTx
from convite.doors.wallets.models import WalletRegistration
from convite.doors.wallets.rules import Occasion, is_pass_token, pass_serial, read_pass_serial
from convite.entrance.tickets.queries import TicketOfPerson, ticket_by_id
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.event.rules import text_in
from convite.events.event.schemas import settings_in_force
from convite.people.identity.queries import user_by_id


@dataclass(frozen=True, kw_only=True)
class HeldPass:
    """A pass that a phone has proven to have."""

    event: Event
    found: TicketOfPerson
    #: The number that the ticket had when the pass was made.
    reissue: int

    @property
    def is_void(self) -> bool:
        """Whether it lets nobody in any more."""
        ticket = self.found.ticket
        return ticket.revoked_at is not None or ticket.reissue != self.reissue

    @property
    def name(self) -> str:
        """The pass's own serial number."""
        return pass_serial(self.found.ticket.serial, self.reissue)


# Served by the index tickets_serial_index.
BY_SERIAL = "SELECT organization_id, event_id, id, reissue FROM tickets_by_serial($1)"


async def pass_of(tx: ReadTx, name: str, header: str) -> HeldPass | None:
    """Enters the event of the pass with this name and reads it; None unless the header has its token."""
    named = read_pass_serial(name)
    if named is None:
        return None
    serial, reissue = named
    await tx.enter(Principal())
    for row in await tx.driver.fetch(BY_SERIAL, serial):
        if reissue <= row["reissue"] and is_pass_token(
            settings().secret, row["id"], reissue, header
        ):
            await tx.enter(Principal(organization_id=row["organization_id"]))
            event = await event_by_id(tx, row["event_id"])
            found = await ticket_by_id(tx, row["id"])
            if event is not None and found is not None:
                return HeldPass(event=event, found=found, reissue=reissue)
    return None


async def occasion_of(tx: ReadTx, event: Event, locale: str) -> Occasion:
    """The event as its passes show it."""
    rule = settings_in_force(None, event.settings)
    host = await user_by_id(tx, event.host_user_id)
    return Occasion(
        id=event.id,
        title=text_in(event, "title", locale),
        host=rule.mail_from_name or (host.name if host else ""),
        when=format_span(event.starts_at, event.ends_at, event.timezone, locale),
        place=event.venue_text,
        starts_at=event.starts_at,
        hue=rule.accent_hue,
        house_rules=rule.house_rules,
    )


OF_DEVICE = "SELECT serial, reissue, changed_at FROM passes_of_device($1, $2)"


async def changed_passes(
    tx: ReadTx, device: str, since: datetime | None
) -> tuple[list[str], datetime | None]:
    """The names of a phone's passes that changed after a moment, and when the last of them did."""
    await tx.enter(Principal())
    rows: Sequence[Any] = await tx.driver.fetch(OF_DEVICE, device, since)
    names = [pass_serial(row["serial"], row["reissue"]) for row in rows]
    return names, rows[-1]["changed_at"] if rows else None


async def registration_of(
    tx: ReadTx, device: str, ticket_id: UUID, reissue: int
) -> WalletRegistration | None:
    """A phone's registration for a pass."""
    found = await tx.execute(
        select(WalletRegistration).where(
            WalletRegistration.device == device,
            WalletRegistration.ticket_id == ticket_id,
            WalletRegistration.reissue == reissue,
        )
    )
    return found.scalar_one_or_none()
