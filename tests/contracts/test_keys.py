"""Idempotency: every keyed POST, ten times at once and ten times later, has one effect and one answer."""

import json
import secrets
from collections.abc import Awaitable
from typing import Any

import pytest

from convite.core.ids import hash_of, new_id
from tests.contracts import keyed_messages, keyed_orders, keyed_requests
from tests.contracts.keyed import CASES, PLAN, Asked, Stage, case, make_stage
from tests.routes import Route, api_routes
from tests.victim import PICTURE
from tests.world import PASSWORD, World, at_once

#: Adds its cases to the list.
assert all((keyed_messages, keyed_orders, keyed_requests))
KEYED = [route for route in api_routes() if route.is_keyed]


@case("/api/auth/register")
async def register(s: Stage) -> Asked:
    email = f"{secrets.token_hex(6)}@example.com"
    body = {"name": "Twice", "email": email, "password": PASSWORD}
    return Asked(s.world.nobody(), "/api/auth/register", body, {**body, "name": "Else"})


@case("/api/events/{event_id}/invite-member")
async def invite_member(s: Stage) -> Asked:
    body = {"email": f"{secrets.token_hex(6)}@example.com", "role": "viewer"}
    return Asked(s.host, f"{s.event.path}/invite-member", body, {**body, "role": "admin"})


@case("/api/events/{event_id}/members/{user_id}/send")
async def send_member_invitation(s: Stage) -> Asked:
    body = {"email": f"{secrets.token_hex(6)}@example.com", "role": "viewer"}
    made = await s.host.post(f"{s.event.path}/invite-member", body)
    past = "UPDATE challenges SET created_at = created_at - interval '1 h' WHERE object_id = $1"
    await s.world.sql(past, made["id"])
    return Asked(s.host, f"{s.event.path}/members/{made['id']}/send")


@case("/api/events/{event_id}/members/{user_id}/view-as")
async def view_as(s: Stage) -> Asked:
    body = {"email": f"{secrets.token_hex(6)}@example.com", "role": "viewer"}
    made = await s.host.post(f"{s.event.path}/invite-member", body)
    return Asked(s.host, f"{s.event.path}/members/{made['id']}/view-as")


@case("/api/members/invitation")
async def read_member_invitation(s: Stage) -> Asked:
    made = await accept_member_invitation(s)
    return Asked(made.person, "/api/members/invitation", made.body, made.other)


@case("/api/members/accept")
async def accept_member_invitation(s: Stage) -> Asked:
    person, token = await s.world.organizer("Bo Lee"), secrets.token_hex(12)
    body = {"email": person.email, "role": "viewer"}
    made = await s.host.post(f"{s.event.path}/invite-member", body)
    known = "UPDATE challenges SET otp_hash = $2 WHERE object_id = $1"
    await s.world.sql(known, made["id"], hash_of(token))
    return Asked(person, "/api/members/accept", {"token": token}, {"token": "another"})


@case("/api/users/{user_id}/block")
async def block_user(s: Stage) -> Asked:
    other = await s.world.organizer("Bo Lee")
    return Asked(s.host, f"/api/users/{other.id}/block")


@case("/api/users/{user_id}/reports")
async def report_user(s: Stage) -> Asked:
    other = await s.world.organizer("Bo Lee")
    return Asked(s.host, f"/api/users/{other.id}/reports", {"reason": "spam"}, {"reason": "fraud"})


@case("/api/events/{event_id}/reports")
async def report_event(s: Stage) -> Asked:
    event = await (await s.world.organizer("Bo Lee")).event(visibility="public")
    return Asked(s.host, f"{event.path}/reports", {"reason": "spam"}, {"reason": "fraud"})


@case("/api/interests")
async def add_interest(s: Stage) -> Asked:
    boss = await s.world.organizer("Boss")
    await s.world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)
    tokens = await boss.post("/api/auth/login", {"email": boss.email, "password": PASSWORD})
    slug = secrets.token_hex(6)
    body = {"name": "Chess", "slug": slug}
    return Asked(s.world.logged_in(tokens), "/api/interests", body, {**body, "name": "Go"})


