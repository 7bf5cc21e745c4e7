"""The plain form: whatever is refused, the page comes back with the reason and everything typed."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from tests.world import Happening, Party, Person, World

PAST = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
MENU = {"label": "Meal", "kind": "choice", "options": ["Fish", "Vegan"]}


@pytest.fixture
async def host(world: World) -> Person:
    return await world.organizer()


@pytest.fixture
async def event(host: Person) -> Happening:
    return await host.event()


async def send(party: Party, data: dict[str, Any], language: str = "en") -> httpx2.Response:
    return await party.event.host.world.http.post(f"/r/{party.code}?lang={language}", data=data)


async def after_the_deadline(party: Party) -> dict[str, str]:
    await party.event.host.put(party.event.path, {"rsvp_deadline": PAST})
    return {}


async def on_a_draft(party: Party) -> dict[str, str]:
    assert (await party.event.row())["status"] == "draft"
    return {}


async def at_a_canceled_event(party: Party) -> dict[str, str]:
    await party.event.host.post(f"{party.event.path}/cancel")
    return {}


async def with_a_canceled_invitation(party: Party) -> dict[str, str]:
    await party.event.host.post(f"{party.path}/cancel")
    return {}


async def with_a_guest_too_many(party: Party) -> dict[str, str]:
    return {"plus-first-0": "Maxima", "plus-first-1": "Severin"}


async def with_a_wrong_choice(party: Party) -> dict[str, str]:
    meal = (await party.event.host.post(f"{party.event.path}/questions", MENU))["id"]
    return {f"q-{party.guests[0]}-{meal}": "Beef"}


async def with_a_message_over_the_limit(party: Party) -> dict[str, str]:
    return {"message": "We look forward to it! " + "x" * 2000}


async def with_a_nul_in_the_message(party: Party) -> dict[str, str]:
    return {"message": "We look forward to it! \x00"}


async def with_a_nul_in_a_name(party: Party) -> dict[str, str]:
    return {"plus-first-0": "Ma\x00xima"}


REFUSED: dict[Callable[[Party], Awaitable[dict[str, str]]], tuple[int, str]] = {
    after_the_deadline: (410, "Replies are closed. Please contact your host."),
    on_a_draft: (409, "This event isn&#39;t open for replies yet. Check back soon."),
    at_a_canceled_event: (409, "This event has been canceled."),
    with_a_canceled_invitation: (410, "This invitation has been canceled."),
    with_a_guest_too_many: (409, "You can bring one more guest, not 2."),
    with_a_wrong_choice: (422, "Choose one of: Fish, Vegan."),
    with_a_message_over_the_limit: (422, "Your message is too long"),
    with_a_nul_in_the_message: (
        422,
        "There&#39;s a character in your text that can&#39;t be stored.",
    ),
    with_a_nul_in_a_name: (422, "There&#39;s a character in your text that can&#39;t be stored."),
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda one: one.__name__)
async def test_refused_form_keeps_what_was_typed(host: Person, case: Any) -> None:
    event = await host.event(publish=case is not on_a_draft)
    party = await event.party("Jo Smith", max_guests=2)
    typed = {"message": "We look forward to it!", **await case(party)}

    answer = await send(party, {f"status-{party.guests[0]}": "accepted", **typed})

    status, sentence = REFUSED[case]
    assert (answer.status_code, answer.headers["content-type"]) == (
        status, "text/html; charset=utf-8",
    )  # fmt: skip
    assert sentence in answer.text
    assert "We look forward to it!" in answer.text
    if case is not with_a_canceled_invitation:  # whose guests are on no list any more
        assert 'value="accepted" checked' in answer.text
    for name, value in typed.items():
        if name.startswith("plus"):
            assert value.replace("\x00", "") in answer.text
    assert [guest["status"] for guest in (await party.row())["guests"]] in ([], ["pending"])


@pytest.mark.parametrize("case", REFUSED, ids=lambda one: one.__name__)
async def test_reason_is_in_the_readers_language(host: Person, case: Any) -> None:
    event = await host.event(publish=case is not on_a_draft)
    party = await event.party("Jo Smith", max_guests=2)
    typed = {f"status-{party.guests[0]}": "accepted", **await case(party)}

    spanish, arabic = [(await send(party, typed, language)).text for language in ("es", "ar")]

    english = REFUSED[case][1]
    assert english not in spanish
    assert english not in arabic
    assert 'role="alert"' in spanish


async def test_form_without_any_reply_asks_for_one(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")

    answer = await send(party, {})

    assert answer.status_code == 422
    assert "Choose “Coming” or “Not coming” for each guest." in answer.text
    assert (await party.row())["responded_at"] is None


async def test_message_alone_is_kept_and_the_form_stays_open(event: Happening) -> None:
    party = await event.party("Jo Smith")

    sent = await send(party, {"message": "We'll know next week."})
    page = await event.host.world.http.get(sent.headers["location"])

    assert sent.status_code == 303
    assert (await party.row())["reply"] == "We'll know next week."
    assert "Your message has been sent" in page.text
    assert "Thank you!" not in page.text
    assert "Can you make it?" in page.text


async def test_required_question_is_asked_of_those_who_come(event: Happening) -> None:
    meal = (await event.host.post(f"{event.path}/questions", {**MENU, "required": True}))["id"]
    party = await event.party("Jo Smith", "Al Smith")
    jo, al = party.guests

    everybody = await send(party, {"all": "accepted", f"q-{jo}-{meal}": "Fish"})
    one_comes = await send(
        party, {f"status-{jo}": "accepted", f"status-{al}": "declined", f"q-{jo}-{meal}": "Fish"}
    )

    assert everybody.status_code == 422
    assert f'name="q-{al}-{meal}" id="q-{al}-{meal}" aria-invalid="true"' in everybody.text
    assert f'<a href="#q-{al}-{meal}"><bdi>Al Smith</bdi> · <bdi>Meal</bdi></a>' in everybody.text
    assert f'href="#q-{jo}-{meal}"' not in everybody.text
    assert f'name="q-{jo}-{meal}" id=' not in everybody.text
    assert '<option value="Fish" selected>Fish</option>' in everybody.text
    assert one_comes.status_code == 303


async def test_required_question_is_asked_of_companions(event: Happening) -> None:
    meal = (await event.host.post(f"{event.path}/questions", {**MENU, "required": True}))["id"]
    party = await event.party("Jo Smith", max_guests=2)
    jo = party.guests[0]
    said = {f"status-{jo}": "accepted", f"q-{jo}-{meal}": "Fish", "plus-first-0": "Max"}

    without = await send(party, said)
    with_meal = await send(party, {**said, f"q-plus-0-{meal}": "Vegan"})

    assert without.status_code == 422
    assert f'name="q-plus-0-{meal}" id="q-plus-0-{meal}" aria-invalid="true"' in without.text
    assert with_meal.status_code == 303
    assert [guest["answers"] for guest in (await party.row())["guests"]] == [
        {meal: "Fish"}, {meal: "Vegan"},
    ]  # fmt: skip


async def test_waitlisted_guests_read_that_they_are(event: Happening) -> None:
    await event.host.put(event.path, {"capacity": 1})
    party = await event.party("Jo Smith", "Al Smith")

    sent = await send(party, {"all": "accepted"})
    page = (await event.host.world.http.get(sent.headers["location"])).text

    assert "Waitlisted" in page
    assert "No reply yet" not in page
    assert "Your host will let you know if a place becomes free." in page


async def test_party_on_the_waitlist_isnt_thanked_as_if_it_came(event: Happening) -> None:
    first = await event.party("Bo Lee")
    await event.host.put(event.path, {"capacity": 1})
    await first.answer("accepted")
    party = await event.party("Jo Smith")

    sent = await send(party, {f"status-{party.guests[0]}": "accepted"})
    page = (await event.host.world.http.get(sent.headers["location"])).text

    assert "Thank you" not in page
    assert "You’re on the waitlist" in page


def seen_on(page: str) -> str:
    """The reply that a page showed, as its form sends it along."""
    return page.partition('name="seen" value="')[2].partition('"')[0]


async def test_stale_page_overwrites_no_newer_reply(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")
    jo, al = party.guests
    page = (await event.host.world.http.get(f"/r/{party.code}")).text
    await party.answer("declined", "declined")

    stale = await send(party, {"all": "accepted", "seen": seen_on(page), "message": "Yay"})
    again = await send(
        party, {f"status-{jo}": "accepted", f"status-{al}": "accepted", "seen": seen_on(stale.text)}
    )

    assert stale.status_code == 409
    assert "Somebody has replied since you opened this page." in stale.text
    assert stale.text.count("Not coming</span>") == 2  # what is saved
    assert "Yay" in stale.text
    assert again.status_code == 303
    assert [guest["status"] for guest in (await party.row())["guests"]] == ["accepted"] * 2


async def test_form_that_is_sent_twice_counts_once(event: Happening) -> None:
    party = await event.party("Jo Smith", max_guests=3)
    page = (await event.host.world.http.get(f"/r/{party.code}")).text
    form = {f"status-{party.guests[0]}": "accepted", "plus-first-0": "Max", "seen": seen_on(page)}

    answers = [await send(party, form) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert [guest["name"] for guest in (await party.row())["guests"]] == ["Jo Smith", "Max"]


async def test_program_may_ask_not_to_overwrite(event: Happening) -> None:
    party = await event.party("Jo Smith")
    first = await party.answer("accepted")
    said = {"guests": [{"id": party.guests[0], "status": "declined"}]}

    stale = await party.bearer.refused(409, "PUT", party.rsvp, {**said, "last_responded_at": None})
    seen = {**said, "last_responded_at": first["invitation"]["responded_at"]}
    changed = await party.bearer.put(party.rsvp, seen)

    assert stale["type"] == "/problems/reply-changed"
    assert changed["guests"][0]["status"] == "declined"


async def test_names_the_plus_one_of_whom_only_a_last_name_is_given(event: Happening) -> None:
    party = await event.party("Jo Smith", max_guests=2)

    answer = await send(party, {"all": "accepted", "plus-last-0": "Severin"})

    assert answer.status_code == 303
    assert [guest["name"] for guest in (await party.row())["guests"]] == ["Jo Smith", "Severin"]


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "now"])
async def test_takes_a_reply_whose_hidden_field_was_tampered_with(
    event: Happening, seen: str
) -> None:
    party = await event.party("Jo Smith")

    answer = await send(party, {"all": "accepted", "seen": seen})

    assert answer.status_code == 303


async def test_takes_the_reply_of_a_very_large_party(event: Happening) -> None:
    rows = [f"Guest {number},Everybody" for number in range(250)]
    content = "\n".join(["Name,Party", *rows]).encode()
    await event.host.good("POST", f"{event.path}/guests/import", files={"file": ("g.csv", content)})
    [party] = (await event.host.get(f"{event.path}/invitations"))["items"]

    answer = await event.host.world.http.post(
        f"/r/{party['code']}", data={"all": "accepted", "message": "All of us"}
    )

    assert answer.status_code == 303
    assert (await event.row())["going_count"] == 250


@pytest.mark.parametrize("charset", ["punycode", "undefined", "utf-7", "utf-8; CHARSET=punycode"])
@pytest.mark.parametrize("path", ["/r", "/r/{code}"])
async def test_form_in_a_strange_encoding_is_refused_at_once(
    event: Happening, path: str, charset: str
) -> None:
    """Python's own decoders may take minutes for a text of a megabyte."""
    party = await event.party("Jo Smith")
    body = f'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n-{"a" * 9000}\r\n--x--'
    headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}

    answer = await event.host.world.http.post(
        path.format(code=party.code), content=body, headers=headers
    )

    assert answer.status_code == 422


async def test_question_to_the_whole_party_is_in_sight_under_a_title(event: Happening) -> None:
    car = {"label": "Do you come by car?", "kind": "text", "scope": "party"}
    await event.host.post(f"{event.path}/questions", car)
    party = await event.party("Ana", "Luis")
    page = (await event.host.world.http.get(f"/r/{party.code}")).text
    section = page[page.index('<section class="once"') : page.index("</section>")]
    assert 'aria-labelledby="once"' in section
    assert ">For all of you</h2>" in section
    assert "Do you come by car?" in section
    assert "<details" not in section
    assert page.index("</section>") < page.index(">Send reply</button>")
