"""People are moved between parties: a party is split, two are joined, and their links keep working."""

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def names(event: Happening, invitation: str) -> list[str]:
    row = await event.host.get(f"/api/invitations/{invitation}")
    return [guest["name"] for guest in row["guests"]]


async def test_a_guest_joins_another_party_with_reply_and_place(event: Happening) -> None:
    smiths, lees = await event.party("Jo Smith", "Al Smith"), await event.party("Bo Lee")
    await smiths.answer("accepted", "declined")

    moved = await event.host.patch(f"/api/attendees/{smiths.guests[0]}", {"invitation_id": lees.id})

    assert (moved["invitation_id"], moved["status"]) == (lees.id, "going")
    assert set(await names(event, lees.id)) == {"Bo Lee", "Jo Smith"}
    left = await event.host.get(f"/api/invitations/{smiths.id}")
    assert (left["status"], left["max_guests"]) == ("declined", 1)
    joined = await event.host.get(f"/api/invitations/{lees.id}")
    assert (joined["status"], joined["max_guests"]) == ("partial", 2)


async def test_a_guest_gets_an_invitation_of_their_own(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith")

    moved = await event.host.patch(f"/api/attendees/{smiths.guests[1]}", {"invitation_id": None})

    own = await event.host.get(f"/api/invitations/{moved['invitation_id']}")
    assert (own["label"], own["max_guests"]) == ("Al Smith", 1)
    assert await names(event, smiths.id) == ["Jo Smith"]


async def test_a_plus_one_comes_along(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", max_guests=3)
    shown = await event.host.world.nobody().good(
        "PUT",
        f"/api/rsvp/{smiths.code}",
        {
            "guests": [{"id": smiths.guests[0], "status": "accepted"}],
            "plus_ones": [{"first_name": "Zoe"}],
        },
    )
    assert len(shown["guests"]) == 3

    moved = await event.host.patch(f"/api/attendees/{smiths.guests[0]}", {"invitation_id": None})

    assert set(await names(event, moved["invitation_id"])) == {"Jo Smith", "Zoe"}


async def test_the_link_of_a_party_that_was_joined_opens_the_other(event: Happening) -> None:
    smiths, lees, bergs = [await event.party(one) for one in ("Jo Smith", "Bo Lee", "Eva Berg")]

    done = await event.host.patch(
        f"{event.path}/guests", {"ids": smiths.guests, "set": {"invitation_id": lees.id}}
    )
    await event.host.patch(f"/api/attendees/{smiths.guests[0]}", {"invitation_id": bergs.id})
    await event.host.patch(f"/api/attendees/{lees.guests[0]}", {"invitation_id": bergs.id})

    assert done["changed"] == 1
    nobody = event.host.world.nobody()
    for party in (smiths, lees, bergs):
        shown = await nobody.get(f"/api/rsvp/{party.code}")
        assert sorted(guest["name"] for guest in shown["guests"]) == [
            "Bo Lee", "Eva Berg", "Jo Smith",
        ]  # fmt: skip
    assert await event.host.world.faults() == []


async def test_moving_back_makes_the_first_invitation_valid_again(event: Happening) -> None:
    smiths, lees = await event.party("Jo Smith"), await event.party("Bo Lee")
    path = f"/api/attendees/{smiths.guests[0]}"
    await event.host.patch(path, {"invitation_id": lees.id})

    await event.host.patch(path, {"invitation_id": smiths.id})

    shown = await event.host.world.nobody().get(f"/api/rsvp/{smiths.code}")
    assert [guest["name"] for guest in shown["guests"]] == ["Jo Smith"]
    assert shown["invitation"]["id"] == smiths.id


async def test_nobody_is_moved_to_a_canceled_party_or_another_events(event: Happening) -> None:
    smiths, lees = await event.party("Jo Smith"), await event.party("Bo Lee")
    other = await (await event.host.event()).party("Eva Berg")
    await event.host.post(f"/api/invitations/{lees.id}/cancel")
    path = f"/api/attendees/{smiths.guests[0]}"

    await event.host.refused(409, "PATCH", path, {"invitation_id": lees.id})
    await event.host.refused(404, "PATCH", path, {"invitation_id": other.id})

    assert await names(event, smiths.id) == ["Jo Smith"]
