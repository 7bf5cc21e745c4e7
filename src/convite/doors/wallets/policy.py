"""Which wallets there are, and a ticket as each of them takes it."""

import asyncio
from typing import Annotated

from fastapi import Depends, Request

from convite.core.budgets import spend
from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import ReadTx
from convite.core.language import Locale, pick, translator
from convite.core.problems import Conflict, NotFound, NotKnown
from convite.core.request import Read
from convite.doors.heldtickets.queries import held_ticket
from convite.doors.wallets.queries import HeldPass, occasion_of, pass_of
from convite.doors.wallets.rules import (
    Issuer,
    account_in,
    apple_pass,
    channels_of,
    google_link,
    pass_token,
)
from convite.entrance.tickets.actions import ticket_revoked
from convite.entrance.tickets.queries import TicketOfPerson
from convite.events.event.models import Event
from convite.gateways.passes import icon, packed, signer_in
from convite.plan.seating.rules import seat_name

#: Where phones ask about their passes; Apple adds `/v1/…`.
SERVICE = "/api/wallet/apple"
#: The icon of a pass, by the width of a side in pixels.
ICONS = {"icon.png": 29, "icon@2x.png": 58, "icon@3x.png": 87}


def no_wallet() -> Conflict:
    """The refusal where a wallet isn't set up."""
    text = "This site doesn't offer tickets for this wallet. Download the PDF instead."
    return Conflict(text, name="no-wallet")


async def pass_answer(tx: ReadTx, held: HeldPass) -> bytes:
    """A pass as Apple's wallet takes it, in its holder's language; void once the ticket was replaced.

    Raises:
        Conflict: the wallet isn't set up.
    """
    chosen = settings()
    files = (chosen.apple_pass_certificate, chosen.apple_pass_key, chosen.apple_pass_wwdr)
    certificate, key, intermediate = files
    if certificate is None or key is None or intermediate is None:
        raise no_wallet()
    locale = pick("", None if held.is_void else held.found.guest.locale, held.event.locale)
    occasion = await occasion_of(tx, held.event, locale)
    content = apple_pass(
        None if held.is_void else held_ticket(held.found),
        occasion,
        Issuer(
            type_id=chosen.apple_pass_type_id,
            team_id=chosen.apple_pass_team_id,
            service_url=f"{chosen.address}{SERVICE}",
        ),
        name=held.name,
        token=pass_token(chosen.secret, held.found.ticket.id, held.reissue),
        say=translator(locale).gettext,
    )
    shade = channels_of(occasion.hue)
    icons = {name: icon(shade, side) for name, side in ICONS.items()}
    signer = signer_in(certificate, key, intermediate)
    return await asyncio.to_thread(packed, content, icons, signer)


async def own_pass(tx: ReadTx, event: Event, found: TicketOfPerson) -> bytes:
    """A ticket's present pass.

    Raises:
        Conflict: the wallet isn't set up, or the ticket is revoked.
    """
    if not settings().has_apple_wallet:
        raise no_wallet()
    if found.ticket.revoked_at is not None:
        raise ticket_revoked()
    return await pass_answer(tx, HeldPass(event=event, found=found, reissue=found.ticket.reissue))


async def google_address(tx: ReadTx, event: Event, found: TicketOfPerson, locale: Locale) -> str:
    """The link that puts a ticket into Google's wallet.

    Raises:
        Conflict: the wallet isn't set up, or the ticket is revoked.
    """
    chosen, ticket = settings(), held_ticket(found)
    if chosen.google_wallet_key is None:
        raise no_wallet()
    if ticket.qr is None:
        raise ticket_revoked()
    return google_link(
        ticket,
        await occasion_of(tx, event, locale),
        account_in(
            chosen.google_wallet_key.read_text(), chosen.google_wallet_issuer_id, chosen.address
        ),
        locale=locale,
        seat=seat_name(ticket.seat_number, translator(locale).gettext),
        at=now(),
    )


async def held_pass(request: Request, type_id: str, pass_serial: str, tx: Read) -> HeldPass:
    """The pass that a phone proves to have by its token.

    Raises:
        NotFound: passes of this type aren't made here.
        NotKnown: it has no token, or another one's. Guesses are counted.
    """
    if not settings().has_apple_wallet or type_id != settings().apple_pass_type_id:
        raise NotFound
    found = await pass_of(tx, pass_serial, request.headers.get("authorization", ""))
    if found is None:
        await spend(request, "code")
        raise NotKnown("This isn't the token of the pass.", name="bad-token")
    return found


Held = Annotated[HeldPass, Depends(held_pass)]
