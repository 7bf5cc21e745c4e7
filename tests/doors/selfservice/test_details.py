"""What guests change of themselves by their link: contact, language, and which messages they want."""

from typing import Any
from uuid import UUID

import pytest

from tests.support import until
from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def guest_of(party: Party, number: int = 0) -> Any:
    key = party.made["guests"][number]["guest_id"]
    return await party.event.host.get(f"/api/guests/{key}")


def form_of(party: Party, number: int = 0, *, by: str = "email sms whatsapp", **values: str) -> Any:
    """A form of one guest, with the boxes ticked of the channels they want messages by."""
    filled = {"email": "", "phone": "", "locale": ""} | values
    filled |= {f"by-{channel}": "yes" for channel in by.split()}
    return {f"{name}-{party.guests[number]}": value for name, value in filled.items()}


async def send(party: Party, form: Any, lang: str = "en") -> Any:
    http = party.event.host.world.http
    return await http.post(f"/r/{party.code}/details?lang={lang}", data=form)


async def test_contact_language_and_wishes_are_kept(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    mail = f"jo{party.id[-8:]}@example.com"

    form = form_of(party, email=mail, phone="+34 612 345 678", locale="ar", by="whatsapp")
    sent = await send(party, form)
    page = await event.host.world.http.get(sent.headers["location"])

    row = await guest_of(party)
    assert (sent.status_code, row["email"], row["phone"]) == (303, mail, "+34612345678")
    assert row["locale"] == "ar"
    assert {name for name, is_out in row["opt_outs"].items() if is_out} == {"email", "sms"}
    assert "Saved." in page.text
    assert f'value="{mail}"' in page.text
    assert (await guest_of(party, 1))["phone"] is None


async def test_whoever_wants_messages_again_gets_them(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await send(party, form_of(party, by="email"))

    await send(party, form_of(party))

    opted_out = (await guest_of(party))["opt_outs"]
    assert (opted_out["sms"], opted_out["whatsapp"]) == (False, False)


async def test_it_works_after_replies_have_closed(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await event.host.world.sql(
        "UPDATE events SET rsvp_deadline = now() - interval '1 h' WHERE id = $1", event.id
    )

    sent = await send(party, form_of(party, phone="+34612345679"))

    assert (sent.status_code, (await guest_of(party))["phone"]) == (303, "+34612345679")


@pytest.mark.parametrize(("email", "phone"), [("not an address", ""), ("", "12")])
async def test_a_fault_is_said_and_nothing_is_kept(
    event: Happening, email: str, phone: str
) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    good = form_of(party, 1, phone="+34612345670")

    sent = await send(party, form_of(party, email=email, phone=phone) | good)

    assert sent.status_code == 422
    assert 'role="alert"' in sent.text
    assert f'value="{email or phone}"' in sent.text
    assert (await guest_of(party, 1))["phone"] is None


async def test_somebody_elses_guest_stays_as_they_are(event: Happening) -> None:
    party, other = await event.party("Jo Smith"), await event.party("Al Lee")

    await send(party, form_of(other, phone="+34612345671"))

    assert (await guest_of(other))["phone"] is None


@pytest.mark.parametrize(("lang", "words"), [("es", "Tus datos"), ("ar", "بياناتكم")])
async def test_page_and_the_way_to_it_speak_the_readers_language(
    event: Happening, lang: str, words: str
) -> None:
    party = await event.party("Jo Smith")
    http = event.host.world.http

    invitation = await http.get(f"/r/{party.code}?lang={lang}")
    page = await http.get(f"/r/{party.code}/details?lang={lang}")
    unknown = await http.get(f"/r/nobodyscode/details?lang={lang}")

    assert words in invitation.text
    assert f'<h1 class="alone">{words}</h1>' in page.text
    assert unknown.status_code == 404


async def test_a_guest_asks_to_be_deleted_and_the_host_is_told(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")

    sent = await send(party, {"forget": party.guests[1]})
    page = await event.host.world.http.get(sent.headers["location"])
    http = event.host.world.http
    again = await http.delete(f"/api/rsvp/{party.code}/guests/{party.guests[0]}")
    strange = await http.delete(f"/api/rsvp/{party.code}/guests/{event.id}")

    assert (sent.status_code, again.status_code, strange.status_code) == (303, 202, 404)
    assert "Your host has been asked to delete this." in page.text
    told = await event.host.world.one(
        "SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'guest_wrote'",
        UUID(event.id),
    )
    assert told == 2
    # asking deletes nothing
    assert (await guest_of(party, 1))["name"] == "Al Smith"


async def test_the_former_address_is_told_that_it_was_replaced(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    before, after = (f"{name}{party.id[-8:]}@example.com" for name in ("jo", "al"))
    await send(party, form_of(party, email=before))

    await send(party, form_of(party, email=after, by=""))  # somebody else, who wants it kept quiet
    world = event.host.world
    written = "SELECT address, status, subject FROM messages WHERE address = ANY ($1)"
    with world.worker():
        await until(lambda: world.sql(written, [before, after]), limit=60)
    rows = await world.sql(written, [before, after])

    assert [(row["address"], row["status"]) for row in rows] == [(before, "outbox")]
    assert rows[0]["subject"].startswith("Your e-mail for ")
