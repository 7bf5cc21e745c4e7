"""Answers, seats and scans at the same time, on two API processes."""

import asyncio
from collections import Counter
from typing import Any

import asyncpg
import pytest

from tests.database import migrated
from tests.support import until
from tests.waiting import in_turn
from tests.world import World, at_once

pytestmark = pytest.mark.pg15

HOUSEHOLDS = 40


async def test_two_answers_of_one_household_derive_one_status(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    parties = await event.parties([2] * HOUSEHOLDS)

    def said(number: int, which: int, status: str) -> Any:
        party = parties[number]
        body = {"guests": [{"id": party.guests[which], "status": status}]}
        return party.bearer.through(which).ask("PUT", party.rsvp, body)

    answers = await at_once(
        *(said(n, which, "accepted") for n in range(HOUSEHOLDS // 2) for which in (0, 1)),
        *(said(n, 0, "accepted") for n in range(HOUSEHOLDS // 2, HOUSEHOLDS)),
        *(said(n, 1, "declined") for n in range(HOUSEHOLDS // 2, HOUSEHOLDS)),
    )

    assert Counter(answer.status_code for answer in answers) == {200: 2 * HOUSEHOLDS}
    listed = (await host.get(f"{event.path}/invitations", limit=200))["items"]
    assert Counter(row["status"] for row in listed) == {
        "accepted": HOUSEHOLDS // 2,
        "partial": HOUSEHOLDS // 2,
    }


PLACES = 199
PARTIES = 120


async def test_capacity_is_never_oversold(world: World) -> None:
    """120 parties of one to four say yes at once to 199 places: a sampler never sees more."""
    host = await world.organizer()
    event = await host.event(capacity=PLACES)
    parties = await event.parties([1 + number % 4 for number in range(PARTIES)])
    coming = "SELECT count(*) FROM attendees WHERE event_id = $1 AND status = 'going'"

    async def say_yes(number: int) -> int:
        party, wire = parties[number], parties[number].bearer.wire(number % 2)
        said = [{"id": guest, "status": "accepted"} for guest in party.guests]
        answer = await wire.ask("PUT", party.rsvp, {"guests": said})
        wire.close()
        return answer.status

    async with world.sampled(coming, event.id) as seen:
        statuses = Counter(await at_once(*(say_yes(number) for number in range(PARTIES))))

    stats = await host.get(f"{event.path}/stats")
    people = sum(len(party.guests) for party in parties)
    assert statuses == {200: PARTIES}
    assert max(row[0] for row in seen) <= PLACES
    assert len(seen) > 2
    assert (stats["accepted"], stats["waitlisted"]) == (PLACES, people - PLACES)
    assert (await event.row())["going_count"] == PLACES


async def test_answers_at_once_bring_no_more_companions_than_may_come(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith", max_guests=2)
    said = {"guests": [], "plus_ones": [{"first_name": "Plus", "last_name": "One"}]}
    wires = [party.bearer.wire(number % 2) for number in range(6)]

    answers = await at_once(*(wire.ask("PUT", party.rsvp, said) for wire in wires))

    assert Counter(answer.status for answer in answers) == {200: 1, 409: 5}
    assert len((await party.bearer.get(party.rsvp))["guests"]) == 2


async def test_one_person_ends_on_one_seat(world: World) -> None:
    """Two organizers seat the same guest on two seats at once, thirty times over."""
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(2)
    party = await event.party("Jo Smith")
    path = f"{event.path}/guests/{party.guests[0]}"

    for _ in range(30):
        answers = await at_once(
            host.through(0).ask("PUT", path, {"seat_id": seats[0]}),
            host.through(1).ask("PUT", path, {"seat_id": seats[1]}),
        )
        sat = [seat["id"] for seat in (await event.map()).values() if seat["guest"]]
        assert {answer.status_code for answer in answers} <= {200, 409}
        assert len(sat) == 1


async def test_seat_goes_to_one_of_two_people(world: World) -> None:
    """Two guests are seated on the same seat at once: one sits, the other is told."""
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(20)
    parties = await event.parties([1] * 20)

    async def seat(number: int, seat_id: str, process: int) -> int:
        path = f"{event.path}/guests/{parties[number].guests[0]}"
        return (await host.through(process).ask("PUT", path, {"seat_id": seat_id})).status_code

    for pair in range(10):
        statuses = await at_once(seat(2 * pair, seats[pair], 0), seat(2 * pair + 1, seats[pair], 1))
        assert sorted(statuses) == [200, 409]


async def test_answer_no_and_confirmation_at_once_leave_no_seat_behind(world: World) -> None:
    """Whoever declines while a seat is given to them doesn't sit afterwards."""
    host = await world.organizer()
    event = await host.event()
    seats = await event.seats(20)
    parties = await event.parties([1] * 20)

    async def decline(number: int) -> int:
        party = parties[number]
        body = {"guests": [{"id": party.guests[0], "status": "declined"}]}
        return (await party.bearer.ask("PUT", party.rsvp, body)).status_code

    async def seat(number: int) -> int:
        path = f"{event.path}/guests/{parties[number].guests[0]}"
        answer = await host.through(1).ask("PUT", path, {"seat_id": seats[number]})
        return answer.status_code

    both = await at_once(*(at_once(decline(n), seat(n)) for n in range(20)))

    assert {declined for declined, _ in both} == {200}
    assert {seated for _, seated in both} <= {200, 409}
    assert [seat for seat in (await event.map()).values() if seat["guest"]] == []


async def test_one_nonce_counts_once(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith")
    wires = [host.wire(number % 2) for number in range(40)]
    scan = {"code": party.code, "nonce": "the same"}

    answers = await at_once(*(wire.ask("POST", f"{event.path}/checkins", scan) for wire in wires))

    assert Counter(answer.json["results"][0]["result"] for answer in answers) == {"ok": 40}
    assert await world.one("SELECT count(*) FROM checkins WHERE event_id = $1", event.id) == 1
    assert (await host.get(f"{event.path}/stats"))["checked_in"] == 1


async def test_a_repeated_scan_that_waited_for_the_first_is_answered_as_the_first(
    world: World,
) -> None:
    """The second process asks before the first commits, and gets the lock after it."""
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith")
    scan = {"code": party.code, "nonce": "the same"}

    async def ask(process: int) -> Any:
        return await host.wire(process).ask("POST", f"{event.path}/checkins", scan)

    stream = "SELECT id FROM streams WHERE id = $1 FOR UPDATE"
    answers = await in_turn(world, stream, event.id, ask(0), ask(1))
    results = [answer.json["results"][0]["result"] for answer in answers]

    assert results == ["ok", "ok"]
    assert await world.one("SELECT count(*) FROM checkins WHERE event_id = $1", event.id) == 1


async def test_two_doors_let_one_in_once(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    parties = await event.parties([1] * 30)
    wires = [host.wire(0), host.wire(1)]

    for party in parties:
        answers = await at_once(
            *(
                wire.ask(
                    "POST",
                    f"{event.path}/checkins",
                    {"code": party.code, "nonce": f"{n}{party.id}"},
                )
                for n, wire in enumerate(wires)
            )
        )
        results = sorted(answer.json["results"][0]["result"] for answer in answers)
        assert results == ["already_in", "ok"]

    stats = await host.get(f"{event.path}/stats")
    assert (stats["checked_in"], stats["accepted"]) == (30, 30)


async def test_two_scanners_at_one_part_let_one_in_once(world: World) -> None:
    """People who are inside since the ceremony come to the dinner."""
    host = await world.organizer()
    event = await host.event()
    ceremony, dinner = [
        (
            await host.post(
                f"{event.path}/parts", {"title": title, "starts_at": "2030-05-01T16:00Z"}
            )
        )["id"]
        for title in ("Ceremony", "Dinner")
    ]
    parties = await event.parties([1] * 30)

    for number, party in enumerate(parties):
        [jo] = party.guests
        await event.scan(attendee_id=jo, part_id=ceremony)
        scans = [{"attendee_id": jo, "part_id": dinner, "nonce": f"{n}{jo}"} for n in (0, 1)]
        # every other time, one of the two scans comes from a queue
        bodies = [{"scans": [scans[0]]} if number % 2 else scans[0], scans[1]]
        answers = await at_once(
            *(
                host.through(n).ask("POST", f"{event.path}/checkins", body)
                for n, body in enumerate(bodies)
            )
        )
        results = sorted(answer.json()["results"][0]["result"] for answer in answers)
        assert results == ["already_in", "ok"]

    assert (await host.get(f"{event.path}/stats"))["checked_in"] == 30


async def test_a_scan_at_a_part_that_waited_for_a_queued_one_is_judged_after_it(
    world: World,
) -> None:
    """The queued scan changes no attendance; the other one looks again all the same."""
    host = await world.organizer()
    event = await host.event()
    body = {"title": "Dinner", "starts_at": "2030-05-01T16:00Z"}
    dinner = (await host.post(f"{event.path}/parts", body))["id"]
    jo = (await event.party("Jo Smith")).guests[0]
    await event.scan(attendee_id=jo)
    scans = [{"attendee_id": jo, "part_id": dinner, "nonce": str(n)} for n in (0, 1)]

    async def ask(process: int, body: Any) -> Any:
        return await host.wire(process).ask("POST", f"{event.path}/checkins", body)

    stream = "SELECT id FROM streams WHERE id = $1 FOR UPDATE"
    answers = await in_turn(world, stream, event.id, ask(0, {"scans": scans[:1]}), ask(1, scans[1]))

    results = [answer.json["results"][0]["result"] for answer in answers]
    assert results == ["ok", "already_in"]


async def test_a_scan_taken_back_while_another_of_the_party_comes(world: World) -> None:
    """However the two fall, who stands inside keeps the party `attended`."""
    host = await world.organizer()
    event = await host.event()
    parties = await event.parties([2] * HOUSEHOLDS)
    path = f"{event.path}/checkins"
    for number, party in enumerate(parties):
        body = {"attendee_id": party.guests[0], "nonce": f"first-{number}"}
        assert (await host.ask("POST", path, body)).status_code == 200

    answers = await at_once(
        *(host.through(0).ask("POST", f"{path}/first-{n}/undo", {}) for n in range(HOUSEHOLDS)),
        *(
            host.through(1).ask(
                "POST", path, {"attendee_id": party.guests[1], "nonce": f"second-{n}"}
            )
            for n, party in enumerate(parties)
        ),
    )

    assert Counter(answer.status_code for answer in answers) == {200: 2 * HOUSEHOLDS}
    listed = (await host.get(f"{event.path}/invitations", limit=200))["items"]
    assert Counter(row["status"] for row in listed) == {"attended": HOUSEHOLDS}


WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = $1"
CUT = f"SELECT pg_terminate_backend(pid) FROM ({WAITING}) waiting"


async def test_form_waits_for_a_busy_server(world: World) -> None:
    """A form whose reply fails with the connection is not the guest's to send again."""
    event = await (await world.organizer()).event()
    party = await event.party("Jo Smith")
    form = {"headers": {"content-type": "application/x-www-form-urlencoded"}}
    watcher = await asyncpg.connect(migrated().superuser_dsn())  # others may not see who waits
    async with world.database() as owner:
        async with owner.transaction():
            await owner.execute(
                "SELECT 1 FROM capacity_pools WHERE event_id = $1 FOR UPDATE", event.id
            )
            name = await owner.fetchval("SELECT current_database()")
            sent = asyncio.create_task(
                party.bearer.ask("POST", f"/r/{party.code}", content="all=accepted", **form)
            )

            async def is_waiting() -> bool:
                return bool(await watcher.fetch(WAITING, name))

            await until(is_waiting, limit=10)
            await watcher.execute(CUT, name)
        answer = await asyncio.wait_for(sent, 30)
    await watcher.close()

    assert (answer.status_code, answer.headers["location"]) == (303, f"/r/{party.code}?done")
    assert (await event.row())["going_count"] == 1


async def test_replies_of_one_batch_keep_their_requests(world: World) -> None:
    """Replies that were stored together are told apart in the log."""
    event = await (await world.organizer()).event()
    parties = await event.parties([2] * 12)
    await at_once(*(party.answer("accepted", "declined") for party in parties))

    rows = await world.sql(
        "SELECT i.id, array_agg(DISTINCT l.request_id) AS requests, count(*) AS facts"
        " FROM activity_log l JOIN attendees a ON a.id = l.object_id OR a.invitation_id = l.object_id"
        " JOIN invitations i ON i.id = a.invitation_id"
        " WHERE l.event_id = $1 AND l.action IN ('guest_responded', 'party_answered') GROUP BY i.id",
        event.id,
    )
    requests = [row["requests"] for row in rows]
    assert [len(found) for found in requests] == [1] * len(parties)
    assert len({found[0] for found in requests}) == len(parties)


async def test_bad_reply_of_a_batch_repeats_no_other(world: World) -> None:
    """What was stored before a party's second, bad reply stays as it is, and is stored once."""
    host = await world.organizer()
    for _ in range(5):
        event = await host.event()
        others = await event.parties([1] * 6)
        party = await event.party("Jo Smith", max_guests=8)
        full = await event.party("Al Smith", max_guests=2)
        plus_one = {"plus_ones": [{"first_name": "Eva"}]}
        bad = {"guests": [{"id": party.guests[0], "phone": "abc"}]}
        answers = await at_once(
            *(one.answer("accepted") for one in others),
            party.bearer.ask("PUT", party.rsvp, plus_one),
            full.bearer.ask("PUT", full.rsvp, plus_one),
            party.bearer.ask("PUT", party.rsvp, bad),
        )

        assert [answer.status_code for answer in answers[-3:]] == [200, 200, 422]
        assert [len((await one.row())["guests"]) for one in (party, full)] == [2, 2]


async def test_no_reply_follows_a_cancellation(world: World) -> None:
    """Replies that wait while the event is canceled are refused."""
    host = await world.organizer()
    event = await host.event()
    parties = await event.parties([1] * 40)

    async def reply(number: int) -> int:
        wire = parties[number].bearer.wire(number % 2)
        guests = [{"id": parties[number].guests[0], "status": "accepted"}]
        answer = await wire.ask("PUT", parties[number].rsvp, {"guests": guests})
        wire.close()
        return answer.status

    replies = [reply(number) for number in range(len(parties))]
    await at_once(*replies[:20], host.ask("POST", f"{event.path}/cancel", {}), *replies[20:])

    late = await world.one(
        "SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'guest_responded'"
        " AND position > (SELECT position FROM activity_log WHERE event_id = $1"
        " AND action = 'event_canceled')",
        event.id,
    )
    assert late == 0
