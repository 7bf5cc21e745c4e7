"""Keyed routes of messages."""

import secrets
from typing import Any
from uuid import UUID

from convite.core.ids import new_id
from tests.contracts.keyed import Asked, Stage, case


@case("/api/events/{event_id}/reminders")
async def remind(s: Stage) -> Asked:
    return Asked(
        s.host, f"{s.event.path}/reminders", {"offset_minutes": 60}, {"offset_minutes": 61}
    )


async def reachable(s: Stage) -> dict[str, Any]:
    """An audience of one guest who has an address."""
    email = f"{secrets.token_hex(6)}@example.com"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"email": email})
    return {"audience": {"ids": s.party.guests}, "body": "Hello"}


@case("/api/events/{event_id}/broadcasts")
async def write_broadcast(s: Stage) -> Asked:
    words = await reachable(s)
    return Asked(s.host, f"{s.event.path}/broadcasts", words, words | {"body": "Bye"})


@case("/api/events/{event_id}/broadcasts/preview")
async def look_at_broadcast(s: Stage) -> Asked:
    words = await reachable(s)
    return Asked(s.host, f"{s.event.path}/broadcasts/preview", words, words | {"body": "Bye"})


@case("/api/events/{event_id}/broadcasts/test")
async def try_broadcast(s: Stage) -> Asked:
    words = await reachable(s)
    return Asked(s.host, f"{s.event.path}/broadcasts/test", words, words | {"body": "Bye"})


async def broadcast(s: Stage, *steps: str) -> str:
    """The path of a broadcast after these steps."""
    made = await s.host.post(f"{s.event.path}/broadcasts", await reachable(s))
    path = f"{s.event.path}/broadcasts/{made['id']}"
    for step in steps:
        later = {"scheduled_for": "2090-01-01T12:00:00Z"} if step == "schedule" else {}
        await s.host.post(f"{path}/{'send' if step == 'schedule' else step}", later)
    return path


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/send")
async def send_broadcast(s: Stage) -> Asked:
    later = {"scheduled_for": "2090-01-01T12:00:00Z"}
    return Asked(s.host, f"{await broadcast(s)}/send", {}, later)


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/unschedule")
async def unschedule_broadcast(s: Stage) -> Asked:
    return Asked(s.host, f"{await broadcast(s, 'schedule')}/unschedule")


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/pause")
async def pause_broadcast(s: Stage) -> Asked:
    return Asked(s.host, f"{await broadcast(s, 'send')}/pause")


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/resume")
async def resume_broadcast(s: Stage) -> Asked:
    return Asked(s.host, f"{await broadcast(s, 'send', 'pause')}/resume")


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/cancel")
async def cancel_broadcast(s: Stage) -> Asked:
    return Asked(s.host, f"{await broadcast(s, 'send')}/cancel")


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/retry")
async def retry_broadcast(s: Stage) -> Asked:
    return Asked(s.host, f"{await broadcast(s, 'send')}/retry")


WROTE = """
INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, locale, subject, text,
  dedup_key, status, direction)
VALUES ($1, $2, $3, $4, 'page', '', 'en', '', 'Hello', $5, 'delivered', 'in')
"""


async def written(s: Stage) -> str:
    """The path of a message from a guest with an address."""
    email, key = f"{secrets.token_hex(6)}@example.com", new_id()
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"email": email})
    guest = s.party.made["guests"][0]["guest_id"]
    await s.world.sql(WROTE, key, s.host.organization_id, s.event.id, guest, str(key))
    return f"/api/messages/{key}"


@case("/api/messages/{message_id}/read")
async def read_message(s: Stage) -> Asked:
    return Asked(s.host, f"{await written(s)}/read")


@case("/api/messages/{message_id}/reply")
async def reply_to_message(s: Stage) -> Asked:
    return Asked(s.host, f"{await written(s)}/reply", {"text": "One"}, {"text": "Other"})


TALK = """
WITH made AS (
  INSERT INTO conversations (id, organization_id, event_id, guest_id, last_at, last_channel, unread)
  SELECT gen_random_uuid(), organization_id, event_id, guest_id, created_at, channel, 1
  FROM messages WHERE id = $1 RETURNING id)
UPDATE messages SET conversation_id = made.id FROM made WHERE messages.id = $1 RETURNING conversation_id
"""


