"""Replay: what a page knew + the messages = what it would read anew. One case for every action.

Zulip's `verify_action`, over HTTP and sockets. An action without a case fails the list test below.
"""

import ast
import json
from typing import Any

import pytest

from tests.contracts.sources import SOURCE
from tests.listening import ear
from tests.live import cases_orders
from tests.live.scenes import CASES, Scene, case, make_scene
from tests.live.screen import TOPICS, screen_of
from tests.live.silent import SILENT
from tests.support import until
from tests.world import Person, World

assert cases_orders


@case("room.holds.hold_with_wait")
async def hold(s: Scene) -> None:
    await s.event.hold(s.seats[3], s.seats[4], who=s.party.bearer)


@case("room.holds.end_hold")
async def free_a_hold(s: Scene) -> None:
    key = (await s.event.hold(s.seats[3], who=s.party.bearer))["key"]
    await s.party.bearer.delete(f"/api/holds/{key}")


@case("room.holds.extend")
async def extend_a_hold(s: Scene) -> None:
    key = (await s.event.hold(s.seats[3], who=s.party.bearer))["key"]
    await s.party.bearer.post(f"/api/holds/{key}/extend")


@case("doors.rsvp.choose_seats")
async def confirm_a_hold(s: Scene) -> None:
    await s.event.hold(s.seats[3], who=s.party.bearer)
    choice = {"seats": [{"guest": s.party.guests[1], "seat_id": s.seats[3]}]}
    await s.party.bearer.post(f"{s.party.rsvp}/seats", choice)


@case("doors.guestlist.change_on_list")
async def move_to_another_seat(s: Scene) -> None:
    await s.event.host.put(s.guest(), {"seat_id": s.seats[5]})


@case("room.moves.move_people")
async def move_people(s: Scene) -> None:
    await s.other.take(s.seats[1])
    moves = [(s.party.guests[0], s.seats[1]), (s.other.guests[0], s.seats[0])]
    body = {"moves": [{"attendee_id": who, "seat_id": seat} for who, seat in moves]}
    await s.event.host.put(f"{s.event.path}/seats/moves", body)


@case("room.moves.gather")
async def gather(s: Scene) -> None:
    body = {"invitation_id": s.party.id, "near": s.seats[6]}
    await s.event.host.put(f"{s.event.path}/seats/gather", body)


@case("room.house.set_house_seats")
async def keep_for_the_house(s: Scene) -> None:
    body = {"seat_ids": s.seats[4:6], "house": "Press"}
    await s.event.host.put(f"{s.event.path}/seats/house", body)


@case("doors.rsvp.release_seats")
async def give_seats_back(s: Scene) -> None:
    await s.party.bearer.delete(f"{s.party.rsvp}/seats")


@case("doors.replies.answer_parties")
async def answer_by_link(s: Scene) -> None:
    await s.party.answer("declined", "accepted")


@case("doors.replies.answer_parties")
async def bring_somebody(s: Scene) -> None:
    await s.party.answer("accepted", "accepted", plus_ones=[{"first_name": "Max"}])


@case("doors.replies.answer_parties")
async def leave_contacts(s: Scene) -> None:
    said = [{"id": s.party.guests[0], "email": "jo.replay@example.com", "opt_outs": {"sms": True}}]
    await s.party.bearer.put(s.party.rsvp, {"guests": said})


@case("doors.rsvp.answer_guest")
async def answer_for_one(s: Scene) -> None:
    await s.event.host.put(f"{s.party.path}/guests/{s.party.guests[1]}", {"status": "accepted"})


@case("doors.rsvp.attend")
async def seat_by_attendance(s: Scene) -> None:
    await s.event.host.post(f"{s.other.path}/attendance", {"seat_id": s.seats[4]})


@case("doors.rsvp.check_in_party")
async def check_a_party_in(s: Scene) -> None:
    await s.event.host.put(f"{s.party.path}/attendance/checkin")


@case("doors.rsvp.change_party")
async def answer_for_a_party(s: Scene) -> None:
    await s.event.host.put(s.party.path, {"status": "declined", "label": "Smiths", "max_guests": 6})


@case("doors.rsvp.mark_opened")
async def open_the_page(s: Scene) -> None:
    await s.party.bearer.post(f"{s.party.rsvp}/opened")


@case("doors.guestlist.change_on_list")
async def change_details(s: Scene) -> None:
    await s.event.host.put(s.guest(), {"side": "bride", "first_name": "Joan"})


@case("doors.guestlist.change_on_list")
async def rename(s: Scene) -> None:
    await s.event.host.put(s.guest(), {"name": "Joan Smythe"})


