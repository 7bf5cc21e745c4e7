"""Templates: kept by an organization, created and judged in WhatsApp's account, sent in each language."""

import secrets
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from convite.core.clock import now
from convite.core.config import settings
from convite.core.problems import Conflict, Invalid
from convite.doors.invitations.actions import invite
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.entry.reactions import REACTING
from convite.events.questions.actions import add_question, owner_of
from convite.events.questions.schemas import QuestionFields
from convite.messaging.broadcasts import actions as broadcasts
from convite.messaging.receipts import actions as receipts
from convite.messaging.receipts.jobs import read_calls
from convite.messaging.templates import actions
from convite.messaging.templates.models import MessageTemplate
from convite.messaging.templates.schemas import TemplateFields
from convite.messaging.whatsapp.actions import send_one
from convite.messaging.whatsapp.schemas import WhatsAppMessage
from convite.room.attendees.actions import remove_attendees
from tests.providers.graph import (
    ACCOUNT_ID,
    PHONE_ID,
    SECRET,
    TOKEN,
    Graph,
    judgment_of,
    written_by,
)
from tests.whatsapp import Stage, staged
from tests.world import World

assert REACTING

BODY = "Hello {{1}}, see you on {{2}}."
VALUES = {"1": "{{name}}", "2": "{{when}}"}


@pytest.fixture
def graph() -> Graph:
    return Graph(judge=lambda _template: "APPROVED")


