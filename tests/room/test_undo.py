"""What was removed, answered or seated for many at once can be taken back, as far as nobody changed it."""

import asyncio
from typing import Any

import pytest

from convite.core.database import open_database
from convite.room.undo.jobs import remove_old_batches
from tests.world import Happening, Party, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def bulk(event: Happening, ids: list[str], **values: Any) -> str:
    done = await event.host.patch(f"{event.path}/guests", {"ids": ids, "set": values})
    return str(done["batch_id"])


async def undo(event: Happening, batch: str) -> Any:
    return await event.host.post(f"/api/batches/{batch}/undo")


async def statuses(party: Party) -> list[str]:
    return [guest["status"] for guest in (await party.row())["guests"]]


async def test_bulk_answers_are_taken_back(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("declined")
    batch = await bulk(event, party.guests, status="confirmed", side="Bride")

    undone = await undo(event, batch)

    assert undone == {"undone": 2, "kept": 0}
    assert await statuses(party) == ["declined", "pending"]
    assert [guest["side"] for guest in (await party.row())["guests"]] == ["", ""]
    assert (await event.row())["going_count"] == 0


async def test_what_a_guest_said_since_stays(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    batch = await bulk(event, party.guests, status="confirmed")
    await party.answer("declined")

    undone = await undo(event, batch)

    assert undone == {"undone": 1, "kept": 1}
    assert await statuses(party) == ["declined", "pending"]


async def test_removed_guests_come_back_with_reply_and_seat(event: Happening) -> None:
    (seat, other, *_) = await event.seats(4)
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    for guest, chosen in zip(party.guests, (seat, other), strict=True):
        await event.host.patch(f"/api/attendees/{guest}", {"seat_id": chosen})
    batch = await bulk(event, party.guests, status="canceled")
    assert await statuses(party) == []
    taken = await event.party("Bo Lee")
    await event.host.patch(
        f"/api/attendees/{taken.guests[0]}", {"status": "going", "seat_id": seat}
    )

    undone = await undo(event, batch)

    assert undone == {"undone": 2, "kept": 0}
    assert await statuses(party) == ["accepted", "accepted"]
    assert [guest["seat_id"] for guest in (await party.row())["guests"]] == [None, other]


async def test_who_comes_back_to_a_full_event_waits(event: Happening) -> None:
    party, other = await event.party("Jo Smith"), await event.party("Bo Lee")
    await event.host.put(event.path, {"capacity": 1})
    await party.answer("accepted")
    batch = await bulk(event, party.guests, status="canceled")
    await other.answer("accepted")

    await undo(event, batch)

    assert (await party.row())["guests"][0]["is_waitlisted"]
    assert (await event.row())["going_count"] == 1


async def test_one_removed_guest_is_restored(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    jo = party.guests[0]
    await event.host.delete(f"{event.path}/guests/{jo}")
    removed = await event.host.get(f"{event.path}/attendees", status="canceled")

    restored = await event.host.post(f"/api/attendees/{jo}/restore")
    again = await event.host.refused(409, "POST", f"/api/attendees/{jo}/restore")

    assert [row["name"] for row in removed["items"]] == ["Jo Smith"]
    assert (restored["name"], restored["status"]) == ("Jo Smith", "going")
    assert again["type"] == "/problems/not-removed"


async def test_guest_who_was_added_anew_isnt_restored_beside_themselves(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    jo = (await party.row())["guests"][0]
    await event.host.delete(f"{event.path}/guests/{jo['id']}")
    await event.host.post(f"{event.path}/guests", {"guest_id": jo["guest_id"]})

    problem = await event.host.refused(409, "POST", f"/api/attendees/{jo['id']}/restore")

    assert problem["type"] == "/problems/not-restorable"


async def test_canceled_invitation_is_restored_with_its_guests(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "declined")
    await event.host.post(f"{party.path}/cancel")
    closed = (await event.host.get(party.rsvp))["is_open"]

    restored = await event.host.post(f"{party.path}/restore")
    again = await event.host.refused(409, "POST", f"{party.path}/restore")

    assert closed is False
    assert (restored["canceled_at"], restored["status"]) == (None, "partial")
    assert [guest["status"] for guest in restored["guests"]] == ["accepted", "declined"]
    assert (await event.host.get(party.rsvp))["is_open"]
    assert again["type"] == "/problems/not-canceled"


async def test_batch_is_undone_once(event: Happening) -> None:
    party = await event.party("Jo Smith")
    batch = await bulk(event, party.guests, status="confirmed")

    answers = await asyncio.gather(
        *(event.host.through(n % 2).ask("POST", f"/api/batches/{batch}/undo") for n in range(6))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert await statuses(party) == ["pending"]


async def test_old_batch_isnt_undone(world: World, event: Happening) -> None:
    party = await event.party("Jo Smith")
    batch = await bulk(event, party.guests, status="confirmed")
    await world.sql("UPDATE batches SET created_at = now() - interval '25 hours'")

    problem = await event.host.refused(410, "POST", f"/api/batches/{batch}/undo")

    assert problem["type"] == "/problems/undo-too-late"


async def test_batch_of_another_tenant_is_unknown(world: World, event: Happening) -> None:
    party = await event.party("Jo Smith")
    batch = await bulk(event, party.guests, status="confirmed")
    stranger: Person = await world.organizer("Eve")

    await stranger.refused(404, "POST", f"/api/batches/{batch}/undo")
    await stranger.refused(404, "POST", f"/api/attendees/{party.guests[0]}/restore")
    await stranger.refused(404, "POST", f"{party.path}/restore")


async def test_canceled_event_becomes_a_draft_again(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    await event.host.post(f"{event.path}/cancel", {"reason": "Storm"})

    restored = await event.host.post(f"{event.path}/restore")
    again = await event.host.refused(409, "POST", f"{event.path}/restore")
    published = await event.host.post(f"{event.path}/publish")

    assert (restored["status"], restored["cancel_reason"]) == ("draft", None)
    assert again["current_status"] == "draft"
    assert published["status"] == "published"
    assert await statuses(party) == ["accepted"]


async def test_guest_who_left_a_party_is_restored_with_reply_and_seat(event: Happening) -> None:
    seat, *_ = await event.seats(2)
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    jo = party.guests[0]
    await event.host.patch(f"/api/attendees/{jo}", {"seat_id": seat})
    await event.host.delete(f"{party.path}/guests/{jo}")

    restored = await event.host.post(f"/api/attendees/{jo}/restore")

    assert (restored["status"], restored["seat_id"]) == ("going", seat)


async def test_undone_removal_isnt_restored_from_a_second_time(event: Happening) -> None:
    """The second removal is the one that counts, not what the first one remembers."""
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    await undo(event, await bulk(event, party.guests, status="canceled"))
    await party.answer("declined")
    await event.host.delete(f"{event.path}/guests/{party.guests[0]}")

    restored = await event.host.post(f"/api/attendees/{party.guests[0]}/restore")

    assert restored["status"] == "declined"


async def test_reply_that_comes_while_guests_are_removed_is_what_comes_back(
    event: Happening,
) -> None:
    """Whatever the order: the guest said yes, or was gone before they could."""
    for number in range(8):
        party = await event.party(f"Jo Smith {number}")
        said = {"guests": [{"id": party.guests[0], "status": "accepted"}]}
        removal = {"ids": party.guests, "set": {"status": "canceled"}}

        replied, removed = await asyncio.gather(
            party.bearer.ask("PUT", party.rsvp, said),
            event.host.through(1).ask("PATCH", f"{event.path}/guests", removal),
        )
        await undo(event, removed.json()["batch_id"])

        [guest] = (await party.row())["guests"]
        assert (guest["status"] == "accepted") == (replied.status_code == 200)


async def test_invitation_that_is_canceled_twice_at_once_is_restored_whole(
    event: Happening,
) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")

    answers = await asyncio.gather(
        *(event.host.through(n % 2).ask("POST", f"{party.path}/cancel") for n in range(4))
    )
    restored = await event.host.post(f"{party.path}/restore")

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert [guest["status"] for guest in restored["guests"]] == ["accepted"] * 2


async def test_after_a_week_only_removals_are_kept(world: World, event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    answered = await bulk(event, party.guests, status="confirmed")
    removed = await bulk(event, party.guests, status="canceled")
    await world.sql(
        "UPDATE batches SET created_at = now() - interval '8 days' WHERE event_id = $1", event.id
    )
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)

    await remove_old_batches(system)
    await system.close()
    restored = await event.host.post(f"/api/attendees/{party.guests[0]}/restore")

    await event.host.refused(404, "POST", f"/api/batches/{answered}/undo")
    await event.host.refused(410, "POST", f"/api/batches/{removed}/undo")
    assert restored["status"] == "going"


async def test_who_has_come_since_stays_as_they_are(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    batch = await bulk(event, party.guests, status="confirmed")
    await event.scan(attendee_id=party.guests[0])

    undone = await undo(event, batch)

    assert undone == {"undone": 1, "kept": 1}
    assert await statuses(party) == ["attended", "pending"]


async def test_who_had_come_before_a_change_is_put_back(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await event.scan(attendee_id=party.guests[0])
    batch = await bulk(event, party.guests, side="Bride")

    undone = await undo(event, batch)

    assert undone == {"undone": 1, "kept": 0}
    assert (await party.row())["guests"][0]["side"] == ""


async def seated_party(event: Happening, *names: str) -> tuple[Party, list[str]]:
    """A party that comes and has seats."""
    seats = (await event.seats(4))[: len(names)]
    party = await event.party(*names)
    await party.answer(*["accepted"] * len(names))
    await party.take(*seats)
    return party, seats


async def test_undo_that_can_do_nothing_uses_nothing_up(event: Happening) -> None:
    party, [seat] = await seated_party(event, "Jo Smith")
    batch = await bulk(event, party.guests, status="canceled")
    await event.host.post(f"{party.path}/cancel")
    nothing = await undo(event, batch)
    await event.host.post(f"{party.path}/restore")

    undone = await undo(event, batch)

    assert nothing == {"undone": 0, "kept": 1}
    assert undone == {"undone": 1, "kept": 0}
    [jo] = (await party.row())["guests"]
    assert (jo["status"], jo["seat_id"]) == ("accepted", seat)


async def test_who_was_kept_by_an_undo_is_restored_with_reply_and_seat(event: Happening) -> None:
    party, [seat] = await seated_party(event, "Jo Smith")
    other = await event.party("Bo Lee")
    batch = await bulk(event, [*party.guests, *other.guests], status="canceled")
    await event.host.post(f"{party.path}/cancel")
    undone = await undo(event, batch)
    await event.host.post(f"{party.path}/restore")

    restored = await event.host.post(f"/api/attendees/{party.guests[0]}/restore")

    assert undone == {"undone": 1, "kept": 1}
    assert (restored["status"], restored["seat_id"]) == ("going", seat)


async def test_undo_fills_a_party_only_as_far_as_it_has_room(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith", max_guests=2)
    await party.answer("accepted", "accepted")
    jo, _ = party.guests
    batch = await bulk(event, [jo], status="canceled")
    plus_one = {"first_name": "Bo", "last_name": "Lee"}
    await party.bearer.put(party.rsvp, {"guests": [], "plus_ones": [plus_one]})

    undone = await undo(event, batch)
    full = await event.host.refused(409, "POST", f"/api/attendees/{jo}/restore")
    await event.host.patch(party.path, {"max_guests": 3})
    restored = await event.host.post(f"/api/attendees/{jo}/restore")

    assert undone == {"undone": 0, "kept": 1}
    assert full["type"] == "/problems/party-full"
    assert restored["status"] == "going"
    assert len((await party.row())["guests"]) == 3


async def test_who_was_first_comes_back_to_the_room_that_is_left(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith", max_guests=2)
    batch = await bulk(event, party.guests, status="canceled")
    await event.host.post(f"{party.path}/guests", {"name": "Bo Lee"})

    undone = await undo(event, batch)

    assert undone == {"undone": 1, "kept": 1}
    assert {guest["name"] for guest in (await party.row())["guests"]} == {"Bo Lee", "Jo Smith"}