@case("/api/auth/logout")
async def log_out(s: Stage) -> Asked:
    return Asked(s.host, "/api/auth/logout")


@case("/api/guests")
async def add_guest(s: Stage) -> Asked:
    return Asked(s.host, "/api/guests", {"name": "Zoë Núñez"}, {"name": "Zoe Nunez"})


@case("/api/guests/merge")
async def merge_guests(s: Stage) -> Asked:
    ids = [(await s.host.post("/api/guests", {"name": name}))["id"] for name in ("Jo", "Joe", "J")]
    body = {"keep": ids[0], "remove": ids[1]}
    return Asked(s.host, "/api/guests/merge", body, {**body, "remove": ids[2]})


async def people_of_the_book(s: Stage) -> list[str]:
    return [(await s.host.post("/api/guests", {"name": name}))["id"] for name in ("Jo", "Max")]


@case("/api/guests/{guest_id}/erase")
async def erase_guest(s: Stage) -> Asked:
    guest = await s.host.post("/api/guests", {"name": "Jo"})
    return Asked(s.host, f"/api/guests/{guest['id']}/erase", {"name": "Jo"}, {"name": "JO"})


@case("/api/events/{event_id}/guests/from-book")
async def put_on_list(s: Stage) -> Asked:
    ids = await people_of_the_book(s)
    return Asked(
        s.host, f"{s.event.path}/guests/from-book", {"guest_ids": ids}, {"guest_ids": ids[:1]}
    )


@case("/api/events/{event_id}/guests/from-book/{batch_id}/undo")
async def undo_put_on_list(s: Stage) -> Asked:
    path = f"{s.event.path}/guests/from-book"
    done = await s.host.post(path, {"guest_ids": await people_of_the_book(s)})
    return Asked(s.host, f"{path}/{done['batch_id']}/undo")


@case("/api/guests/{guest_id}/email/try-again")
async def try_email_again(s: Stage) -> Asked:
    guest = await s.host.post("/api/guests", {"name": "Jo"})
    return Asked(s.host, f"/api/guests/{guest['id']}/email/try-again")


@case("/api/guests/merges")
async def merge_many(s: Stage) -> Asked:
    ids = [(await s.host.post("/api/guests", {"name": name}))["id"] for name in ("Jo", "Joe", "J")]
    pairs = [{"keep": ids[0], "remove": key} for key in ids[1:]]
    return Asked(s.host, "/api/guests/merges", {"pairs": pairs[:1]}, {"pairs": pairs})


@case("/api/guests/merges/{merge_id}/undo")
async def undo_merge(s: Stage) -> Asked:
    ids = [(await s.host.post("/api/guests", {"name": name}))["id"] for name in ("Jo", "Joe")]
    made = await s.host.post("/api/guests/merge", {"keep": ids[0], "remove": ids[1]})
    return Asked(s.host, f"/api/guests/merges/{made['merge_id']}/undo")


@case("/api/events")
async def create_event(s: Stage) -> Asked:
    body = {"title": "Twice", "timezone": "UTC"}
    return Asked(s.host, "/api/events", body, {**body, "title": "Else"})


async def agency(s: Stage) -> str:
    made = await s.host.post("/api/organizations", {"name": "Agency"})
    return f"/api/organizations/{made['id']}"


@case("/api/api-keys")
async def create_api_key(s: Stage) -> Asked:
    body = {"name": "Shop", "scopes": ["guests:read"]}
    return Asked(s.host, "/api/api-keys", body, {**body, "name": "Other"})


HOOK = {"url": "http://127.0.0.1:9/hooks", "facts": ["event_created"]}


@case("/api/webhook-endpoints")
async def create_webhook_endpoint(s: Stage) -> Asked:
    other = {**HOOK, "description": "Other"}
    return Asked(s.host, "/api/webhook-endpoints", HOOK, other)


async def hook(s: Stage) -> str:
    made = await s.host.post("/api/webhook-endpoints", HOOK)
    return f"/api/webhook-endpoints/{made['id']}"


@case("/api/webhook-endpoints/{endpoint_id}/enable")
async def enable_webhook_endpoint(s: Stage) -> Asked:
    path = await hook(s)
    await s.host.patch(path, {"is_enabled": False})
    return Asked(s.host, f"{path}/enable")