@pytest.fixture
async def stage(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with staged(graph, monkeypatch) as made:
        yield made


async def template(stage: Stage, **more: Any) -> MessageTemplate:
    """A WhatsApp template, submitted and judged."""
    values = {"name": "Details", "channel": "whatsapp", "body": BODY, "variables": VALUES, **more}
    async with stage.database.app.tx(stage.host.principal) as tx:
        row = await actions.add(
            tx,
            stage.host.actor,
            TemplateFields(**values),
            organization_id=stage.host.organization_id,
        )
        await actions.submit(tx, stage.host.actor, row)
    await stage.run("create_template", row.id)
    return await reloaded(stage, row.id)


async def reloaded(stage: Stage, key: UUID) -> MessageTemplate:
    async with stage.database.app.tx(stage.host.principal) as tx:
        return await tx.get_one(MessageTemplate, key)


async def spoken(stage: Stage, phone: str, locale: str) -> UUID:
    """The attendee of a guest with a number and a language."""
    async with stage.database.app.tx(stage.host.principal) as tx:
        who = PartyGuest(first_name="Jo", phone=phone, locale=locale)
        party = await invite(tx, stage.host.actor, stage.event, InvitationFields(guests=[who]))
        return party.people[0].attendee.id


async def test_a_template_is_created_in_the_account_with_samples(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)

    [sent] = stage.graph.templates.values()
    body, buttons = sent["components"]
    assert (row.provider_status, row.provider_id) == ("approved", sent["id"])
    assert sent["name"] == row.provider_name
    assert (sent["language"], sent["category"]) == ("en", "UTILITY")
    assert body["example"] == {"body_text": [["Ana Ruiz", "1 June, 18:00"]]}
    assert [one["text"] for one in buttons["buttons"]] == ["I'm coming", "I can't come"]


async def test_a_second_try_finds_what_the_first_created(stage: Stage) -> None:
    row = await template(stage)
    await stage.database.system.pool.execute(
        "UPDATE message_templates SET provider_status = 'pending', provider_id = NULL"
    )
    await stage.run("create_template", row.id)

    again = await reloaded(stage, row.id)
    assert (again.provider_status, again.provider_id) == ("approved", row.provider_id)
    assert len(stage.graph.templates) == 1


async def test_a_rejection_says_why_and_the_text_stays_as_it_is(stage: Stage, graph: Graph) -> None:
    graph.judge = lambda _template: "PENDING"
    row = await template(stage)
    told = judgment_of(row.provider_name, "en", "REJECTED", "INVALID_FORMAT")
    await receipts.store(stage.database.app, "whatsapp", told)
    await read_calls(stage.database.system)

    judged = await reloaded(stage, row.id)
    assert judged.provider_status == "rejected"
    assert "placeholder" in (judged.provider_reason or "")
    async with stage.database.app.tx(stage.host.principal) as tx:
        found = await tx.get_one(MessageTemplate, row.id)
        with pytest.raises(Conflict):
            await actions.change(tx, stage.host.actor, found, {"body": "Another text."})


async def test_everybody_gets_their_language_if_there_is_one(stage: Stage) -> None:
    english = await template(stage)
    spanish = await template(stage, locale="es", body="Hola {{1}}, nos vemos el {{2}}.")
    one, two = {**stage.graph.templates[english.provider_name, "en"]}, spanish.provider_name
    stage.graph.templates[english.provider_name, "es"] = {
        **stage.graph.templates.pop((two, "es")),
        "name": one["name"],
    }
    await stage.database.system.pool.execute(
        "UPDATE message_templates SET provider_name = $1", english.provider_name
    )
    people = [
        await spoken(stage, f"+3461234567{number}", locale)
        for number, locale in enumerate(("es", "ar", "en"))
    ]
    await stage.broadcast(people, template_id=english.id, variables=VALUES)

    sent = {one["to"]: one["template"] for one in stage.graph.taken}
    assert {number: one["language"]["code"] for number, one in sent.items()} == {
        "34612345670": "es",
        "34612345671": "en",
        "34612345672": "en",
    }
    [values] = sent["34612345670"]["components"]
    assert values["parameters"][0] == {"type": "text", "text": "Jo"}
    texts = {one.text for one in await stage.messages()}
    assert any(text.startswith("Hola Jo, nos vemos el ") for text in texts)


async def test_a_template_paused_in_the_middle_pauses_the_broadcast(stage: Stage) -> None:
    row = await template(stage)
    people = [await spoken(stage, f"+3461234567{number}", "en") for number in range(5)]
    account = stage.graph.templates[row.provider_name, "en"]

    def pause_after_two(_message: Any, _number: int) -> None:
        if len(stage.graph.taken) == 2:
            account["status"] = "PAUSED"

    stage.graph.refuse = pause_after_two
    sent = await stage.broadcast(people, template_id=row.id, variables=VALUES)

    paused = await stage.row(sent)
    assert paused.status == "paused"
    assert "paused this template" in (paused.paused_reason or "")
    assert len(stage.graph.taken) == 2
    statuses = sorted(one.status for one in await stage.messages())
    assert statuses == ["held", "held", "held", "sent", "sent"]

    account["status"] = "APPROVED"
    stage.graph.refuse = lambda _message, _number: None
    await stage.do(lambda tx, actor, _event, one: broadcasts.resume(tx, actor, one), sent)
    await stage.send()
    assert (await stage.row(sent)).paused_reason is None
    assert sorted(one["to"] for one in stage.graph.taken) == [
        f"3461234567{number}" for number in range(5)
    ]


async def test_a_template_that_is_not_approved_sends_nothing(stage: Stage, graph: Graph) -> None:
    graph.judge = lambda _template: "PENDING"
    row = await template(stage)
    people = [await spoken(stage, "+34612345678", "en")]
    with pytest.raises(Invalid) as refused:
        await stage.broadcast(people, template_id=row.id, variables=VALUES)

    assert "hasn't approved" in str(refused.value.extra)
    assert not stage.graph.taken


async def test_only_a_template_reaches_those_who_have_not_written(stage: Stage) -> None:
    row = await template(stage)
    wrote, silent = "+34612345678", "+34612345679"
    people = [await spoken(stage, number, "en") for number in (wrote, silent)]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    await stage.hear(written_by(wrote[1:], "When?", key="wamid.in", at=int(now_seconds())))
    stage.graph.taken.clear()

    text = await stage.broadcast(people, body="At six.")

    assert [one["to"] for one in stage.graph.taken] == [wrote[1:]]
    assert (text.recipients, text.left_out) == (1, 1)


def now_seconds() -> float:
    return now().timestamp()


async def test_one_guest_is_written_to_by_template_only_outside_the_window(stage: Stage) -> None:
    row = await template(stage)
    guest = await stage.guest("+34612345678")
    async with stage.database.app.tx(stage.host.principal) as tx:
        plain = WhatsAppMessage(guest_id=guest, message="Hello")
        with pytest.raises(Conflict) as closed:
            await send_one(tx, stage.host.actor, stage.event, plain)
        missing = WhatsAppMessage(guest_id=guest, template_id=row.id, variables={"1": "Jo"})
        with pytest.raises(Invalid):
            await send_one(tx, stage.host.actor, stage.event, missing)
        good = WhatsAppMessage(guest_id=guest, template_id=row.id, variables=VALUES)
        await send_one(tx, stage.host.actor, stage.event, good)
    await stage.send()

    assert closed.value.kind == "window-closed"
    assert [one["type"] for one in stage.graph.taken] == ["template"]


async def test_the_accounts_limit_of_people_holds_the_others_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "whatsapp_people_per_day", 2)
    row = await template(stage)
    people = [await spoken(stage, f"+3461234567{number}", "en") for number in range(4)]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)

    waiting = [one for one in await stage.messages() if one.status == "queued"]
    assert len(stage.graph.taken) == 2
    assert len(waiting) == 2
    assert all("24 hours" in (one.error or "") for one in waiting)

    # to the same people again, since they count once
    again = [
        await stage.database.system.pool.fetchval(
            "SELECT a.id FROM attendees a JOIN guests g ON g.id = a.guest_id WHERE g.phone = $1",
            f"+{one['to']}",
        )
        for one in list(stage.graph.taken)
    ]
    await stage.broadcast(again, template_id=row.id, variables=VALUES)
    assert len(stage.graph.taken) == 4

    # a day later the others go
    await stage.database.system.pool.execute(
        "UPDATE messages SET sent_at = sent_at - interval '25 hours' WHERE status = 'sent'"
    )
    await stage.database.system.pool.execute(
        "UPDATE messages SET run_after = now() WHERE status = 'queued'"
    )
    await stage.send()
    assert len(stage.graph.taken) == 6


