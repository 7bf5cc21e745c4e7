"""The roster: signed, whole or what changed, for who checks in and nobody else."""

import base64
import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def fetched(event: Happening, **params: Any) -> Any:
    answer = await event.host.ask("GET", f"{event.path}/checkins/roster", params=params)
    assert answer.status_code == 200, answer.text
    roster = answer.json()
    key_id, _, signature = answer.headers["roster-signature"].partition(".")
    public = Ed25519PublicKey.from_public_bytes(decoded(roster["public_key"]))
    said = "convite-roster:" + hashlib.sha256(answer.content).hexdigest()
    public.verify(decoded(signature), said.encode())
    assert key_id == roster["key_id"]
    return roster


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


async def test_roster_names_who_may_enter_and_is_signed(event: Happening) -> None:
    seat, *_ = await event.seats(1)
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    await party.answer("accepted", "declined")
    await party.take(seat)

    roster = await fetched(event)

    people = {one["name"]: one for one in roster["people"]}
    jo = people["Jo Smith"]
    assert (roster["full"], roster["event"]["id"], len(people)) == (True, event.id, 2)
    assert (jo["status"], jo["seat_number"], jo["party"]) == ("going", "A1", "The Smiths")
    ticket = await event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    assert jo["ticket_id"] == ticket["id"]
    link = hashlib.sha256(party.code.encode()).digest()
    assert decoded(jo["link_hash"]) == link[:16]
    assert party.code not in str(roster)
    assert "ticket_id" not in people["Al Smith"]


async def test_only_what_changed_comes_since_a_position(event: Happening) -> None:
    jo, al = await event.party("Jo Smith"), await event.party("Al Kowal")
    await jo.answer("accepted")
    first = await fetched(event)

    nothing = await fetched(event, since=first["position"])
    ticket = await event.host.get(f"/api/attendees/{jo.guests[0]}/ticket")
    await event.host.post(f"/api/tickets/{ticket['id']}/reissue")
    await event.scan(attendee_id=al.guests[0])
    changed = await fetched(event, since=first["position"])
    await event.host.post(f"{al.path}/cancel")
    later = await fetched(event, since=changed["position"])

    assert (nothing["full"], nothing["people"]) == (False, [])
    rows = {one["name"]: one for one in changed["people"]}
    assert rows["Jo Smith"]["reissue"] == 1
    assert rows["Al Kowal"]["attendance"] == "checked_in"
    assert [(one["name"], one["status"]) for one in later["people"]] == [("Al Kowal", "canceled")]


async def test_long_roster_comes_in_pages(event: Happening) -> None:
    await event.parties([1] * 25)

    names, cursor = [], None
    while True:
        page = await fetched(event, people=10, **({"cursor": cursor} if cursor else {}))
        names += [one["name"] for one in page["people"]]
        cursor = page.get("next_cursor")
        if not cursor:
            break

    assert len(names) == len(set(names)) == 25


async def test_position_of_another_world_gets_the_whole(event: Happening) -> None:
    await event.party("Jo Smith")

    for since in ("1.5", "nonsense", "99999999999999999999.1"):
        assert (await fetched(event, since=since))["full"]


async def test_roster_is_not_for_viewers_or_guests(event: Happening) -> None:
    party = await event.party("Jo Smith")

    await party.bearer.refused(403, "GET", f"{event.path}/checkins/roster")


async def test_roster_says_who_comes_to_which_part(event: Happening) -> None:
    parts = {}
    for title in ("Ceremony", "Dinner"):
        body = {"title": title, "starts_at": "2030-05-01T20:00:00Z"}
        parts[title] = (await event.host.post(f"{event.path}/parts", body))["id"]
    jo = await event.party("Jo Smith")
    await event.party("Al Kowal", part_ids=[parts["Ceremony"]])
    first = await fetched(event)
    answers = [{"part_id": parts["Dinner"], "status": "accepted"}]
    await jo.bearer.put(jo.rsvp, {"guests": [{"id": jo.guests[0], "parts": answers}]})

    changed = await fetched(event, since=first["position"])
    await event.host.patch(f"{event.path}/parts/{parts['Dinner']}", {"title": "Gala dinner"})
    renamed = await fetched(event, since=changed["position"])

    assert [one["title"] for one in first["parts"]] == ["Ceremony", "Dinner"]
    rows = {one["name"]: one["parts"] for one in first["people"]}
    assert rows["Jo Smith"] == {parts["Ceremony"]: "pending", parts["Dinner"]: "pending"}
    assert rows["Al Kowal"] == {parts["Ceremony"]: "pending"}
    [row] = changed["people"]
    assert (changed["full"], row["parts"][parts["Dinner"]]) == (False, "going")
    assert renamed["full"]
    assert [one["title"] for one in renamed["parts"]] == ["Ceremony", "Gala dinner"]
