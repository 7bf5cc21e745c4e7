"""Before invitations, guests are only told the date: their page takes no replies yet."""

import pytest

from convite.core.language import translator
from convite.messaging.broadcasts.rules import text_of
from tests.world import Happening, Party, World

SAVED = {"settings": {"save_the_date": True}}


async def saved(world: World) -> tuple[Happening, Party]:
    """A published event of which guests only know the date, and one of its parties."""
    host = await world.organizer()
    event = await host.event(**SAVED)
    return event, await event.party("Jo Smith", "Al Smith")


@pytest.mark.parametrize(
    ("language", "said", "follows"),
    [
        ("en", "Save the date: Wednesday 1 May 2030", "Your invitation follows."),
        ("es", "Reserva la fecha: miércoles 1 de mayo de 2030", "Tu invitación llegará"),
        ("ar", "احجز الموعد: الأربعاء", "ستصلك الدعوة لاحقًا."),
    ],
)
async def test_the_page_shows_the_date_and_calendars_and_no_form(
    world: World, language: str, said: str, follows: str
) -> None:
    _, party = await saved(world)

    page = (await world.http.get(f"/r/{party.code}", params={"lang": language})).text

    assert said in page
    assert follows in page
    assert f'href="/r/{party.code}/event.ics"' in page
    assert f'href="/r/{party.code}/calendar/google"' in page
    assert "<form" not in page
    assert 'name="status-' not in page


async def test_guests_cant_reply_before_replies_are_open_and_hosts_can_for_them(
    world: World,
) -> None:
    event, party = await saved(world)
    reply = {"guests": [{"id": key, "status": "accepted"} for key in party.guests]}

    assert (await party.bearer.get(party.rsvp))["is_saved_only"] is True
    problem = await party.bearer.refused(409, "PUT", party.rsvp, reply)
    form = {f"status-{party.guests[0]}": "accepted", "message": "We'd love to!"}
    page = await world.http.post(f"/r/{party.code}", data=form)

    assert problem["type"].endswith("replies-not-open")
    assert page.status_code == 409
    assert "We&#39;d love to!" in page.text  # what was typed isn't lost
    one = f"{party.path}/guests/{party.guests[1]}"
    await event.host.patch(one, {"status": "accepted"})


async def test_turning_it_off_opens_replies(world: World) -> None:
    event, party = await saved(world)
    sent = f"{party.path}/send"
    problem = await event.host.refused(409, "POST", sent)
    assert problem["detail"].startswith("Guests are only asked to save the date so far.")

    await event.host.patch(event.path, {"settings": {"save_the_date": False}})

    assert 'name="status-' in (await world.http.get(f"/r/{party.code}")).text
    reply = {"guests": [{"id": key, "status": "accepted"} for key in party.guests]}
    await party.bearer.put(party.rsvp, reply)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("locale", "opening", "leads"),
    [
        ("en", "Please keep the date free for Ana y León.", "Put it in your calendar:"),
        ("es", "Ana y León", "Ponlo en tu calendario:"),
        ("ar", "Ana y León", "أضفه إلى تقويمك:"),
    ],
)
def test_the_ready_text_leads_to_the_page_with_the_date(
    locale: str, opening: str, leads: str
) -> None:
    values = {
        "name": "Jo",
        "event": "Ana y León",
        "when": "1 May 2030",
        "where": "",
        "link": "https://convite.test/r/abc",
        "answer_by": "",
    }
    text = text_of("", "save_the_date", values, translator(locale))

    assert opening in text
    assert f"{leads}\nhttps://convite.test/r/abc" in text