async def test_the_accounts_templates_are_taken_over_page_by_page(
    stage: Stage, graph: Graph
) -> None:
    own = await template(stage)
    graph.page = 2
    for number in range(5):
        parts = [{"type": "BODY", "text": f"Text {number} for {{{{1}}}}."}]
        graph.templates[f"other_{number}", "es"] = {
            "id": f"9{number}", "name": f"other_{number}", "language": "es",
            "status": "APPROVED", "category": "MARKETING", "components": parts,
        }  # fmt: skip
    picture = {"type": "HEADER", "format": "IMAGE"}
    graph.templates["picture", "es"] = {
        "id": "99", "name": "picture", "language": "es", "status": "APPROVED",
        "components": [picture, {"type": "BODY", "text": "Look"}],
    }  # fmt: skip
    del graph.templates[own.provider_name, "en"]
    await stage.run("sync_templates", stage.host.organization_id)
    await stage.run("sync_templates", stage.host.organization_id)

    rows = await stage.database.system.pool.fetch(
        "SELECT name, provider_status FROM message_templates ORDER BY name"
    )
    assert [tuple(row) for row in rows] == [
        ("Details", "disabled"),
        *((f"other_{number}", "approved") for number in range(5)),
    ]


async def test_a_button_answers_the_invitation(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)
    people = [await spoken(stage, f"+3461234567{number}", "es") for number in range(2)]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    yes, no = (
        [
            part["parameters"][0]["payload"]
            for part in one["template"]["components"]
            if part["type"] == "button"
        ]
        for one in sorted(stage.graph.taken, key=lambda one: one["to"])
    )
    stage.graph.taken.clear()
    for number, payload in ((0, yes[0]), (1, no[1]), (1, no[1]), (0, "accepted.forged")):
        await stage.hear(pressed(f"3461234567{number}", payload))
    await stage.send()

    rows = await stage.database.system.pool.fetch(
        "SELECT g.phone, a.status FROM attendees a JOIN guests g ON g.id = a.guest_id ORDER BY 1"
    )
    assert [tuple(one) for one in rows] == [
        ("+34612345670", "going"),
        ("+34612345671", "declined"),
    ]
    texts = {one["to"]: one["text"]["body"] for one in stage.graph.taken}
    assert texts["34612345670"].startswith("¡Gracias!")
    assert len(stage.graph.taken) == 2


