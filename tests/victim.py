"""An event full of names that nobody else may ever read, and one value for every path's parameter."""

import base64
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.ids import new_id
from tests.examples import examples
from tests.victim_shop import sell
from tests.world import Happening, Party, Person, World

#: Stands in everything the event is made of.
PLACE = "Zqplace"
#: Stands in everything that tells of a person.
SOMEBODY = "Zqperson"

MEMBER = """
INSERT INTO event_members (id, organization_id, event_id, user_id, role, status, assigned_at)
VALUES ($1, $2, $3, $4, $5, $6, now())
"""
TASK = """
INSERT INTO tasks (id, organization_id, event_id, kind, status, progress, parameters, result, starts)
VALUES ($1, $2, $3, 'import', 'done', 1, '{}', jsonb_build_object('note', $4::text), 1)
"""
IMPORT = """
INSERT INTO imports (id, organization_id, event_id, file_name, file_key, mapping, on_duplicate,
  status, done_rows)
VALUES ($1, $2, $3, $4, $5, '{}', 'skip', 'done', 0)
"""
#: The smallest picture there is.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
PAPER = """
INSERT INTO tasks (id, organization_id, event_id, kind, status, progress, parameters, result, starts)
VALUES ($1, $2, $3, 'paper', 'done', 1, '{}', jsonb_build_object('file_key', $4::text, 'name', 'x.csv'), 1)
"""
MESSAGE = """
INSERT INTO messages (id, organization_id, event_id, channel, address, locale, subject, text, dedup_key,
  status, direction)
VALUES ($1, $2, $3, 'page', $4, 'en', $4, $4, $5, 'delivered', 'in')
"""
MESSAGE_FILE = """
INSERT INTO message_files (id, organization_id, event_id, message_id, kind, media_id, name, content_type,
  size, key)
VALUES ($1, $2, $3, $4, 'document', '1', $5, 'application/pdf', length($5), $6)
"""
CONVERSATION = """
INSERT INTO conversations (id, organization_id, event_id, address, last_at, last_text, last_channel)
VALUES ($1, $2, $3, $4, now(), $4, 'page')
"""
WALLET = """
INSERT INTO wallet_registrations (id, organization_id, event_id, ticket_id, reissue, device, push_token)
VALUES ($1, $2, $3, $4, 0, $5, $5)
"""
JOIN_REQUEST = """
INSERT INTO join_requests (id, organization_id, event_id, user_id, name, message, places, host_message)
VALUES ($1, $2, $3, $4, $5, $5, 1, $5)
"""
WAITLIST_ENTRY = """
INSERT INTO waitlist_entries (id, organization_id, event_id, user_id, name, message, places, position,
  status)
VALUES ($1, $2, $3, $4, $5, $5, 1, 1, 'canceled')
"""
DATE_POLL = """
INSERT INTO date_polls (id, organization_id, event_id, code_hash)
VALUES ($1, $2, $3, sha256($1::uuid::text::bytea))
"""
DATE_OPTIONS = """
INSERT INTO date_poll_options (id, organization_id, event_id, poll_id, starts_at)
VALUES ($4, $2, $3, $1, '2031-05-01T12:00:00Z')
"""
DATE_ANSWER = """
INSERT INTO date_poll_answers (id, organization_id, event_id, poll_id, secret_hash, name, email, locale)
VALUES ($4, $2, $3, $1, sha256($1::uuid::text::bytea), $5, $5, 'en')
"""
REPORT = """
INSERT INTO reports (id, user_id, event_id, reason, text) VALUES ($1, $2, $3, 'spam', $4)
"""
COMMENT = """
INSERT INTO comments (id, organization_id, event_id, user_id, is_named, post_key, text)
VALUES ($1, $2, $3, $4, true, $1, $5)
"""
WALL_PHOTO = """
INSERT INTO wall_photos (id, organization_id, event_id, user_id, is_named, post_key, file_id)
VALUES ($1, $2, $3, $4, true, $1, $5)
"""
#: The public key of a browser, from RFC 8291.
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
NOTIFICATION = """
INSERT INTO notifications (id, organization_id, user_id, event_id, type, title, message, reference_type,
  reference_id)
VALUES ($1, $2, $3, $4, 'system', $5, $5, 'message', $6)
"""