@case("doors.guestlist.change_on_list")
async def decline_for_somebody(s: Scene) -> None:
    await s.event.host.put(s.guest(), {"status": "declined"})


@case("doors.guestlist.change_on_list")
async def note_something(s: Scene) -> None:
    await s.event.host.put(f"/api/attendees/{s.party.guests[0]}", {"notes": "wheelchair"})


@case("doors.guestlist.add_to_list")
async def add_somebody(s: Scene) -> None:
    await s.event.host.post(f"{s.event.path}/guests", {"name": "New One", "status": "confirmed"})


@case("doors.guestlist.remove_from_list")
async def remove_somebody(s: Scene) -> None:
    await s.event.host.delete(s.guest())


@case("doors.guestlist.change_many")
async def change_many(s: Scene) -> None:
    ids = [*s.party.guests, *s.other.guests]
    await s.event.host.patch(f"{s.event.path}/guests", {"ids": ids, "set": {"status": "declined"}})
    await s.event.host.patch(f"{s.event.path}/guests", {"ids": ids, "set": {"side": "groom"}})


@case("doors.guestlist.change_many", "room.undo.undo_batch")
async def split_a_party_and_undo(s: Scene) -> None:
    change = {"ids": s.party.guests, "set": {"party": "own"}}
    batch = await s.event.host.patch(f"{s.event.path}/guests", change)
    await s.event.host.post(f"/api/batches/{batch['batch_id']}/undo")


@case("doors.duplicates.merge", "doors.unmerging.undo")
async def merge_two_and_undo(s: Scene) -> None:
    kept = await s.event.host.post("/api/guests", {"name": "Joanna Smith-Lind"})
    removed = s.party.made["guests"][0]["guest_id"]
    body = {"keep": kept["id"], "remove": removed}
    made = await s.event.host.post("/api/guests/merge", body)
    await s.event.host.post(f"/api/guests/merges/{made['merge_id']}/undo")


@case("doors.erasure.erase_guest")
async def erase(s: Scene) -> None:
    guest = s.party.made["guests"][0]
    path = f"/api/guests/{guest['guest_id']}/erase"
    await s.event.host.post(path, {"name": guest["name"]})


@case("doors.duplicates.merge")
async def merge_two(s: Scene) -> None:
    kept = await s.event.host.post("/api/guests", {"name": "Joanna Smith-Lind"})
    removed = s.party.made["guests"][0]["guest_id"]
    await s.event.host.post("/api/guests/merge", {"keep": kept["id"], "remove": removed})


@case("room.house.set_house_seats", "room.holds.end_hold", "doors.replies.answer_parties")
async def leave_house_seats(s: Scene) -> None:
    await s.event.host.put(
        f"{s.event.path}/seats/house", {"seat_ids": [s.seats[0], s.seats[6]], "house": "Press"}
    )
    key = (await s.event.hold(s.seats[6]))["key"]
    await s.event.host.delete(f"/api/holds/{key}")
    await s.party.answer("declined")


@case("doors.invitations.invite", "doors.invitations.invite_many")
async def invite(s: Scene) -> None:
    await s.event.party("Eva Lind", "Tom Lind")


@case("doors.book.put_on_event")
async def put_on_event(s: Scene) -> None:
    guest = await s.event.host.post("/api/guests", {"name": "Mia Book"})
    await s.event.host.post(f"{s.event.path}/guests/from-book", {"guest_ids": [guest["id"]]})


@case("doors.invitations.add_to_party")
async def add_to_party(s: Scene) -> None:
    await s.event.host.post(f"{s.party.path}/guests", {"guests": [{"name": "Cy Smith"}]})


@case("doors.invitations.remove_guest")
async def remove_from_party(s: Scene) -> None:
    await s.event.host.delete(f"{s.party.path}/guests/{s.party.guests[0]}")


@case("doors.cancellation.cancel_invitation")
async def cancel_an_invitation(s: Scene) -> None:
    await s.event.host.post(f"{s.party.path}/cancel")


@case("doors.cancellation.restore_invitation")
async def restore_an_invitation(s: Scene) -> None:
    await s.event.host.post(f"{s.party.path}/cancel")
    await s.event.host.post(f"{s.party.path}/restore")


@case("doors.guestlist.restore_to_list")
async def restore_a_guest(s: Scene) -> None:
    await s.event.host.delete(s.guest())
    await s.event.host.post(f"/api/attendees/{s.party.guests[0]}/restore")