def pressed(number: str, payload: str) -> dict[str, Any]:
    """The change that tells of a pressed button."""
    change = written_by(number, "", key=f"wamid.{number}.{payload[:9]}", at=int(now_seconds()))
    [one] = change["messages"]
    one |= {"type": "button", "button": {"text": "OK", "payload": payload}}
    del one["text"]
    return change


async def test_a_button_leaves_questions_for_the_page(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)
    people = [await spoken(stage, "+34612345670", "en")]
    async with stage.database.app.tx(stage.host.principal) as tx:
        question = QuestionFields(label="What would you like to eat?", kind="text", required=True)
        await add_question(tx, stage.host.actor, owner_of(stage.event), question)
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    [sent] = stage.graph.taken
    payload = sent["template"]["components"][1]["parameters"][0]["payload"]
    await stage.hear(pressed("34612345670", payload))

    assert await stage.database.system.pool.fetchval("SELECT status FROM attendees") == "going"


async def test_a_button_after_the_deadline_says_so(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)
    people = [await spoken(stage, "+34612345670", "en")]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    [sent] = stage.graph.taken
    payload = sent["template"]["components"][1]["parameters"][0]["payload"]
    await stage.database.system.pool.execute(
        "UPDATE invitations SET expires_at = now() - interval '1 day'"
    )
    stage.graph.taken.clear()
    await stage.hear(pressed("34612345670", payload))
    await stage.send()

    [told] = stage.graph.taken
    assert "couldn't be saved" in told["text"]["body"]
    assert await stage.database.system.pool.fetchval("SELECT status FROM attendees") == "pending"


async def test_a_button_of_somebody_who_was_removed_gives_no_link(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)
    people = [await spoken(stage, "+34612345670", "en")]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    [sent] = stage.graph.taken
    payload = sent["template"]["components"][1]["parameters"][0]["payload"]
    async with stage.database.app.tx(stage.host.principal) as tx:
        await remove_attendees(tx, stage.host.actor, stage.event, people)
    stage.graph.taken.clear()
    await stage.hear(pressed("34612345670", payload))
    await stage.send()

    assert stage.graph.taken == []
    [*_, said] = await stage.messages("in")
    assert (said.text, said.read_at) == ("OK", None)


async def test_a_press_that_comes_late_changes_no_newer_answer(stage: Stage) -> None:
    row = await template(stage, has_buttons=True)
    people = [await spoken(stage, "+34612345670", "en")]
    await stage.broadcast(people, template_id=row.id, variables=VALUES)
    [sent] = stage.graph.taken
    yes, no = (part["parameters"][0]["payload"] for part in sent["template"]["components"][1:])
    late = pressed("34612345670", yes)
    late["messages"][0]["timestamp"] = str(int(now_seconds()) - 3_600)
    for press in (pressed("34612345670", no), late):
        await stage.hear(press)

    assert await stage.database.system.pool.fetchval("SELECT status FROM attendees") == "declined"