CONTACT = """
INSERT INTO guest_contacts (id, organization_id, guest_id, kind, value)
SELECT $1, $2, a.guest_id, 'email', $4 FROM attendees a WHERE a.id = $3
"""


@dataclass
class Victim:
    """Somebody's event, with everything an id can name."""

    host: Person
    event: Happening
    party: Party
    #: Another party of the same event.
    other: Party
    values: dict[str, str]
    guest_id: str
    #: What one of its door devices says it is by.
    device_key: str

    def path(self, template: str, **changed: str) -> str:
        """A route's path with this event's ids."""
        values = {**self.values, **changed}
        if template.startswith("/api/guests/"):
            values["guest_id"] = self.guest_id
        return template.format(**values)

    @property
    def query(self) -> dict[str, str]:
        """What some routes ask for besides."""
        return {"event": self.event.id, "channel": f"events/{self.event.id}/invitations"}

    async def state(self) -> Any:
        """How far its log reaches, and what it looks like: the same after every refusal."""
        listed = await self.host.get(f"{self.event.path}/guests", limit=200)
        return await self.event.position(), await self.event.row(), listed


RECIPIENT = """
INSERT INTO broadcast_recipients (broadcast_id, attendee_id, organization_id, event_id)
VALUES ($1, $2, $3, $4)
"""