@case("room.undo.undo_batch")
async def undo_a_bulk_change(s: Scene) -> None:
    change = {"ids": s.party.guests, "set": {"status": "canceled", "side": "Bride"}}
    batch = await s.event.host.patch(f"{s.event.path}/guests", change)
    await s.event.host.post(f"/api/batches/{batch['batch_id']}/undo")


@case("doors.cancellation.delete_invitation")
async def delete_an_invitation(s: Scene) -> None:
    await s.event.host.delete(s.other.path)


@case("doors.invitations.send")
async def send_an_invitation(s: Scene) -> None:
    email = {"email": f"{s.party.id}@example.com"}
    await s.event.host.put(s.guest(), email)
    await s.event.host.post(f"{s.party.path}/send", {"again": True})


@case("doors.invitations.send_many")
async def send_many_invitations(s: Scene) -> None:
    await s.event.host.put(s.guest(), {"email": f"{s.party.id}@example.com"})
    ids = [s.party.id, s.other.id]
    await s.event.host.post(f"{s.event.path}/invitations/send", {"ids": ids})


@case("entrance.checkin.scan")
async def come_in_and_go_out(s: Scene) -> None:
    await s.event.scan(code=s.party.code, all=True)
    await s.event.scan(attendee_id=s.other.guests[0])
    await s.event.scan(attendee_id=s.party.guests[1], direction="out")


@case("entrance.presence.undo")
async def take_scans_back(s: Scene) -> None:
    for number, direction in enumerate(("in", "out", "in")):
        await s.event.scan(
            attendee_id=s.party.guests[0], nonce=f"{number}{s.event.id}", direction=direction
        )
    for number in (2, 1):
        await s.event.host.post(f"{s.event.path}/checkins/{number}{s.event.id}/undo")


@case("entrance.checkin.scan")
async def come_to_one_part_after_the_other(s: Scene) -> None:
    jo = s.party.guests[0]
    made = []
    for title in ("Ceremony", "Dinner"):
        body = {"title": title, "starts_at": "2030-05-01T20:00:00Z"}
        made.append((await s.event.host.post(f"{s.event.path}/parts", body))["id"])
    ceremony, dinner = made
    await s.event.scan(attendee_id=jo, part_id=ceremony)
    await s.event.scan(attendee_id=jo, part_id=dinner, nonce=f"dinner {s.event.id}")
    await s.event.host.post(f"{s.event.path}/checkins/dinner {s.event.id}/undo")
    queued = {"nonce": f"late {s.event.id}", "attendee_id": jo, "part_id": dinner}
    await s.event.host.post(f"{s.event.path}/checkins", {"scans": [queued]})
    for part in (dinner, ceremony):
        await s.event.scan(attendee_id=jo, part_id=part, direction="out")


@case("entrance.presence.undo")
async def take_the_only_scan_back(s: Scene) -> None:
    await s.event.scan(attendee_id=s.party.guests[0], nonce=s.event.id)
    await s.event.host.post(f"{s.event.path}/checkins/{s.event.id}/undo")


@case("entrance.presence.resolve_by_id")
async def come_in_late(s: Scene) -> None:
    jo, al = s.party.guests
    await s.event.scan(attendee_id=jo)
    scans = [
        {"nonce": f"1{s.event.id}", "attendee_id": jo, "at": "2026-01-01T10:00:00Z"},
        {"nonce": f"2{s.event.id}", "attendee_id": al, "direction": "out", "verdict": "ok"},
        {"nonce": f"3{s.event.id}", "code": "nobody's", "verdict": "ok"},
    ]
    await s.event.host.post(f"{s.event.path}/checkins", {"scans": scans})
    listed = (await s.event.host.get(f"{s.event.path}/checkins/conflicts"))["items"]
    for conflict in listed:
        path = f"{s.event.path}/checkins/conflicts/{conflict['id']}/resolve"
        await s.event.host.post(path, {})


NO_PICTURE = {"needs_picture": False}


async def asked(s: Scene, approval: str = "request") -> tuple[Person, dict[str, Any]]:
    """Somebody who asked to join the event."""
    await s.event.host.patch(
        s.event.path, {"visibility": "public", "approval": approval, "settings": NO_PICTURE}
    )
    guest = await s.world.organizer("Leo Paz", role="guest")
    return guest, await guest.post(f"{s.event.path}/requests", {"places": 2})


@case("doors.requests.ask_to_join")
async def join_an_open_event(s: Scene) -> None:
    await asked(s, "open")


@case("doors.requests.accept_one", "doors.requests.reopen")
async def accept_a_request_and_think_again(s: Scene) -> None:
    _, request = await asked(s)
    await s.event.host.post(f"/api/requests/{request['id']}/accept")
    await s.event.host.post(f"/api/requests/{request['id']}/undo")