@case("/api/webhook-endpoints/{endpoint_id}/rotate-secret")
async def rotate_webhook_secret(s: Stage) -> Asked:
    return Asked(s.host, f"{await hook(s)}/rotate-secret")


@case("/api/webhook-endpoints/{endpoint_id}/test")
async def try_webhook_endpoint(s: Stage) -> Asked:
    return Asked(s.host, f"{await hook(s)}/test")


@case("/api/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay")
async def replay_webhook_delivery(s: Stage) -> Asked:
    path = await hook(s)
    made = await s.host.post(f"{path}/test")
    return Asked(s.host, f"{path}/deliveries/{made['id']}/replay")


@case("/api/organizations")
async def create_organization(s: Stage) -> Asked:
    return Asked(s.host, "/api/organizations", {"name": "Agency"}, {"name": "Other"})


@case("/api/organizations/{organization_id}/members")
async def add_organization_member(s: Stage) -> Asked:
    path, bo = f"{await agency(s)}/members", await s.world.organizer("Bo Lee")
    body = {"user_id": bo.id, "role": "agent"}
    return Asked(s.host, path, body, {**body, "role": "manager"})


async def invited(s: Stage, email: str) -> tuple[str, str]:
    """An invitation to an organization that was sent an hour ago: the path of members, and its id."""
    path = f"{await agency(s)}/members"
    made = await s.host.post(path, {"email": email, "role": "agent"})
    past = "UPDATE challenges SET created_at = created_at - interval '1 h' WHERE object_id = $1"
    await s.world.sql(past, made["id"])
    return path, made["id"]


@case("/api/organizations/{organization_id}/members/{user_id}/send")
async def send_organization_invitation(s: Stage) -> Asked:
    path, key = await invited(s, f"{secrets.token_hex(6)}@example.com")
    return Asked(s.host, f"{path}/{key}/send")


@case("/api/organizations/accept")
async def accept_organization_invitation(s: Stage) -> Asked:
    person, token = await s.world.organizer("Bo Lee"), secrets.token_hex(12)
    _, key = await invited(s, person.email)
    known = "UPDATE challenges SET otp_hash = $2 WHERE object_id = $1"
    await s.world.sql(known, key, hash_of(token))
    return Asked(person, "/api/organizations/accept", {"token": token}, {"token": "another"})


@case("/api/events/{event_id}/restore")
async def restore(s: Stage) -> Asked:
    await s.host.delete(s.event.path)
    return Asked(s.host, f"{s.event.path}/restore")


@case("/api/events/{event_id}/publish")
async def publish(s: Stage) -> Asked:
    draft = await s.host.event(publish=False)
    return Asked(s.host, f"{draft.path}/publish")


