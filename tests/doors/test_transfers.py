"""Tickets passed on: the old code is dead, the new holder has one of their own."""

import asyncio
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from convite.core.clock import now
from tests.support import until
from tests.world import Happening, Party, Person, World


def fresh_email() -> str:
    return f"nora.{secrets.token_hex(4)}@example.com"


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


@pytest.fixture
async def party(event: Happening) -> Party:
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    await event.host.patch(f"/api/guests/{guest_id(party, 0)}", {"email": fresh_email()})
    await party.answer("accepted", "accepted")
    return party


def guest_id(party: Party, number: int) -> str:
    return str(party.made["guests"][number]["guest_id"])


async def ticket_of(party: Party, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = await party.event.host.get(
        f"/api/attendees/{party.guests[number]}/ticket"
    )
    return found


def page_of(ticket: dict[str, Any]) -> str:
    parts = urlsplit(ticket["url"])
    return f"{parts.path}?{parts.query}"


async def pass_on(who: Person, ticket: dict[str, Any], **changed: str) -> Any:
    body = {"name": "Nora Neu", "email": fresh_email(), **changed}
    return await who.post(f"/api/tickets/{ticket['id']}/transfer", body)


async def test_party_passes_a_ticket_on(party: Party, world: World) -> None:
    seats = await party.event.seats(2)
    await party.take(*seats)
    old = await ticket_of(party)

    done = await pass_on(party.bearer, old, email="nora@example.com", name="Nora Neu")

    assert done == {"status": "transferred", "name": "Nora Neu", "email": "nora@example.com"}
    new = await ticket_of(party)
    assert (new["id"], new["serial"], new["name"]) == (old["id"], old["serial"], "Nora Neu")
    assert new["seat_number"] == old["seat_number"]
    assert (await party.event.scan(ticket=old["qr"]))["result"] == "revoked"
    came = await party.event.scan(ticket=new["qr"])
    assert (came["result"], came["attendee"]["name"]) == ("ok", "Nora Neu")
    assert await world.faults() == []


async def test_former_holder_sees_and_opens_nothing_of_the_new_one(
    party: Party, world: World
) -> None:
    known = await party.event.host.post(
        "/api/guests",
        {"name": "Nora Geheim", "email": "geheim@example.com", "phone": "+34600111222"},
    )
    old = await ticket_of(party)

    done = await pass_on(party.bearer, old, name="N. N.", email="Geheim@Example.com")

    assert done["name"] == "N. N."  # what was typed, not who was found
    new = await ticket_of(party)
    assert new["name"] == "Nora Geheim"
    listed = (await party.bearer.get(f"{party.rsvp}/tickets"))["items"]
    assert [one["name"] for one in listed] == ["Al Smith"]
    page = await party.bearer.ask("GET", f"/r/{party.code}")
    former = await world.nobody().ask("GET", page_of(old))
    for shown in (page.text, former.text, done["name"]):
        assert "Geheim" not in shown
    for path in (f"/api/tickets/{old['id']}.pdf", f"/api/tickets/{old['id']}.ics"):
        await party.bearer.refused(404, "GET", path)
    assert (await party.event.scan(code=party.code))["attendee"]["name"] == "Al Smith"
    assert known["id"] != guest_id(party, 0)


async def test_link_of_a_party_nobody_is_left_in_opens_no_other(event: Happening) -> None:
    """Parties joined by the host are followed to where their people are; a passed ticket isn't."""
    party = await event.party("Jo Smith")
    await party.answer("accepted")

    await pass_on(party.bearer, await ticket_of(party))

    answer = await party.bearer.ask("GET", f"/r/{party.code}")
    assert "Nora" not in answer.text
    assert "canceled" in answer.text
    [guest] = [
        one
        for one in (await event.host.get(f"{event.path}/guests"))["items"]
        if one["name"] == "Nora Neu"
    ]
    assert guest["status"] == "confirmed"


async def test_answers_of_the_former_holder_stay_behind(event: Happening) -> None:
    question = await event.host.post(f"{event.path}/questions", {"label": "Meal?", "kind": "text"})
    party = await event.party("Jo Smith")
    said = {"id": party.guests[0], "status": "accepted", "answers": {question["id"]: "No nuts"}}
    await party.bearer.put(party.rsvp, {"guests": [said]})

    await pass_on(party.bearer, await ticket_of(party))

    assert "No nuts" not in str(await event.host.get(f"{event.path}/guests"))


async def test_owner_by_account_passes_on_and_others_do_not(party: Party, world: World) -> None:
    owner, stranger = await world.organizer("Jo Smith"), await world.organizer()
    mine = await ticket_of(party)
    await world.sql("UPDATE attendees SET user_id = $1 WHERE id = $2", owner.id, party.guests[0])
    path, body = f"/api/tickets/{mine['id']}/transfer", {"name": "Nora", "email": fresh_email()}

    await stranger.refused(404, "POST", path, body)
    await world.nobody().refused(401, "POST", path, body)
    await owner.post(path, body)

    await owner.refused(404, "POST", path, {**body, "email": fresh_email()})
    assert (await owner.get("/api/me/tickets"))["items"] == []


async def test_own_mail_with_another_name_changes_the_name_only(party: Party) -> None:
    mine = await ticket_of(party)
    email = (await party.event.host.get(f"/api/guests/{guest_id(party, 0)}"))["email"]

    done = await pass_on(party.bearer, mine, name="Joanna Smith", email=email.upper())

    assert done["status"] == "renamed"
    now_named = await ticket_of(party)
    assert (now_named["name"], now_named["qr"]) == ("Joanna Smith", mine["qr"])
    same = {"name": "Joanna Smith", "email": email}
    problem = await party.bearer.refused(409, "POST", f"/api/tickets/{mine['id']}/transfer", same)
    assert problem["type"] == "/problems/own-ticket"


async def refusal(who: Person, ticket: dict[str, Any], **changed: str) -> str:
    """Why a ticket can't be passed on."""
    body = {"name": "Nora Neu", "email": fresh_email(), **changed}
    problem = await who.refused(409, "POST", f"/api/tickets/{ticket['id']}/transfer", body)
    return str(problem["type"]).removeprefix("/problems/")


async def test_used_revoked_and_invited_are_refused(party: Party) -> None:
    event = party.event
    other = await event.party("Eva Lind")
    await event.host.patch(f"/api/guests/{guest_id(other, 0)}", {"email": "eva@example.com"})
    jo, al = await ticket_of(party), await ticket_of(party, 1)

    assert await refusal(party.bearer, jo, email="eva@example.com") == "already-invited"
    await event.scan(ticket=jo["qr"])
    assert await refusal(party.bearer, jo) == "ticket-used"
    assert await refusal(event.host, jo) == "ticket-used"
    await event.host.patch(f"{event.path}/guests/{party.guests[1]}", {"status": "declined"})
    assert await refusal(party.bearer, al) == "ticket-revoked"
    bad = {"name": "Nora", "email": "no address"}
    await party.bearer.refused(422, "POST", f"/api/tickets/{al['id']}/transfer", bad)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"tickets_transferable": False}, "not-transferable"),
        ({"transfer_until": (now() - timedelta(hours=1)).isoformat()}, "transfer-closed"),
    ],
)
async def test_host_decides_whether_and_until_when(
    world: World, settings: dict[str, Any], why: str
) -> None:
    event = await (await world.organizer()).event(settings=settings)
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    mine = await ticket_of(party)

    assert await refusal(party.bearer, mine) == why
    page = await world.nobody().ask("GET", page_of(mine))
    assert "Pass this ticket on" not in page.text
    assert (await pass_on(event.host, mine))["status"] == "transferred"  # the team still can


