"""An invitation that is canceled, restored, deleted and filled at the same time."""

from typing import Any

import pytest

from tests.waiting import in_turn
from tests.world import Happening, Party, World

pytestmark = pytest.mark.pg15


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


POOL = "SELECT 1 FROM capacity_pools WHERE event_id = $1 FOR UPDATE"
PARTIES = "SELECT 1 FROM invitations WHERE event_id = $1 FOR UPDATE"


async def after(
    event: Happening,
    first: tuple[str, str],
    second: tuple[str, str],
    *,
    waits_for: str = POOL,
    **body: Any,
) -> list[int]:
    """The statuses of two requests of which the second begins while the first waits."""
    world = event.host.world
    asked = event.host.ask(*first), event.host.through(1).ask(*second, body or None)
    answers = await in_turn(world, waits_for, event.id, *asked)
    return [answer.status_code for answer in answers]


def deletion(party: Party) -> tuple[str, str]:
    return "DELETE", party.path


async def test_invitation_is_deleted_once(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")

    assert await after(event, deletion(party), deletion(party)) == [204, 404]


async def test_deleted_invitation_is_not_canceled(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")

    assert await after(event, deletion(party), ("POST", f"{party.path}/cancel")) == [204, 404]


async def test_deleted_invitation_is_not_restored(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    await event.host.post(f"{party.path}/cancel")

    assert await after(event, deletion(party), ("POST", f"{party.path}/restore")) == [204, 404]


async def test_nobody_is_added_to_an_invitation_that_is_deleted(event: Happening) -> None:
    party = await event.party("Jo Smith")
    adding = "POST", f"{party.path}/guests"

    assert await after(event, deletion(party), adding, name="Bo Lee") == [204, 404]


async def test_nobody_is_added_to_an_invitation_that_is_canceled(event: Happening) -> None:
    party, other = await event.party("Jo Smith"), await event.party("Al Smith")
    canceling = "POST", f"{party.path}/cancel"
    listing = "POST", f"{event.path}/guests"

    to_party = await after(event, canceling, ("POST", f"{party.path}/guests"), name="Bo Lee")
    to_list = await after(
        event,
        ("POST", f"{other.path}/cancel"),
        listing,
        name="Eva Lee",
        invitation_id=other.id,
    )

    assert (to_party, to_list) == ([200, 409], [200, 409])
    for closed in (party, other):
        path = f"{closed.path}/guests"
        problem = await event.host.refused(409, "POST", path, {"name": "Max Lee"})
        assert problem["type"] == "/problems/canceled"


async def test_deleted_invitation_is_not_changed(event: Happening) -> None:
    party = await event.party("Jo Smith")
    change = {"label": "The Smiths", "version": (await party.row())["version"]}

    answers = await after(
        event, deletion(party), ("PATCH", party.path), waits_for=PARTIES, **change
    )

    assert answers == [204, 404]