async def make_victim(world: World) -> Victim:
    host = await world.organizer(f"{SOMEBODY} Host")
    event = await host.event(
        title=f"{PLACE} party", venue_text=PLACE, description=PLACE, interests=["music"]
    )
    seats = await event.seats(6)
    await host.put(f"/api/seats/{seats[0]}", {"seat_number": f"{PLACE} 1"})
    question = await host.post(f"{event.path}/questions", {"label": f"{PLACE}?", "kind": "text"})
    party = await event.party(f"Jo {SOMEBODY}", f"Al {SOMEBODY}", label=f"The {SOMEBODY}s")
    other = await event.party("Ben Other", label="Others")
    await host.put(f"{event.path}/guests/{party.guests[0]}", {"notes": SOMEBODY, "side": SOMEBODY})
    answers = {question["id"]: SOMEBODY}
    said = [{"id": party.guests[0], "status": "accepted", "answers": answers}]
    await party.bearer.put(party.rsvp, {"guests": said, "message": SOMEBODY})
    await party.take(seats[0])
    held = await event.hold(seats[1], who=party.bearer)
    await event.scan(attendee_id=party.guests[0], nonce="first")
    form = {"purpose": "plan_background", "event_id": event.id}
    file = (
        await host.ask("POST", "/api/files", data=form, files={"file": (f"{PLACE}.png", PICTURE)})
    ).json()
    cover = {"purpose": "event_cover", "event_id": event.id}
    covers = await host.ask("POST", "/api/files", data=cover, files={"file": ("c.png", PICTURE)})
    image = await host.post(f"{event.path}/images", {"file_id": covers.json()["id"]})
    pdf = {"file": (f"{SOMEBODY}.pdf", b"%PDF-1.7 " + SOMEBODY.encode())}
    attached = (await party.bearer.ask("POST", f"{party.rsvp}/files", files=pdf)).json()
    background = {"file_id": file["id"]}
    drawn = {"name": PLACE, "background": background}
    version = (await host.put(f"{event.path}/seating-plan", drawn))["version"]
    ticket = await host.get(f"/api/attendees/{party.guests[0]}/ticket")
    in_wallet = (host.organization_id, event.id, ticket["id"], SOMEBODY)
    await world.sql(WALLET, new_id(), *in_wallet)
    late = {"nonce": "late", "attendee_id": party.guests[0], "at": "2026-01-01T10:00:00Z"}
    await host.post(f"{event.path}/checkins", {"scans": [late]})
    [conflict] = (await host.get(f"{event.path}/checkins/conflicts"))["items"]
    two = [(await host.post("/api/guests", {"name": SOMEBODY}))["id"] for _ in range(2)]
    merged = await host.post("/api/guests/merge", {"keep": two[0], "remove": two[1]})
    gone = await host.post("/api/guests", {"name": "Gone Person"})
    await host.post(f"/api/guests/{gone['id']}/erase", {"name": "Gone Person"})
    task, import_id, message = new_id(), new_id(), new_id()
    api_key = await host.post("/api/api-keys", {"name": SOMEBODY, "scopes": ["guests:read"]})
    hook = {"url": "http://127.0.0.1:9/hooks", "facts": ["event_updated"], "description": SOMEBODY}
    endpoint = await host.post("/api/webhook-endpoints", hook)
    posted = await host.post(f"/api/webhook-endpoints/{endpoint['id']}/test")
    kept_text = {"name": SOMEBODY, "channel": "email", "body": SOMEBODY}
    template = await host.post("/api/message-templates", kept_text)
    await world.sql(TASK, task, host.organization_id, event.id, SOMEBODY)
    await world.sql(IMPORT, import_id, host.organization_id, event.id, f"{SOMEBODY}.csv", new_id())
    contact = f"{SOMEBODY}@example.org"
    await world.sql(CONTACT, new_id(), host.organization_id, party.guests[0], contact)
    await world.sql(MESSAGE, message, host.organization_id, event.id, SOMEBODY, str(message))
    join_request, asking = new_id(), await world.organizer(SOMEBODY)
    asked = (join_request, host.organization_id, event.id, asking.id, SOMEBODY)
    await world.sql(JOIN_REQUEST, *asked)
    entry = new_id()
    await world.sql(WAITLIST_ENTRY, entry, *asked[1:])
    poll_id, option_id = new_id(), new_id()
    of_poll = (poll_id, host.organization_id, event.id)
    await world.sql(DATE_POLL, *of_poll)
    await world.sql(DATE_OPTIONS, *of_poll, option_id)
    answer_id = new_id()
    await world.sql(DATE_ANSWER, *of_poll, answer_id, SOMEBODY)
    conversation = new_id()
    of_somebody = (conversation, host.organization_id, event.id, SOMEBODY)
    await world.sql(CONVERSATION, *of_somebody)
    join = "UPDATE messages SET conversation_id = $2 WHERE id = $1"
    await world.sql(join, message, conversation)
    message_file, paper_key = new_id(), new_id()
    sent = world.files / "files" / paper_key.hex[-2:] / paper_key.hex
    sent.parent.mkdir(parents=True, exist_ok=True)
    sent.write_text(SOMEBODY)
    of = message_file, host.organization_id, event.id, message
    await world.sql(MESSAGE_FILE, *of, SOMEBODY, paper_key)
    notification = new_id()
    told = (notification, host.organization_id, host.id, event.id, SOMEBODY, message)
    comment_id, photo_id = new_id(), new_id()
    of_wall = (host.organization_id, event.id, host.id)
    await world.sql(COMMENT, comment_id, *of_wall, SOMEBODY)
    await world.sql(WALL_PHOTO, photo_id, *of_wall, file["id"])
    keys = {"p256dh": POINT, "auth": "BTBZMqHH6r4Tts7J_aSIgg"}
    browser = {"endpoint": f"https://push.example/{new_id()}", "keys": keys}
    await host.post("/api/me/push-subscriptions", browser)
    report_id = new_id()
    await world.sql(REPORT, report_id, host.id, event.id, SOMEBODY)
    await world.sql(NOTIFICATION, *told)
    wish = {"kind": "apart", "invitation_id": party.id, "other_invitation_id": other.id}
    wished = await host.post(f"{event.path}/seating-wishes", wish)
    paper, key = new_id(), new_id()
    stored = world.files / "files" / key.hex[-2:] / key.hex
    stored.parent.mkdir(parents=True, exist_ok=True)
    stored.write_text(SOMEBODY)
    await world.sql(PAPER, paper, host.organization_id, event.id, str(key))
    words = {"offset_minutes": 60, "subject": SOMEBODY, "body": SOMEBODY}
    reminded = await host.post(f"{event.path}/reminders", words)
    mass = {"subject": SOMEBODY, "body": SOMEBODY, "audience": {"ids": party.guests}}
    written = await host.post(f"{event.path}/broadcasts", mass)
    of = (UUID(written["id"]), UUID(party.guests[0]), UUID(host.organization_id), UUID(event.id))
    await world.sql(RECIPIENT, *of)
    later = {"scheduled_for": "2090-01-01T12:00:00Z"}
    await host.post(f"{event.path}/broadcasts/{written['id']}/send", later)
    made = {
        example.parameter: (
            await host.post(example.path.format(event_id=event.id), example.body(PLACE))
        )["id"]
        for example in examples()
    }
    await host.patch(party.path, {"part_ids": [made["part_id"]]})
    change = {"ids": other.guests, "set": {"side": SOMEBODY}}
    batch = await host.patch(f"{event.path}/guests", change)
    device = await host.post(f"{event.path}/devices", {"name": PLACE, "gate_id": made["gate_id"]})
    values = {
        **made,
        **await sell(world, event, made["ticket_type_id"], SOMEBODY),
        "event_id": event.id,
        "reminder_id": reminded["id"],
        "broadcast_id": written["id"],
        "channel": "whatsapp",
        "device_id": device["id"],
        "device": SOMEBODY,
        "type_id": "pass.nobodys",
        "pass_serial": f"{ticket['serial']}-0",
        "key_id": api_key["id"],
        "provider": "nobodys",
        "test_id": str(new_id()),
        "identity_id": str(new_id()),
        "passkey_id": str(new_id()),
        "session_id": (await host.get("/api/me/sessions"))["items"][0]["id"],
        "endpoint_id": endpoint["id"],
        "delivery_id": posted["id"],
        "template_id": template["id"],
        "organization_id": host.organization_id,
        "paper_id": str(paper),
        "job_id": str(new_id()),
        "wish_id": wished["id"],
        "batch_id": batch["batch_id"],
        "invitation_id": party.id,
        "invite": party.id,
        "invite_id": party.id,
        "invitation_guest_id": party.guests[0],
        "attendee_id": party.guests[0],
        "guest_id": party.guests[0],
        "seat_id": seats[0],
        "key": held["key"],
        "interest_id": str(new_id()),
        "report_id": str(report_id),
        "comment_id": str(comment_id),
        "photo_id": str(photo_id),
        "code": secrets.token_hex(12),
        "nonce": "first",
        "question_id": question["id"],
        "user_id": host.id,
        "task_id": str(task),
        "import_id": str(import_id),
        "merge_id": merged["merge_id"],
        "message_id": str(message),
        "message_file_id": str(message_file),
        "conversation_id": str(conversation),
        "request_id": str(join_request),
        "entry_id": str(entry),
        "option_id": str(option_id),
        "answer_id": str(answer_id),
        "notification_id": str(notification),
        "file_id": file["id"],
        "image_id": image["id"],
        "attachment_id": attached["id"],
        "ticket_id": ticket["id"],
        "conflict_id": conflict["id"],
        "version": str(version),
    }
    guest_id = party.made["guests"][0]["guest_id"]
    return Victim(host, event, party, other, values, guest_id, device["key"])


async def make_member(world: World, victim: Victim, role: str, status: str = "active") -> Person:
    """An account with a role on the victim's event."""
    person = await world.organizer(f"A {role}")
    values = (victim.host.organization_id, victim.event.id, person.id, role, status)
    await world.sql(MEMBER, new_id(), *values)
    return person