async def test_form_of_the_page_works_without_scripts(party: Party, world: World) -> None:
    mine, nobody = await ticket_of(party), world.nobody()
    path = page_of(mine)
    assert "Pass this ticket on" in (await nobody.ask("GET", path)).text

    bad = await nobody.ask("POST", path, data={"name": "Nora <b>", "email": "nobody"})
    good = await nobody.ask("POST", path, data={"name": "Nora <b>", "email": "n@example.org"})
    again = await nobody.ask("POST", path, data={"name": "Nora", "email": fresh_email()})

    assert bad.status_code == 422
    assert 'value="Nora &lt;b&gt;"' in bad.text
    assert good.status_code == 200
    assert "Nora &lt;b&gt; comes in your place" in good.text
    assert again.status_code == 404
    assert (await ticket_of(party))["name"] == "Nora <b>"


async def test_form_changes_the_name(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    email = (await party.event.host.get(f"/api/guests/{guest_id(party, 0)}"))["email"]

    done = await world.nobody().ask("POST", page_of(mine), data={"name": "Jo S.", "email": email})

    assert done.status_code == 303
    shown = await world.nobody().ask("GET", done.headers["location"])
    assert "The name on this ticket was changed." in shown.text
    assert "Jo S." in shown.text


@pytest.mark.usefixtures("worker")
async def test_both_get_a_mail(party: Party, world: World) -> None:
    old = await ticket_of(party)
    former = (await party.event.host.get(f"/api/guests/{guest_id(party, 0)}"))["email"]
    taker = fresh_email()

    await pass_on(party.bearer, old, email=taker)

    mails = "SELECT address, text FROM messages WHERE event_id = $1 AND address = ANY ($2)"

    async def are_sent() -> bool:
        return len(await world.sql(mails, party.event.id, [former, taker])) == 2

    await until(are_sent, limit=30)
    texts = {row["address"]: row["text"] for row in await world.sql(
        mails, party.event.id, [former, taker]
    )}  # fmt: skip
    new = await ticket_of(party)
    assert new["url"] in texts[taker]
    assert "passed on" in texts[former]
    for hidden in (new["url"], taker, "Nora"):
        assert hidden not in texts[former]


async def test_tries_are_counted(party: Party, world: World) -> None:
    mine = await ticket_of(party)
    body = {"name": "Eva", "email": "known@example.com"}
    await party.event.host.post(f"{party.event.path}/guests", body)
    async with world.limited() as process:
        path = f"/api/tickets/{mine['id']}/transfer"
        asked = [
            await process.http.post(path, json=body, headers=party.bearer.headers)
            for _ in range(31)
        ]

    assert [answer.status_code for answer in asked] == [409] * 30 + [429]


async def test_scan_and_transfer_at_once_let_exactly_one_in(event: Happening) -> None:
    for _ in range(8):
        party = await event.party("Jo Smith")
        await party.answer("accepted")
        old = await ticket_of(party)
        body = {"name": "Nora Neu", "email": fresh_email()}
        path = f"/api/tickets/{old['id']}/transfer"

        scanned, passed = await asyncio.gather(
            event.scan(ticket=old["qr"]),
            party.bearer.through(1).ask("POST", path, body),
        )

        new = await ticket_of(party)
        after = (await event.scan(ticket=new["qr"]))["result"] if passed.is_success else "none"
        accepted = [scanned["result"], after].count("ok")
        assert accepted == 1, (scanned, passed.text, after)
        assert passed.is_success == (scanned["result"] == "revoked")
