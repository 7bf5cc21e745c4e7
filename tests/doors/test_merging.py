"""Many pairs of guests merged by one task, and merges undone."""

import secrets
from typing import Any
from uuid import UUID

import pytest

from convite.core.ids import new_id
from tests.doors.imports.test_tasks import worker_of
from tests.support import until
from tests.victim import MEMBER
from tests.world import Person, World

Pairs = list[tuple[str, str]]


async def guest(host: Person, name: str, **values: object) -> str:
    return str((await host.post("/api/guests", {"name": name, **values}))["id"])


async def two(host: Person, name: str, **values: object) -> tuple[str, str]:
    """A guest to keep, and one to remove who has the values."""
    return await guest(host, name), await guest(host, f"{name}'s double", **values)


def body(pairs: Pairs) -> dict[str, Any]:
    return {"pairs": [{"keep": keep, "remove": remove} for keep, remove in pairs]}


async def ended(host: Person, task_id: str) -> dict[str, Any]:
    """A task's result once it is done."""

    async def is_done() -> bool:
        return bool(
            (await host.get(f"/api/tasks/{task_id}"))["status"] not in ("queued", "running")
        )

    await until(is_done, limit=60, step=0.05)
    task = await host.get(f"/api/tasks/{task_id}")
    assert task["status"] == "done", task
    return dict(task["result"])


async def merge(host: Person, pairs: Pairs) -> dict[str, Any]:
    started = await host.post("/api/guests/merges", body(pairs))
    return await ended(host, started["task_id"])


async def is_gone(host: Person, guest_id: str) -> bool:
    answer = await host.ask("GET", f"/api/guests/{guest_id}")
    return bool(answer.status_code == 404)


async def add_member(world: World, host: Person, event_id: str, role: str) -> Person:
    member = await world.organizer()
    values = (host.organization_id, event_id, member.id, role, "active")
    await world.sql(MEMBER, new_id(), *values)
    return member


async def test_pairs_are_merged_and_the_others_are_told_with_the_reason(
    world: World, worker: None
) -> None:
    host = await world.organizer()
    event = await host.event(title="Ana & Leo")
    party = await event.party("Jo Smith", "Joe Smith")
    listed = [one["guest_id"] for one in party.made["guests"]]
    good = await two(host, "Al")
    gone = await two(host, "Bo")
    await host.delete(f"/api/guests/{gone[1]}")
    third = await guest(host, "Third")

    done = await merge(host, [good, (listed[0], listed[1]), gone, (third, good[0])])

    assert (done["pairs"], done["merged"], done["refused_total"]) == (4, 1, 3)
    told = [(one["code"], one["kept_name"], one["removed_name"]) for one in done["refused"]]
    assert told == [
        ("both-on-list", "Jo Smith", "Joe Smith"),
        ("merge.gone", "Bo", "Bo's double"),
        ("merge.chained", "Third", "Al double"),
    ]
    assert "Ana & Leo" in done["refused"][0]["reason"]
    assert await is_gone(host, good[1])
    assert not await is_gone(host, good[0])
    spanish = await host.ask(
        "GET", f"/api/tasks/{done['merge_id']}", headers={"accept-language": "es"}
    )
    assert spanish.json()["result"]["refused"][1]["reason"].startswith("Una de estas")
    assert await world.faults() == []


async def test_two_who_come_to_one_list_by_the_merge_itself_are_told_too(
    world: World, worker: None
) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith", "Joe Smith")
    first, second = (one["guest_id"] for one in party.made["guests"])
    kept = await guest(host, "Joanna")
    other = await two(host, "Al")

    done = await merge(host, [(kept, first), (kept, second), other])

    assert done["merged"] == 2
    assert [one["removed_name"] for one in done["refused"]] == ["Joe Smith"]
    assert await is_gone(host, first)
    assert not await is_gone(host, second)
    assert await world.faults() == []


