"""Queues a host's words to many guests, each in their language and outside their quiet hours."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.events.event.models import Event
from convite.gateways.channels import SentTemplate
from convite.messaging.delivery.rules import blocked_text
from convite.messaging.wording.queries import Recipient, address_of, quiet_hours, zone_of
from convite.messaging.wording.rules import not_before

# Arrays and no row by row: building one statement of 500 rows took ten times as long as running it.
QUEUE = """
INSERT INTO messages (organization_id, event_id, channel, broadcast_id, reminder_id, priority,
  id, guest_id, address, locale, subject, text, links, template, dedup_key, status, error,
  run_after)
SELECT $1, $2, $3, $4::uuid, $5::uuid, $6, r.*
FROM unnest($7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[], $13::jsonb[],
  $14::jsonb[], $15::text[], $16::text[], $17::text[],
  $18::timestamptz[]) AS r
ON CONFLICT DO NOTHING RETURNING status
"""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message to one guest, with the placeholders filled in."""

    person: Recipient
    locale: str
    subject: str
    text: str
    #: Their invitation's page; empty without one.
    link: str
    #: The provider's template and what fills it, of messages that are sent with one.
    template: SentTemplate | None = None


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
        run_after = moment if quiet is None else not_before(moment, zone_of(guest, event), quiet)
        fault = guest.email_fault if channel == "email" else None
        rows.append(
            (
                new_id(),
                guest.id,
                address_of(guest, channel),
                letter.locale,
                letter.subject,
                letter.text,
                json.dumps([letter.link] if letter.link else []),
                json.dumps(asdict(letter.template)) if letter.template else None,
                f"{key}.{guest.id}",
                "suppressed" if wants_none or fault else "queued",
                blocked_text(fault) if fault else None,
                run_after,
            )
        )
    made = await tx.driver.fetch(
        QUEUE,
        event.organization_id,
        event.id,
        channel,
        of.get("broadcast_id"),
        of.get("reminder_id"),
        of.get("priority", 0),
        *map(list, zip(*rows, strict=True)),
    )
    return Counter(row["status"] for row in made)
