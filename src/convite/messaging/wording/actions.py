"""Queues a host's words to many guests, each in their language and outside their quiet hours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.events.event.models import Event
from convite.messaging.delivery.models import Message
from convite.messaging.delivery.rules import blocked_text
from convite.messaging.wording.queries import Recipient, address_of, quiet_hours, zone_of
from convite.messaging.wording.rules import not_before


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message to one guest, with the placeholders filled in."""

    person: Recipient
    locale: str
    subject: str
    text: str
    #: Their invitation's page; empty without one.
    link: str


async def queue_letters(
    tx: Tx,
    event: Event,
    letters: Sequence[Letter],
    *,
    channel: str,
    key: str,
    of: dict[str, Any],
) -> Counter[str]:
    """Queues letters that weren't queued before; returns how many got which status.

    `key` and the guest name a message, which the table keeps unique; `of` are columns that all have.
    Guests who have opted out get a row that says so and no message.
    """
    if not letters:
        return Counter()
    quiet, moment = quiet_hours(event), now()
    rows = []
    for letter in letters:
        guest = letter.person.guest
        wants_none = bool(guest.opt_outs.get(channel))
        fault = guest.email_fault if channel == "email" else None
        rows.append(
            {
                "id": new_id(), "organization_id": event.organization_id, "event_id": event.id,
                "guest_id": guest.id, "channel": channel, "address": address_of(guest, channel),
                "locale": letter.locale, "subject": letter.subject, "text": letter.text,
                "links": [letter.link] if letter.link else [], "dedup_key": f"{key}.{guest.id}",
                "status": "suppressed" if wants_none or fault else "queued",
                "error": blocked_text(fault) if fault else None,
                "run_after": not_before(moment, zone_of(guest, event), quiet), **of,
            }
        )  # fmt: skip
    made = await tx.execute(
        insert(Message).values(rows).on_conflict_do_nothing().returning(Message.status)
    )
    return Counter(made.scalars())