@case("doors.requests.decide_many", "doors.requests.cancel")
async def accept_requests_of_which_one_is_taken_back(s: Scene) -> None:
    guest, request = await asked(s)
    body = {"ids": [request["id"]], "status": "accepted"}
    await s.event.host.patch(f"{s.event.path}/requests", body)
    await guest.post(f"/api/requests/{request['id']}/cancel")


@case("doors.waitlist.take_offer")
async def take_an_offered_place(s: Scene) -> None:
    opened = {"visibility": "public", "approval": "open", "capacity": 2}
    await s.event.host.patch(s.event.path, opened)
    guest = await s.world.organizer("Leo Paz", role="guest")
    entry = await guest.post(f"{s.event.path}/waitlist", {})
    await s.event.host.patch(s.event.path, {"capacity": 3})
    await s.event.host.post(f"/api/waitlist/{entry['id']}/offer")
    await guest.post(f"/api/waitlist/{entry['id']}/accept")


@case("doors.invites.invite_directly", "doors.invites.answer_invite")
async def invite_an_account_that_comes(s: Scene) -> None:
    guest = await s.world.organizer("Leo Paz", role="guest")
    body = {"kind": "direct", "user_id": guest.id}
    made = await s.event.host.post(f"{s.event.path}/invites", body)
    await guest.post(f"/api/invites/{made['id']}/accept")


@case("doors.invites.take_link")
async def come_by_a_share_link(s: Scene) -> None:
    link = await s.event.host.post(
        f"{s.event.path}/invites", {"kind": "share_link", "max_guests": 5}
    )
    guest = await s.world.organizer("Leo Paz", role="guest")
    await guest.post(f"/api/invites/{link['code']}/accept", {"places": 2})


@case("doors.walkins.walk_in")
async def walk_in(s: Scene) -> None:
    body = {"nonce": f"walk {s.event.id}", "name": "Wanda Walk", "seat": True}
    await s.event.host.post(f"{s.event.path}/walk-ins", body)


@case("entrance.tickets.reissue", "doors.transfers.transfer")
async def make_a_ticket_anew(s: Scene) -> None:
    await s.party.answer("accepted", "accepted")
    ticket = await s.event.host.get(f"/api/attendees/{s.party.guests[0]}/ticket")
    await s.event.host.post(f"/api/tickets/{ticket['id']}/reissue")
    body = {"name": "Nora Neu", "email": f"nora.{s.event.id}@example.com"}
    await s.event.host.post(f"/api/tickets/{ticket['id']}/transfer", body)


@case("entrance.tickets.bind_tag")
async def bind_a_tag(s: Scene) -> None:
    await s.party.answer("accepted", "accepted")
    body = {"tag_uid": s.event.id}
    await s.event.host.put(f"/api/attendees/{s.party.guests[0]}/tag", body)


@case("plan.seating.add_seats", "plan.seating.generate", "plan.seating.change_seat")
async def draw(s: Scene) -> None:
    body = {"seats": [{"seat_number": "Z1", "category": "vip"}]}
    await s.event.host.post(f"{s.event.path}/seats", body)
    await s.event.seats(4)
    await s.event.host.put(f"/api/seats/{s.seats[6]}", {"blocked": True})


@case("plan.seating.remove_seat", "plan.plans.save_plan", "plan.plans.restore_version")
async def draw_anew(s: Scene) -> None:
    await s.event.host.delete(f"/api/seats/{s.seats[7]}")
    numbers = [seat[1] for seat in (await s.event.geometry())["seats"]]
    body = {"seats": [{"seat_number": number} for number in numbers[:3]]}
    path = f"{s.event.path}/seating-plan"
    await s.event.host.put(path, body)
    body["seats"] = body["seats"][1:]
    await s.event.host.put(f"{path}?confirm_losing=true", body)
    versions = (await s.event.host.get(f"{path}/versions"))["items"]
    await s.event.host.post(f"{path}/versions/{versions[-1]['version']}/restore")


@case("events.event.change_event", "events.event.publish", "events.event.cancel")
async def run_the_event(s: Scene) -> None:
    await s.event.host.put(s.event.path, {"title": "Another name"})
    await s.event.host.post(f"{s.event.path}/cancel", {"reason": "rain"})


async def add_part(s: Scene, title: str, **values: object) -> str:
    body = {"title": title, "starts_at": "2030-05-01T18:00:00Z", **values}
    part: str = (await s.event.host.post(f"{s.event.path}/parts", body))["id"]
    return part


@case("room.parts.add_part")
async def add_parts(s: Scene) -> None:
    await add_part(s, "Ceremony")
    await add_part(s, "Dinner")