async def test_undo_brings_back_the_removed_guest_with_all_that_was_theirs(
    world: World, worker: None
) -> None:
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(2)
    email = f"{secrets.token_hex(4)}@example.com"
    kept = await guest(host, "Jo", tags=["family"], notes="Tea.")
    contacts = [{"kind": "phone", "value": "+34612345679"}]
    old = await guest(
        host, "Joe", email=email, phone="+34612345678", tags=["work"], notes="Vegan.", contacts=contacts
    )  # fmt: skip
    child = await guest(host, "Al", reached_through=old)
    party = await host.post(
        f"{event.path}/invitations", {"label": "Joes", "guests": [{"guest_id": old}]}
    )
    attendee = party["guests"][0]["id"]
    await host.put(f"{event.path}/guests/{attendee}", {"status": "accepted", "seat_id": seats[0]})
    before = {key: await host.get(f"/api/guests/{key}") for key in (kept, old, child)}

    done = await merge(host, [(kept, old)])
    assert (await host.get(f"{event.path}/guests/{attendee}"))["name"] == "Jo"
    undone = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert (undone["restored"], undone["refused_total"], undone["changed_since"]) == (1, 0, [])
    after = {key: await host.get(f"/api/guests/{key}") for key in (kept, old, child)}
    changing = {"version", "updated_at"}
    for key, one in before.items():
        same = one.keys() - changing
        assert {name: after[key][name] for name in same} == {name: one[name] for name in same}
    row = await host.get(f"{event.path}/guests/{attendee}")
    assert (row["name"], row["party"], row["seat_id"]) == ("Joe", "Joes", seats[0])
    assert row["status"] == "confirmed"
    problem = await host.refused(409, "POST", f"/api/guests/merges/{done['merge_id']}/undo")
    assert problem["type"] == "/problems/already-undone"
    assert await world.faults() == []


async def test_two_on_one_list_are_merged_by_taking_the_other_off_and_put_back(
    world: World, worker: None
) -> None:
    host = await world.organizer()
    event, other = await host.event(), await host.event(title="Brunch")
    seats = await event.seats(2)
    party = await event.party("Jo", "Joe", "Al", "Ale")
    ids = [one["guest_id"] for one in party.made["guests"]]
    people = [{"guest_id": key} for key in ids[2:]]
    await host.post(f"{other.path}/invitations", {"guests": people})
    removed = f"{event.path}/guests/{party.guests[1]}"
    await host.put(removed, {"status": "accepted", "seat_id": seats[0]})
    asked = {**body([(ids[0], ids[1]), (ids[2], ids[3])]), "off_list": event.id}

    done = await ended(host, (await host.post("/api/guests/merges", asked))["task_id"])
    names = [one["name"] for one in (await host.get(f"{event.path}/guests"))["items"]]
    undone = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert (done["merged"], undone["restored"], undone["changed_since"]) == (1, 1, [])
    assert "Brunch" in done["refused"][0]["reason"]
    assert sorted(names) == ["Al", "Ale", "Jo"]
    row = await host.get(removed)
    assert (row["name"], row["status"], row["seat_id"]) == ("Joe", "confirmed", seats[0])
    assert await world.faults() == []


async def test_who_has_no_room_on_the_list_any_more_is_told(world: World, worker: None) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo", "Joe", max_guests=2)
    ids = [one["guest_id"] for one in party.made["guests"]]
    asked = {**body([(ids[0], ids[1])]), "off_list": event.id}
    done = await ended(host, (await host.post("/api/guests/merges", asked))["task_id"])
    await host.post(f"{event.path}/guests", {"name": "Third", "invitation_id": party.id})

    undone = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert undone["restored"] == 1
    assert undone["changed_since"] == [{"guest_id": ids[0], "name": "Jo", "fields": ["list"]}]
    assert not await is_gone(host, ids[1])
    assert await world.faults() == []


async def test_nobody_is_taken_off_a_list_that_the_caller_does_not_edit(world: World) -> None:
    host, stranger = await world.organizer(), await world.organizer()
    event, theirs = await host.event(), await stranger.event()
    viewer = await add_member(world, host, event.id, "viewer")
    pair = await two(host, "Jo")

    for who, place, status in ((host, theirs, 404), (viewer, event, 403), (stranger, event, 404)):
        asked = {**body([pair]), "off_list": place.id}
        await who.refused(status, "POST", "/api/guests/merges", asked)


async def test_single_merge_is_undone_in_the_same_way(world: World) -> None:
    host = await world.organizer()
    kept, old = await two(host, "Jo", phone="+34612345678")

    made = await host.post("/api/guests/merge", {"keep": kept, "remove": old})
    undone = await host.post(f"/api/guests/merges/{made['merge_id']}/undo")

    assert undone["restored"] == 1
    assert (await host.get(f"/api/guests/{kept}"))["phone"] is None
    assert (await host.get(f"/api/guests/{old}"))["phone"] == "+34612345678"


