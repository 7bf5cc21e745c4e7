"""Writes of messages with a code."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from convite.core.clock import now
from convite.core.config import settings
from convite.core.db import Tx, load
from convite.core.ids import new_id
from convite.core.language import translator
from convite.gateways.registry import CHANNELS
from convite.messaging.codes.rules import code_mail, code_text
from convite.messaging.delivery.models import Message
from convite.people.logincodes.rules import code_of
from convite.people.organizations.models import SERVER
from convite.people.proofs.models import Challenge

#: What was sent is kept so long, for whoever looks into a code that didn't arrive.
OLD_MESSAGES = """
DELETE FROM messages WHERE id IN (
  SELECT id FROM messages WHERE organization_id = '00000000-0000-7000-8000-000000000001'
    AND created_at < now() - interval '7 days' LIMIT $1)
"""


async def send_code(tx: Tx, challenge_id: UUID, locale: str) -> bool:
    """Queues a code before other messages, unless it expired or another one was asked for since."""
    challenge = await load(tx, Challenge, challenge_id)
    if challenge is None or challenge.is_verified or challenge.expires_at <= now():
        return False
    code, words = code_of(settings().secret, challenge.id), translator(locale)
    is_phone = challenge.kind == "phone_otp"
    channel = "sms" if is_phone else "email"
    text = (
        code_text(words, code=code, address=settings().address)
        if is_phone
        else code_mail(words, code=code)
    )
    row = {
        "id": new_id(),
        "organization_id": SERVER,
        "channel": channel,
        "address": challenge.phone or challenge.email,
        "locale": locale,
        "subject": text.subject,
        "text": text.text,
        "links": [],
        "dedup_key": f"code.{challenge.id}",
        "status": "queued" if CHANNELS[channel].is_configured else "outbox",
        "priority": 1,
    }
    await tx.execute(insert(Message).values(row).on_conflict_do_nothing())
    return True