@case("room.parts.change_part")
async def change_a_part(s: Scene) -> None:
    part = await add_part(s, "Dinner")
    await s.event.host.patch(f"{s.event.path}/parts/{part}", {"for_all": False})


@case("room.parts.remove_part")
async def remove_a_part(s: Scene) -> None:
    part = await add_part(s, "Dinner")
    await s.event.host.delete(f"{s.event.path}/parts/{part}")


@case("doors.rsvp.change_party")
async def choose_the_parts_of_a_party(s: Scene) -> None:
    await add_part(s, "Ceremony")
    part = await add_part(s, "Brunch", for_all=False)
    await s.event.host.patch(s.party.path, {"part_ids": [part]})


@case("doors.guestlist.change_on_list")
async def reply_by_part(s: Scene) -> None:
    part = await add_part(s, "Dinner", capacity=1)
    await add_part(s, "Party")
    await s.party.answer("accepted")
    await s.other.answer("accepted")
    said = {"parts": [{"part_id": part, "status": "declined"}]}
    await s.event.host.patch(s.guest(), said)


def actions() -> set[str]:
    """The actions that doors and jobs call, of the packages whose nouns the page shows."""
    found = set()
    doors = [
        *SOURCE.glob("*/*/routes.py"), *SOURCE.glob("*/*/jobs.py"), *SOURCE.glob("*/*/hot.py"),
        SOURCE / "entry" / "http" / "commands.py", SOURCE / "doors" / "replies" / "policy.py",
        SOURCE / "doors" / "checkout" / "policy.py",
        SOURCE / "doors" / "transfers" / "policy.py",
    ]  # fmt: skip
    for path in doors:
        tree = ast.parse(path.read_text())
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            package, part, *rest = [*node.module.split(".")[1:], "", ""]
            if package not in ("events", "plan", "room", "entrance", "doors"):
                continue
            names = {alias.name for alias in node.names}
            if "actions" in names and not rest[0]:
                names = used
            elif rest[0] != "actions":
                continue
            found |= {f"{package}.{part}.{name}" for name in names & writers(package, part)}
    return found


def writers(package: str, part: str) -> set[str]:
    """Functions that change something for somebody."""
    tree = ast.parse((SOURCE / package / part / "actions.py").read_text())
    hot = {"hold_with_wait", "scan", "sweep", "answer_parties", "place_orders"}
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.AsyncFunctionDef)
        and (node.name in hot or "actor" in {one.arg for one in node.args.args})
    }


def test_every_action_has_a_case() -> None:
    shown = {action for actions_shown, _ in CASES.values() for action in actions_shown}
    without = actions() - shown - SILENT.keys()

    assert without == set()


def test_every_case_shows_actions_that_are_there() -> None:
    shown = {action for actions_shown, _ in CASES.values() for action in actions_shown}

    assert shown - actions() == set()


@pytest.mark.parametrize("name", CASES)
async def test_replay(world: World, name: str) -> None:
    scene = await make_scene(world)
    before, channels = (
        await screen_of(scene.event),
        [f"events/{scene.event.id}/{t}" for t in TOPICS],
    )

    async with ear(scene.event.host, *channels, process=1, position=before.position) as live:
        await CASES[name][1](scene)
        after = await screen_of(scene.event)
        # whoever comes later and asks for what was missed gets the same messages
        async with ear(scene.event.host, *channels, position=before.position) as late:
            for channel in channels:
                await late.hears("watermark", channel=channel)
            missed = {channel: late.news(channel) for channel in channels}

        async def has_all() -> bool:
            return all(len(live.news(channel)) >= len(missed[channel]) for channel in channels)

        await until(has_all, limit=3)
        heard = {channel: live.news(channel) for channel in channels}

    assert [strip(heard[channel]) for channel in channels] == [
        strip(missed[channel]) for channel in channels
    ]
    messages = in_order([message for channel in channels for message in heard[channel]])
    told = before.apply(messages, after)
    assert told.seats == after.seats
    assert told.people == after.people
    assert told.invitations == after.invitations


def strip(messages: list[dict[str, object]]) -> list[dict[str, object]]:
    """Without what differs between two subscriptions."""
    return [{key: value for key, value in one.items() if key != "after"} for one in messages]


def in_order(messages: list[dict[str, object]]) -> list[dict[str, object]]:
    """Each once (a fact may be told on two channels), by position."""
    by_position = {int(str(one["position"]).split(".")[1]): one for one in messages}
    return [json.loads(json.dumps(by_position[position])) for position in sorted(by_position)]
