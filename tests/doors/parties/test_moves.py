"""People are moved between parties: a party is split, two are joined, and their links keep working."""

from uuid import uuid4

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


async def test_list_by_party_follows_moves_and_new_names(event: Happening, world: World) -> None:
    smiths, lees = await event.party("Jo Smith", "Al Smith"), await event.party("Bo Lee")
    await event.host.post(f"{event.path}/walk-ins", {"name": "Zoe Adams", "nonce": str(uuid4())})

    async def by_party() -> list[str]:
        page = await event.host.get(f"{event.path}/guests", sort="party")
        return [row["name"] for row in page["items"]]

    assert await by_party() == ["Zoe Adams", "Bo Lee", "Al Smith", "Jo Smith"]
    await event.host.patch(f"/api/attendees/{smiths.guests[0]}", {"invitation_id": lees.id})
    assert await by_party() == ["Zoe Adams", "Bo Lee", "Jo Smith", "Al Smith"]
    await event.host.patch(f"/api/invitations/{lees.id}", {"label": "The neighbors"})
    assert await by_party() == ["Zoe Adams", "Al Smith", "Bo Lee", "Jo Smith"]
    assert await world.faults() == []


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


async def give(event: Happening, how: str, *ids: str) -> str:
    done = await event.host.patch(f"{event.path}/guests", {"ids": list(ids), "set": {"party": how}})
    return str(done["batch_id"])


async def parties_of(event: Happening) -> dict[str, list[str]]:
    """The parties that aren't canceled, by label."""
    page = await event.host.get(f"{event.path}/invitations")
    return {
        row["label"]: sorted(guest["name"] for guest in row["guests"])
        for row in page["items"]
        if row["canceled_at"] is None
    }


async def test_everybody_of_a_party_gets_their_own_and_the_first_keeps_the_link(
    event: Happening,
) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith", label="The Smiths")

    await give(event, "own", *smiths.guests)

    assert await parties_of(event) == {
        "The Smiths": ["Jo Smith"], "Al Smith": ["Al Smith"], "Bo Smith": ["Bo Smith"],
    }  # fmt: skip
    shown = await event.host.world.nobody().get(f"/api/rsvp/{smiths.code}")
    assert (shown["invitation"]["id"], shown["invitation"]["max_guests"]) == (smiths.id, 1)


async def test_some_of_several_parties_get_their_own(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    lees = await event.party("Bo Lee", label="Bo")

    await give(event, "own", smiths.guests[1], *lees.guests)

    assert await parties_of(event) == {
        "The Smiths": ["Jo Smith"], "Al Smith": ["Al Smith"], "Bo": ["Bo Lee"],
    }  # fmt: skip


async def test_some_are_moved_together_to_one_new_party(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    lees = await event.party("Bo Lee", label="Bo")

    await give(event, "together", smiths.guests[1], *lees.guests)

    parties = await parties_of(event)
    assert parties.pop("The Smiths") == ["Jo Smith"]
    assert list(parties.values()) == [["Al Smith", "Bo Lee"]]


async def test_whole_party_that_is_moved_together_stays_as_it_is(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")

    await give(event, "together", *smiths.guests)

    assert await parties_of(event) == {"The Smiths": ["Al Smith", "Jo Smith"]}


async def test_plus_one_stays_with_whoever_brings_them(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", max_guests=3, label="The Smiths")
    await event.host.world.nobody().good(
        "PUT",
        f"/api/rsvp/{smiths.code}",
        {
            "guests": [{"id": smiths.guests[0], "status": "accepted"}],
            "plus_ones": [{"first_name": "Zoe"}],
        },
    )
    shown = await event.host.get(smiths.path)

    await give(event, "own", *[guest["id"] for guest in shown["guests"]])

    assert await parties_of(event) == {
        "The Smiths": ["Jo Smith", "Zoe"], "Al Smith": ["Al Smith"],
    }  # fmt: skip


async def test_split_is_undone_with_replies_and_places(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", "Bo Smith", max_guests=5, label="The Smiths")
    await smiths.answer("accepted", "declined", "accepted")
    before = await event.host.get(smiths.path)
    batch = await give(event, "own", *smiths.guests)

    done = await event.host.post(f"/api/batches/{batch}/undo")

    after = await event.host.get(smiths.path)
    told = ("label", "status", "max_guests", "canceled_at")
    assert done == {"undone": 2, "kept": 0}
    assert [after[name] for name in told] == [before[name] for name in told]
    assert sorted((one["name"], one["status"]) for one in after["guests"]) == sorted(
        (one["name"], one["status"]) for one in before["guests"]
    )
    assert await parties_of(event) == {"The Smiths": ["Al Smith", "Bo Smith", "Jo Smith"]}


async def test_move_to_another_party_is_undone(event: Happening) -> None:
    smiths, lees = (
        await event.party("Jo Smith", label="Jo"),
        await event.party("Bo Lee", label="Bo"),
    )
    change = {"ids": smiths.guests, "set": {"invitation_id": lees.id}}
    batch = (await event.host.patch(f"{event.path}/guests", change))["batch_id"]
    assert await parties_of(event) == {"Bo": ["Bo Lee", "Jo Smith"]}

    await event.host.post(f"/api/batches/{batch}/undo")

    assert await parties_of(event) == {"Jo": ["Jo Smith"], "Bo": ["Bo Lee"]}
    assert (await event.host.get(lees.path))["max_guests"] == 1


async def test_undo_leaves_who_was_moved_on_since_and_whose_party_was_canceled(
    event: Happening,
) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    lees = await event.party("Bo Lee", "Cy Lee", label="The Lees")
    bergs = await event.party("Eva Berg", label="Eva")
    batch = await give(event, "own", smiths.guests[1], lees.guests[1])
    await event.host.patch(f"/api/attendees/{smiths.guests[1]}", {"invitation_id": bergs.id})
    await event.host.post(f"{lees.path}/cancel")

    done = await event.host.post(f"/api/batches/{batch}/undo")

    assert done == {"undone": 0, "kept": 2}
    assert await parties_of(event) == {
        "The Smiths": ["Jo Smith"], "Eva": ["Al Smith", "Eva Berg"], "Cy Lee": ["Cy Lee"],
    }  # fmt: skip


async def test_other_change_is_undone_of_somebody_who_was_moved_since(event: Happening) -> None:
    smiths = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    change = {"ids": smiths.guests, "set": {"side": "Bride"}}
    batch = (await event.host.patch(f"{event.path}/guests", change))["batch_id"]
    await give(event, "own", smiths.guests[1])

    done = await event.host.post(f"/api/batches/{batch}/undo")

    assert done == {"undone": 2, "kept": 0}
    assert await parties_of(event) == {"The Smiths": ["Jo Smith"], "Al Smith": ["Al Smith"]}


async def test_nobody_is_moved_to_two_places(event: Happening) -> None:
    smiths = await event.party("Jo Smith")
    move = {"party": "own", "invitation_id": smiths.id}

    await event.host.refused(
        422, "PATCH", f"{event.path}/guests", {"ids": smiths.guests, "set": move}
    )