@case("/api/events/{event_id}/cancel")
async def cancel_event(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/cancel", {"reason": "rain"}, {"reason": "snow"})


@case("/api/events/{event_id}/images")
async def add_image(s: Stage) -> Asked:
    form = {"purpose": "event_image", "event_id": s.event.id}
    sent = [
        await s.host.ask("POST", "/api/files", data=form, files={"file": ("a.png", PICTURE)})
        for _ in range(2)
    ]
    one, other = ({"file_id": answer.json()["id"]} for answer in sent)
    return Asked(s.host, f"{s.event.path}/images", one, other)


@case("/api/events/{event_id}/questions")
async def add_question(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/questions", {"label": "Meal?"}, {"label": "Allergies?"})


@case("/api/events/{event_id}/seats")
async def add_seats(s: Stage) -> Asked:
    body = {"seats": [{"seat_number": "Z1"}]}
    return Asked(s.host, f"{s.event.path}/seats", body, {"seats": [{"seat_number": "Z2"}]})


@case("/api/events/{event_id}/seating-plan/generate")
async def generate(s: Stage) -> Asked:
    other = {**PLAN, "rows": 2}
    return Asked(s.host, f"{s.event.path}/seating-plan/generate", PLAN, other)


@case("/api/events/{event_id}/duplicate")
async def duplicate(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/duplicate")


@case("/api/events/{event_id}/checkins/{nonce}/undo")
async def undo_scan(s: Stage) -> Asked:
    await s.event.scan(attendee_id=s.party.guests[0], nonce="once")
    return Asked(s.host, f"{s.event.path}/checkins/once/undo")


@case("/api/events/{event_id}/checkins/conflicts/{conflict_id}/resolve")
async def settle_conflict(s: Stage) -> Asked:
    late = {"nonce": "late", "attendee_id": s.party.guests[0], "direction": "out"}
    await s.host.post(f"{s.event.path}/checkins", {"scans": [late]})
    [conflict] = (await s.host.get(f"{s.event.path}/checkins/conflicts"))["items"]
    path = f"{s.event.path}/checkins/conflicts/{conflict['id']}/resolve"
    return Asked(s.host, path, {"note": "seen"}, {"note": "another"})


@case("/api/events/{event_id}/walk-ins")
async def walk_in(s: Stage) -> Asked:
    body = {"nonce": "walk", "name": "Wanda Walk"}
    return Asked(s.host, f"{s.event.path}/walk-ins", body, {**body, "name": "Wim"})


@case("/api/tickets/{ticket_id}/reissue")
async def reissue_ticket(s: Stage) -> Asked:
    await s.party.answer("accepted")
    ticket = await s.host.get(f"/api/attendees/{s.party.guests[0]}/ticket")
    return Asked(s.host, f"/api/tickets/{ticket['id']}/reissue")


@case("/api/tickets/{ticket_id}/transfer")
async def transfer_ticket(s: Stage) -> Asked:
    await s.party.answer("accepted")
    ticket = await s.host.get(f"/api/attendees/{s.party.guests[0]}/ticket")
    body = {"name": "Nora Neu", "email": "nora.neu@example.com"}
    return Asked(s.host, f"/api/tickets/{ticket['id']}/transfer", body, {**body, "name": "Noa"})


@case("/api/events/{event_id}/guests")
async def add_to_list(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/guests", {"name": "New One"}, {"name": "Other One"})


@case("/api/events/{event_id}/invitations")
async def invite(s: Stage) -> Asked:
    body = {"label": "Twice", "guests": [{"name": "Eva Lind"}]}
    return Asked(s.host, f"{s.event.path}/invitations", body, {**body, "label": "Else"})


@case("/api/events/{event_id}/invitations/send")
async def send_many(s: Stage) -> Asked:
    email = f"{secrets.token_hex(6)}@example.com"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"email": email})
    body = {"ids": [s.party.id]}
    return Asked(s.host, f"{s.event.path}/invitations/send", body, {"filters": {"unsent": True}})


@case("/api/invitations/{invitation_id}/send")
async def send(s: Stage) -> Asked:
    email = f"{secrets.token_hex(6)}@example.com"
    await s.host.put(f"{s.event.path}/guests/{s.party.guests[0]}", {"email": email})
    return Asked(s.host, f"{s.party.path}/send")


@case("/api/invitations/{invitation_id}/cancel")
async def cancel_invitation(s: Stage) -> Asked:
    return Asked(s.host, f"{s.party.path}/cancel")


@case("/api/invitations/{invitation_id}/restore")
async def restore_invitation(s: Stage) -> Asked:
    await s.host.post(f"{s.party.path}/cancel")
    return Asked(s.host, f"{s.party.path}/restore")


@case("/api/attendees/{attendee_id}/restore")
async def restore_attendee(s: Stage) -> Asked:
    guest = s.party.guests[0]
    await s.host.delete(f"{s.event.path}/guests/{guest}")
    return Asked(s.host, f"/api/attendees/{guest}/restore")


@case("/api/batches/{batch_id}/undo")
async def undo_batch(s: Stage) -> Asked:
    change = {"ids": s.party.guests, "set": {"side": "Bride"}}
    batch = await s.host.patch(f"{s.event.path}/guests", change)
    return Asked(s.host, f"/api/batches/{batch['batch_id']}/undo")


@case("/api/invitations/{invitation_id}/guests")
async def add_to_party(s: Stage) -> Asked:
    return Asked(s.host, f"{s.party.path}/guests", {"name": "Cy"}, {"name": "Di"})


@case("/api/invitations/{invitation_id}/attendance")
async def attend(s: Stage) -> Asked:
    path = f"{s.party.path}/attendance"
    return Asked(s.host, path, {"seat_id": s.seats[0]}, {"seat_id": s.seats[1]})


@case("/api/rsvp/{code}/opened")
async def opened(s: Stage) -> Asked:
    return Asked(s.party.bearer, f"{s.party.rsvp}/opened")


@case("/api/rsvp/{code}/seats")
async def take_seats(s: Stage) -> Asked:
    def body(seat: str) -> Any:
        return {"seats": [{"guest": s.party.guests[0], "seat_id": seat}]}

    return Asked(s.party.bearer, f"{s.party.rsvp}/seats", body(s.seats[0]), body(s.seats[1]))


@case("/api/events/{event_id}/seating-plan/versions/{version}/restore")
async def restore_plan(s: Stage) -> Asked:
    path = f"{s.event.path}/seating-plan"
    await s.host.put(path, {"name": "Drawn anew"})
    items = (await s.host.get(f"{path}/versions"))["items"]
    return Asked(s.host, f"{path}/versions/{items[-1]['version']}/restore")


@case("/api/events/{event_id}/seating-wishes")
async def wish(s: Stage) -> Asked:
    other = await s.event.party("Al Kowal")
    body = {"kind": "apart", "invitation_id": s.party.id, "other_invitation_id": other.id}
    return Asked(s.host, f"{s.event.path}/seating-wishes", body, {**body, "kind": "together"})


@case("/api/events/{event_id}/auto-seat")
async def auto_seat(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/auto-seat", {"seconds": 1}, {"seconds": 2})


@case("/api/events/{event_id}/papers")
async def paper(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/papers", {"kind": "badges"}, {"kind": "guest_list"})


@case("/api/events/{event_id}/devices")
async def add_device(s: Stage) -> Asked:
    return Asked(s.host, f"{s.event.path}/devices", {"name": "One"}, {"name": "Other"})


ARRANGED = """
INSERT INTO tasks (id, organization_id, event_id, kind, status, progress, parameters, result, starts)
VALUES ($1, $2, $3, 'auto_seat', 'done', 1, '{}', $4::jsonb, 1)
"""


@case("/api/events/{event_id}/auto-seat/{task_id}/apply")
async def take_arrangement_over(s: Stage) -> Asked:
    task, seats = new_id(), [{"attendee_id": s.party.guests[0], "seat_id": s.seats[0]}]
    values = (task, s.host.organization_id, s.event.id, json.dumps({"seats": seats}))
    await s.world.sql(ARRANGED, *values)
    return Asked(s.host, f"{s.event.path}/auto-seat/{task}/apply")


#: Keyed routes that take a file: tests of imports and of walls send them twice.
FILES = {
    name
    for name in (route.name for route in KEYED)
    if "import" in name or name.endswith(("/files", "/photos", "/bank-statements"))
}
#: Their second time is refused as it was by the first: the token that asks is ended.
ONCE = {"POST /api/auth/logout"}


#: They need WhatsApp's account: tests of templates send them twice.
OF_ACCOUNT = {
    "POST /api/message-templates/sync",
    "POST /api/message-templates/{template_id}/submit",
}


def test_every_keyed_route_has_a_case() -> None:
    assert {route.name for route in KEYED} - FILES - OF_ACCOUNT - CASES.keys() == set()


def test_every_creating_route_is_keyed() -> None:
    """201 means that something was made; made by the same key twice, it is made once."""
    makers = {route.name for route in api_routes() if route.route.status_code == 201}

    # orders are keyed at their desk: tests/doors/checkout
    at_desks = {"POST /api/events/{event_id}/holds", "POST /api/events/{event_id}/orders"}
    # a phone's registration is made once whoever sends it again: Apple's phones send no key
    wallet = "POST /api/wallet/apple/v1/devices/{device}/registrations/{type_id}/{pass_serial}"
    assert makers - {route.name for route in KEYED} == at_desks | {wallet}


async def facts(world: World) -> int:
    """How much has happened altogether."""
    return int(await world.one("SELECT count(*) FROM activity_log"))


@pytest.mark.parametrize("route", KEYED, ids=lambda route: route.name)
async def test_one_effect_and_one_answer(world: World, route: Route) -> None:
    if route.name in FILES | OF_ACCOUNT:
        return
    stage = await make_stage(world)
    asked = await CASES[route.name](stage)
    key = {"headers": {"idempotency-key": secrets.token_hex(8)}}

    def once(process: int) -> Awaitable[Any]:
        return asked.person.through(process).ask("POST", asked.path, asked.body, **key)

    before = await facts(world)
    first = await at_once(*(once(number % 2) for number in range(10)))
    single = await facts(world) - before
    later = [await once(number % 2) for number in range(10)]

    statuses = {answer.status_code for answer in first}
    if route.name in ONCE:
        assert statuses <= {204, 401}
        return
    assert all(answer.is_success for answer in first), first[0].text
    assert {(answer.status_code, answer.text) for answer in [*first, *later]} == {
        (first[0].status_code, first[0].text)
    }
    assert await facts(world) - before == single
    await once_without_a_key_does_as_much(stage, route, single)
    if asked.other is not None:
        problem = await asked.person.refused(422, "POST", asked.path, asked.other, **key)
        assert problem["type"] == "/problems/key-reused"


async def once_without_a_key_does_as_much(stage: Stage, route: Route, single: int) -> None:
    """Ten keyed ones left as many facts as one without a key leaves on a fresh stage."""
    fresh = await CASES[route.name](await make_stage(stage.world))
    before = await facts(stage.world)
    await fresh.person.post(fresh.path, fresh.body)
    assert await facts(stage.world) - before == single


async def test_same_key_of_another_person_is_another(world: World) -> None:
    one, other = await world.organizer(), await world.organizer()
    key = {"headers": {"idempotency-key": "the same"}}
    body = {"title": "Mine", "timezone": "UTC"}

    first = await one.post("/api/events", body, **key)
    second = await other.post("/api/events", body, **key)
    third = await one.post("/api/guests", {"name": "Another route"}, **key)

    assert first["id"] != second["id"]
    assert first["host_user_id"] == one.id
    assert second["host_user_id"] == other.id
    assert third["name"] == "Another route"


async def test_kept_answers_are_sealed(world: World) -> None:
    """What was told once, a device's key or a token, can't be read in the table of answers."""
    host = await world.organizer()
    event = await host.event()
    key = secrets.token_hex(8)

    made = await host.post(
        f"{event.path}/devices", {"name": "Phone"}, headers={"idempotency-key": key}
    )

    kept = await world.one("SELECT answer FROM idempotency_keys WHERE key = $1", key)
    assert made["key"].encode() not in bytes(kept)
    assert b"name" not in bytes(kept)


async def test_refused_request_keeps_no_key(world: World) -> None:
    """A refusal rolls back; mended, the same key goes through."""
    host = await world.organizer()
    key = {"headers": {"idempotency-key": "mended"}}
    draft = await host.event(publish=False, starts_at=None)

    await host.refused(422, "POST", f"{draft.path}/publish", **key)
    await host.put(draft.path, {"starts_at": "2030-05-01T18:00:00Z"})
    published = await host.post(f"{draft.path}/publish", **key)

    assert published["status"] == "published"


async def test_key_too_long_is_refused(world: World) -> None:
    host = await world.organizer()

    await host.refused(
        422, "POST", "/api/guests", {"name": "X"}, headers={"idempotency-key": "k" * 201}
    )


async def test_hot_verbs_are_idempotent_by_nature(world: World) -> None:
    """Holder and seats, nonce: no key needed, and one is ignored."""
    stage = await make_stage(world)
    hold = {"seat_ids": stage.seats[:2]}
    key = {"headers": {"idempotency-key": "ignored"}}

    first = await stage.party.bearer.post(f"{stage.event.path}/holds", hold, **key)
    again = await stage.party.bearer.post(f"{stage.event.path}/holds", hold, **key)
    another = await stage.party.bearer.post(
        f"{stage.event.path}/holds", {"seat_ids": stage.seats[2:3]}, **key
    )

    assert (again["key"], again["expires_at"]) == (first["key"], first["expires_at"])
    assert another["key"] != first["key"]
