"""The link in every mail that ends them: asked by a person, one click for a program, nobody else's."""

from uuid import UUID

import pytest

from convite.messaging.optouts.rules import optout_token, read_token
from tests.world import World

KEY = b"the key of the tests"


@pytest.mark.unit
def test_a_token_names_one_guest_and_cannot_be_made_up() -> None:
    organization, guest = UUID(int=1), UUID(int=2)
    token = optout_token(KEY, organization, guest)

    assert read_token(KEY, token) == (organization, guest)
    for forged in (token[:-1], token + "A", "", "é", optout_token(b"other", organization, guest)):
        assert read_token(KEY, forged) is None


async def test_opening_the_page_changes_nothing_and_the_button_does(world: World) -> None:
    event = await (await world.organizer()).event()
    party = await event.party(guests=[{"name": "Jo Smith", "email": "jo.ends@example.com"}])
    guest = party.made["guests"][0]["guest_id"]
    token = optout_token(KEY, UUID(event.host.organization_id), UUID(guest))
    nobody, path = world.nobody(), f"/u/{token}"

    async def is_out() -> bool:
        known = await event.host.get(f"/api/guests/{guest}")
        return bool(known["opt_outs"].get("email"))

    seen = []
    for method, body in (
        ("GET", None), ("POST", {"List-Unsubscribe": "One-Click"}), ("POST", {}), ("GET", None),
        ("POST", {"again": "1"}),
    ):  # fmt: skip
        answer = await nobody.ask(method, path, **({"data": body} if body is not None else {}))
        assert answer.status_code == 200
        seen.append(await is_out())

    assert seen == [False, True, True, True, False]
    assert (await nobody.ask("GET", path[:-2])).status_code == 404