async def talk(s: Stage) -> str:
    """The path of a conversation with a guest who has an address."""
    message = (await written(s)).rpartition("/")[2]
    return f"/api/conversations/{await s.world.one(TALK, message)}"


@case("/api/conversations/{conversation_id}/read")
async def read_conversation(s: Stage) -> Asked:
    return Asked(s.host, f"{await talk(s)}/read")


@case("/api/conversations/{conversation_id}/assign")
async def assign_conversation(s: Stage) -> Asked:
    return Asked(s.host, f"{await talk(s)}/assign", {"user_id": s.host.id}, {"user_id": None})


@case("/api/conversations/{conversation_id}/reply")
async def reply_in_conversation(s: Stage) -> Asked:
    return Asked(s.host, f"{await talk(s)}/reply", {"text": "One"}, {"text": "Other"})


@case("/api/events/{event_id}/reminders/preview")
async def look_at_reminder(s: Stage) -> Asked:
    email = f"{secrets.token_hex(6)}@example.com"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"email": email})
    path = f"{s.event.path}/reminders/preview"
    return Asked(s.host, path, {"subject": "Come"}, {"subject": "Come, all"})


@case("/api/events/{event_id}/broadcasts/{broadcast_id}/retry-by")
async def retry_broadcast_by(s: Stage) -> Asked:
    words = {"channel": "whatsapp", "audience": {"ids": s.party.guests}, "body": "Hello"}
    await reachable(s)
    number = f"+3461{secrets.randbelow(10**7):07d}"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"phone": number})
    await wrote_by_whatsapp(s, number)
    made = await s.host.post(f"{s.event.path}/broadcasts", words)
    path = f"{s.event.path}/broadcasts/{made['id']}"
    await s.host.post(f"{path}/send", {})
    await s.world.sql(
        "UPDATE broadcast_recipients SET left_out = 'window_closed' WHERE broadcast_id = $1",
        UUID(made["id"]),
    )
    return Asked(s.host, f"{path}/retry-by", {"channel": "email"})


async def wrote_by_whatsapp(s: Stage, number: str) -> None:
    """Somebody has written from a number just now."""
    statement = """
        INSERT INTO messages (id, organization_id, event_id, direction, channel, address, locale,
          subject, text, dedup_key, status)
        VALUES ($1, $2, $3, 'in', 'whatsapp', $4, 'en', '', 'Hello', $5, 'delivered')"""
    of = new_id(), UUID(s.host.organization_id), UUID(s.event.id)
    await s.world.sql(statement, *of, number, str(new_id()))


async def template(s: Stage) -> dict[str, Any]:
    """A WhatsApp template."""
    words = {"name": "News", "channel": "whatsapp", "body": "Hello {{1}}, news!"}
    return dict(await s.host.post("/api/message-templates", words))


async def numbered(s: Stage) -> str:
    """A guest with a number."""
    number = f"+3461{secrets.randbelow(10**7):07d}"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"phone": number})
    found = await s.host.get(f"{s.event.path}/guests/{s.party.guests[0]}")
    return str(found["guest_id"])


@case("/api/message-templates")
async def create_template(s: Stage) -> Asked:
    words = {"name": "News", "channel": "email", "body": "Hello"}
    return Asked(s.host, "/api/message-templates", words, words | {"body": "Bye"})


@case("/api/events/{event_id}/whatsapp")
async def send_whatsapp(s: Stage) -> Asked:
    known, guest = await template(s), await numbered(s)
    body = {"guest_id": guest, "template_id": known["id"], "variables": {"1": "{{name}}"}}
    return Asked(s.host, f"{s.event.path}/whatsapp", body, body | {"variables": {"1": "you"}})


@case("/api/events/{event_id}/whatsapp/broadcast")
async def send_whatsapp_broadcast(s: Stage) -> Asked:
    known, guest = await template(s), await numbered(s)
    body = {"template_id": known["id"], "variables": {"1": "you"}}
    return Asked(
        s.host,
        f"{s.event.path}/whatsapp/broadcast",
        body | {"filters": {"guest_ids": [guest]}},
        body | {"filters": {}},
    )