async def test_templates_over_http(world: World) -> None:
    host, stranger = await world.organizer(), await world.organizer()
    body = {
        "name": "Thanks",
        "channel": "email",
        "subject": "Hi",
        "body": "Wear {{dress}}, {{name}}.",
    }
    made = await host.post("/api/message-templates", body)
    path = f"/api/message-templates/{made['id']}"
    changed = await host.patch(path, {"name": "Thank you", "version": made["version"]})

    assert made["placeholders"] == ["dress"]
    assert changed["name"] == "Thank you"
    assert [one["id"] for one in (await host.get("/api/message-templates"))["items"]] == [
        made["id"]
    ]
    await stranger.refused(404, "GET", path)
    await host.refused(409, "POST", f"{path}/submit")
    await host.refused(409, "POST", "/api/message-templates/sync")

    event = await host.event()
    party = await event.party("Jo")
    await host.put(f"{event.path}/guests/{party.guests[0]}", {"email": "jo@example.com"})
    words = {"template_id": made["id"], "audience": {"ids": party.guests}}
    await host.refused(422, "POST", f"{event.path}/broadcasts", words)
    words["variables"] = {"dress": "white"}
    seen = await host.post(f"{event.path}/broadcasts/preview", words)
    written = await host.post(f"{event.path}/broadcasts", words)
    listed = await host.get(f"{event.path}/message-templates", for_channel="email")

    assert seen["text"] == "Wear white, Jo."
    assert (written["subject"], written["body"]) == ("Hi", "Wear white, {{name}}.")
    assert [one["id"] for one in listed["items"]] == [made["id"]]
    await host.delete(path)
    await host.refused(404, "GET", path)


async def test_who_was_not_reached_is_tried_by_another_channel(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    both, mailed, silent = [await event.party(name) for name in ("Ana", "Ben", "Cem")]
    await host.put(f"{event.path}/guests/{both.guests[0]}", {"phone": "+34612345678"})
    await host.put(f"{event.path}/guests/{both.guests[0]}", {"email": "ana@example.com"})
    await host.put(f"{event.path}/guests/{mailed.guests[0]}", {"email": "ben@example.com"})
    ids = [party.guests[0] for party in (both, mailed, silent)]
    sms = {"channel": "sms", "body": "Doors at six.", "audience": {"ids": ids}}
    sent = await host.post(f"{event.path}/broadcasts", sms)
    path = f"{event.path}/broadcasts/{sent['id']}"
    await host.post(f"{path}/send", {})

    again = await host.post(f"{path}/retry-by", {"channel": "email"})

    assert (again["recipients"], again["left_out"], again["retry_of"]) == (1, 1, sent["id"])
    people = (await host.get(f"{event.path}/broadcasts/{again['id']}/recipients"))["items"]
    assert {one["name"]: one["left_out"] for one in people} == {"Ben": None, "Cem": "no_address"}
    await host.refused(409, "POST", f"{path}/retry-by", {"channel": "sms"})
    # a second press sends nobody the same again
    refused = await host.refused(422, "POST", f"{path}/retry-by", {"channel": "email"})
    assert refused["detail"] == "None of these guests can be reached this way. Choose others."


ACCOUNT = {
    "CONVITE_WHATSAPP_PHONE_ID": PHONE_ID,
    "CONVITE_WHATSAPP_TOKEN": TOKEN,
    "CONVITE_WHATSAPP_APP_SECRET": SECRET,
    "CONVITE_WHATSAPP_BUSINESS_ACCOUNT_ID": ACCOUNT_ID,
    "CONVITE_WHATSAPP_BASE_URL": "http://127.0.0.1:9",
}


async def test_the_same_request_twice_asks_whatsapp_once(world: World) -> None:
    async with world.with_settings(**ACCOUNT) as process:
        host = await world.organizer()
        body = {"name": "News", "channel": "whatsapp", "body": "Hello, news!"}
        made = await host.post("/api/message-templates", body)
        for path in (f"/api/message-templates/{made['id']}/submit", "/api/message-templates/sync"):
            key = {**host.headers, "idempotency-key": secrets.token_hex(8)}
            answers = [await process.http.post(path, headers=key) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [202, 202]
            assert answers[0].text == answers[1].text

    asked = await world.one(
        "SELECT count(*) FROM activity_log WHERE organization_id = $1 AND action = ANY ($2)",
        UUID(host.organization_id),
        ["message_template_submitted", "message_template_sync_asked"],
    )
    assert asked == 2