async def test_single_merge_takes_the_other_off_the_list_too(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo", "Joe")
    keep, remove = (one["guest_id"] for one in party.made["guests"])

    asked = {"keep": keep, "remove": remove, "off_list": event.id}
    made = await host.post("/api/guests/merge", asked)
    alone = [one["name"] for one in (await host.get(f"{event.path}/guests"))["items"]]
    await host.post(f"/api/guests/merges/{made['merge_id']}/undo")

    both = [one["name"] for one in (await host.get(f"{event.path}/guests"))["items"]]
    assert (alone, sorted(both)) == (["Jo"], ["Jo", "Joe"])


async def test_what_was_changed_since_stays_and_is_said(world: World) -> None:
    host = await world.organizer()
    kept, old = await two(host, "Jo", phone="+34612345678", tags=["work"], notes="Vegan.")
    made = await host.post("/api/guests/merge", {"keep": kept, "remove": old})
    await host.patch(f"/api/guests/{kept}", {"tags": ["work", "late"]})

    undone = await host.post(f"/api/guests/merges/{made['merge_id']}/undo")

    assert undone["changed_since"] == [{"guest_id": kept, "name": "Jo", "fields": ["tags"]}]
    row = await host.get(f"/api/guests/{kept}")
    assert (row["tags"], row["phone"], row["notes"]) == (["work", "late"], None, "")
    assert (await host.get(f"/api/guests/{old}"))["tags"] == ["work"]


async def test_merges_into_one_guest_are_undone_from_the_last_to_the_first(
    world: World, worker: None
) -> None:
    host = await world.organizer()
    kept = await guest(host, "Jo", tags=["a"])
    one, other = await guest(host, "One", tags=["b"]), await guest(host, "Other", tags=["c"])

    done = await merge(host, [(kept, one), (kept, other)])
    undone = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert (undone["restored"], undone["changed_since"]) == (2, [])
    assert (await host.get(f"/api/guests/{kept}"))["tags"] == ["a"]


async def test_who_cannot_be_put_back_is_named(world: World, worker: None) -> None:
    host = await world.organizer()
    email = f"{secrets.token_hex(4)}@example.com"
    kept, old = await two(host, "Jo", email=email)
    away, removed = await two(host, "Al")
    fine = await two(host, "Bo")
    done = await merge(host, [(kept, old), (away, removed), fine])
    await host.patch(f"/api/guests/{kept}", {"email": None})
    await guest(host, "Somebody else", email=email)
    await host.delete(f"/api/guests/{away}")

    undone = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert undone["restored"] == 1
    told = {one["removed_name"]: one["code"] for one in undone["refused"]}
    assert told == {"Jo's double": "unmerge.address", "Al's double": "unmerge.kept-gone"}
    assert not await is_gone(host, fine[1])
    assert await world.faults() == []


async def test_many_pairs_are_undone_by_a_task(world: World, worker: None) -> None:
    host = await world.organizer()
    pairs = [await two(host, f"Guest {number}") for number in range(30)]
    done = await merge(host, pairs)
    assert done["merged"] == 30

    started = await host.post(f"/api/guests/merges/{done['merge_id']}/undo")
    undone = await ended(host, started["task_id"])

    assert (undone["restored"], undone["refused_total"]) == (30, 0)
    assert not any([await is_gone(host, old) for _, old in pairs])


async def test_undo_waits_until_the_merge_has_ended(world: World) -> None:
    host = await world.organizer()
    started = await host.post("/api/guests/merges", body([await two(host, "Jo")]))

    problem = await host.refused(409, "POST", f"/api/guests/merges/{started['merge_id']}/undo")

    assert problem["type"] == "/problems/wrong-state"
    assert problem["current_status"] == "running"


async def test_merge_is_undone_within_a_day(world: World) -> None:
    host = await world.organizer()
    kept, old = await two(host, "Jo")
    made = await host.post("/api/guests/merge", {"keep": kept, "remove": old})
    await world.sql(
        "UPDATE merges SET created_at = now() - interval '25 hours' WHERE id = $1",
        UUID(made["merge_id"]),
    )

    problem = await host.refused(410, "POST", f"/api/guests/merges/{made['merge_id']}/undo")

    assert problem["type"] == "/problems/undo-too-late"
    assert await is_gone(host, old)


async def test_canceled_merge_keeps_what_it_has_done_and_can_be_undone(world: World) -> None:
    host = await world.organizer()
    started = await host.post("/api/guests/merges", body([await two(host, "Jo")]))
    await host.delete(f"/api/tasks/{started['task_id']}")

    undone = await host.post(f"/api/guests/merges/{started['merge_id']}/undo")

    assert undone["restored"] == 0


@pytest.mark.parametrize(
    "pairs", [[], [("one", "one")], [("one", "two")] * 1001], ids=["none", "same", "many"]
)
async def test_odd_pairs_are_refused(world: World, pairs: Pairs) -> None:
    host = await world.organizer()
    ids = {"one": str(new_id()), "two": str(new_id())}
    known = [(ids[keep], ids[remove]) for keep, remove in pairs]

    await host.refused(422, "POST", "/api/guests/merges", body(known))


async def test_strangers_neither_merge_nor_undo(world: World) -> None:
    host, stranger = await world.organizer(), await world.organizer()
    pair = await two(host, "Jo")
    own = await two(stranger, "Al")
    made = await host.post("/api/guests/merge", {"keep": pair[0], "remove": pair[1]})
    fresh = await two(host, "Bo")

    for pairs in ([fresh], [own, fresh], [(own[0], fresh[1])]):
        await stranger.refused(404, "POST", "/api/guests/merges", body(pairs))
    await stranger.refused(404, "POST", f"/api/guests/merges/{made['merge_id']}/undo")
    assert await is_gone(host, pair[1])
    assert not await is_gone(stranger, own[1])


async def test_editor_merges_and_undoes_on_their_event_alone(world: World, worker: None) -> None:
    host = await world.organizer()
    event, other = await host.event(), await host.event()
    editor = await add_member(world, host, event.id, "editor")
    viewer = await add_member(world, host, event.id, "viewer")
    party = await event.party("Jo", "Joe", "Al", "Ale")
    ids = [one["guest_id"] for one in party.made["guests"]]
    await host.post(f"{other.path}/invitations", {"guests": [{"guest_id": ids[3]}]})
    for attendee in (party.guests[1], party.guests[3]):
        await host.delete(f"{event.path}/guests/{attendee}")
    mine, elsewhere = (ids[0], ids[1]), (ids[2], ids[3])
    theirs = await host.post("/api/guests/merge", {"keep": ids[2], "remove": ids[3]})

    await viewer.refused(403, "POST", "/api/guests/merges", body([mine]))
    await editor.refused(403, "POST", f"/api/guests/merges/{theirs['merge_id']}/undo")
    await host.post(f"/api/guests/merges/{theirs['merge_id']}/undo")
    await editor.refused(403, "POST", "/api/guests/merges", body([mine, elsewhere]))
    done = await merge(editor, [mine])
    await viewer.refused(403, "POST", f"/api/guests/merges/{done['merge_id']}/undo")
    undone = await editor.post(f"/api/guests/merges/{done['merge_id']}/undo")

    assert (done["merged"], undone["restored"]) == (1, 1)


async def test_who_lost_their_reach_before_the_task_began_merges_nobody(world: World) -> None:
    host = await world.organizer()
    event, other = await host.event(), await host.event()
    editor = await add_member(world, host, event.id, "editor")
    party = await event.party("Jo", "Joe")
    keep, remove = (one["guest_id"] for one in party.made["guests"])
    await host.delete(f"{event.path}/guests/{party.guests[1]}")
    started = await editor.post("/api/guests/merges", body([(keep, remove)]))
    await host.post(f"{other.path}/invitations", {"guests": [{"guest_id": remove}]})

    with worker_of(world):
        done = await ended(editor, started["task_id"])

    assert [one["code"] for one in done["refused"]] == ["merge.reach"]
    assert not await is_gone(host, remove)


async def test_key_that_only_reads_merges_nobody(world: World) -> None:
    host = await world.organizer()
    pair = await two(host, "Jo")
    made = await host.post("/api/api-keys", {"name": "Reader", "scopes": ["guests:read"]})
    reader = Person(world, {"authorization": f"Bearer {made['key']}"})

    one = {"keep": pair[0], "remove": pair[1]}
    await reader.refused(403, "POST", "/api/guests/merge", one)
    await reader.refused(403, "POST", "/api/guests/merges", body([pair]))
