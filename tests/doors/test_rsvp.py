"""Answers by link: who comes, whom they bring, what they eat, and until when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.world import Happening, World

PAST = (datetime.now(UTC) - timedelta(hours=1)).isoformat()


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def test_link_shows_all_that_an_answer_needs(world: World, event: Happening) -> None:
    await event.host.post(f"{event.path}/questions", {"label": "Allergies?"})
    party = await event.party("Jo Smith", max_guests=3)

    found = await world.nobody().get(party.rsvp)

    assert (found["event"]["title"], found["is_open"], found["plus_ones_left"]) == (
        "Ana y León", True, 2,
    )  # fmt: skip
    assert [guest["name"] for guest in found["guests"]] == ["Jo Smith"]
    assert [question["label"] for question in found["questions"]] == ["Allergies?"]


async def test_reading_changes_nothing(world: World, event: Happening) -> None:
    """Link previews and scanners fetch it; only the page's script says that somebody looked."""
    party = await event.party("Jo Smith")
    before = await event.position()

    for _ in range(3):
        await world.nobody().get(party.rsvp)
    unread = (await party.row())["opened_at"]
    await world.nobody().post(f"{party.rsvp}/opened")

    assert unread is None
    assert (await party.row())["opened_at"]
    assert await event.position() == before + 1


async def test_each_person_answers_and_changes_their_mind(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith")

    first = await party.answer("accepted", "declined", message="See you!")
    again = await party.answer("declined", "accepted")

    assert [guest["status"] for guest in first["guests"]] == ["accepted", "declined"]
    assert [guest["status"] for guest in again["guests"]] == ["declined", "accepted"]
    assert again["invitation"]["reply"] == "See you!"
    assert (await event.row())["going_count"] == 1


async def test_companions_come_within_what_is_allowed(event: Happening) -> None:
    party = await event.party("Jo Smith", max_guests=3)

    shown = await party.answer("accepted", plus_ones=[{"first_name": "Max"}])
    too_many = {"plus_ones": [{"first_name": "A"}, {"first_name": "B"}]}
    problem = await party.bearer.refused(409, "PUT", party.rsvp, too_many)

    assert [(one["name"], one["is_plus_one"]) for one in shown["guests"]] == [
        ("Jo Smith", False), ("Max", True),
    ]  # fmt: skip
    assert (shown["plus_ones_left"], problem["left"]) == (1, 1)
    assert (await event.row())["going_count"] == 2


@pytest.mark.parametrize("whose", ["event", "invitation"])
async def test_after_the_deadline_the_host_is_asked(
    world: World, event: Happening, whose: str
) -> None:
    """The invitation's own deadline wins over the event's; the host may answer all the same."""
    party = await event.party("Jo Smith")
    if whose == "event":
        await event.host.put(event.path, {"rsvp_deadline": PAST})
    else:
        await event.host.put(event.path, {"rsvp_deadline": "2030-01-01T00:00:00Z"})
        await event.host.put(party.path, {"expires_at": PAST})
    said = {"guests": [{"id": party.guests[0], "status": "accepted"}]}

    problem = await party.bearer.refused(410, "PUT", party.rsvp, said)
    shown = await party.bearer.get(party.rsvp)
    by_host = await event.host.put(party.path, {"status": "accepted"})

    assert problem["type"] == "/problems/deadline-passed"
    assert shown["is_open"] is False
    assert by_host["status"] == "accepted"


async def test_draft_takes_no_answers(world: World) -> None:
    draft = await (await world.organizer()).event(publish=False)
    party = await draft.party("Jo Smith")
    said = {"guests": [{"id": party.guests[0], "status": "accepted"}]}

    problem = await party.bearer.refused(409, "PUT", party.rsvp, said)

    assert problem["current_status"] == "draft"


MENU = {"label": "Meal?", "kind": "choice", "options": ["Fish", "Vegan"], "required": True}


async def test_questions_are_answered_per_person(event: Happening) -> None:
    meal = (await event.host.post(f"{event.path}/questions", MENU))["id"]
    party = await event.party("Jo Smith", "Al Smith")

    def said(answer: Any) -> dict[str, Any]:
        one = {"id": party.guests[0], "status": "accepted", "answers": {meal: answer}}
        return {"guests": [one, {"id": party.guests[1], "status": "declined"}]}

    wrong = await party.bearer.refused(422, "PUT", party.rsvp, said("Beef"))
    missing = await party.bearer.refused(422, "PUT", party.rsvp, said(""))
    shown = await party.bearer.put(party.rsvp, said("Vegan"))

    pointer = f"/guests/0/answers/{meal}"
    assert wrong["errors"] == [{"pointer": pointer, "detail": "Choose one of: Fish, Vegan."}]
    assert missing["errors"][0]["pointer"] == pointer
    assert [guest["answers"] for guest in shown["guests"]] == [{meal: "Vegan"}, {}]


async def test_required_question_is_asked_of_whoever_comes(event: Happening) -> None:
    """By each way in which a guest can say that they come; the host may leave it open."""
    meal = (await event.host.post(f"{event.path}/questions", MENU))["id"]
    seat, *_ = await event.seats(2)
    party, other = await event.party("Jo Smith", max_guests=2), await event.party("Al Lee")
    jo = {"id": party.guests[0], "status": "accepted"}
    fed = {**jo, "answers": {meal: "Fish"}}
    companion = {"guests": [fed], "plus_ones": [{"first_name": "Max"}]}
    ways = [
        ("PUT", party.rsvp, {"guests": [jo]}),
        ("PUT", party.rsvp, companion),
        ("PUT", party.path, {"status": "accepted"}),
        ("PATCH", f"{party.path}/guests/{party.guests[0]}", {"status": "accepted"}),
        ("POST", f"{party.path}/attendance", {"seat_id": seat}),
        ("POST", f"{party.rsvp}/seats", {"seats": [{"guest": jo["id"], "seat_id": seat}]}),
    ]

    refused = [await party.bearer.refused(422, *way) for way in ways]
    declined = await party.bearer.put(party.rsvp, {"guests": [{**jo, "status": "declined"}]})
    coming = await party.bearer.put(party.rsvp, {"guests": [fed]})
    by_host = await event.host.put(other.path, {"status": "accepted"})

    assert {problem["errors"][0]["pointer"].rsplit("/")[-1] for problem in refused} == {meal}
    assert {problem["errors"][0]["detail"] for problem in refused} == {"This needs an answer."}
    assert [row["guests"][0]["status"] for row in (declined, coming, by_host)] == [
        "declined", "accepted", "accepted",
    ]  # fmt: skip
    assert (await event.map())[seat]["status"] == "free"


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        ({"kind": "text"}, "No nuts", 7),
        ({"kind": "number"}, 2, "two"),
        ({"kind": "date"}, "2030-05-01", "May"),
        ({"kind": "agree", "required": True}, True, False),
        ({"kind": "choices", "options": ["Fri", "Sat"]}, ["Sat"], ["Sun"]),
    ],
)
async def test_answers_fit_their_question(
    event: Happening, question: dict[str, Any], good: Any, bad: Any
) -> None:
    made = await event.host.post(f"{event.path}/questions", {"label": "Q", **question})
    party = await event.party("Jo Smith")

    def said(answer: Any) -> dict[str, Any]:
        one = {"id": party.guests[0], "status": "accepted", "answers": {made["id"]: answer}}
        return {"guests": [one]}

    await party.bearer.refused(422, "PUT", party.rsvp, said(bad))
    shown = await party.bearer.put(party.rsvp, said(good))

    assert shown["guests"][0]["answers"] == {made["id"]: good}


async def test_guest_without_a_place_waits(event: Happening) -> None:
    await event.host.put(event.path, {"capacity": 1})
    first, second = await event.party("Jo Smith"), await event.party("Al Kowal")
    await first.answer("accepted")

    shown = await second.answer("accepted")

    assert shown["guests"][0]["status"] == "pending"
    stats = await event.host.get(f"{event.path}/stats")
    assert (stats["accepted"], stats["waitlisted"]) == (1, 1)
    await first.answer("declined")
    assert (await second.answer("accepted"))["guests"][0]["status"] == "accepted"


async def test_who_declines_gives_the_seat_back(event: Happening) -> None:
    seats = await event.seats(2)
    party = await event.party("Jo Smith", "Al Smith")
    await party.take(*seats)

    await party.answer("declined", "accepted")

    assert (await event.host.get(f"{event.path}/seats/status"))["status"] == "fa"


async def test_guest_answers_and_nothing_more(event: Happening) -> None:
    """By their code they change answers and contacts; labels, notes and limits are the host's."""
    party = await event.party("Jo Smith")
    guest = f"{party.path}/guests/{party.guests[0]}"

    await party.bearer.refused(403, "PUT", party.path, {"max_guests": 9})
    await party.bearer.refused(403, "PUT", guest, {"notes": "VIP"})
    changed = await party.bearer.put(guest, {"status": "accepted"})

    assert changed["status"] == "accepted"
    assert (await party.row())["max_guests"] == 1


async def test_party_in_which_nobody_comes_brings_nobody(event: Happening) -> None:
    party = await event.party("Jo Smith", "Al Smith", max_guests=3)
    jo, al = ({"id": guest, "status": "declined"} for guest in party.guests)
    plus_ones = [{"first_name": "Bo", "last_name": "Lee"}]
    form = {f"status-{guest}": "declined" for guest in party.guests}

    problem = await party.bearer.refused(
        422, "PUT", party.rsvp, {"guests": [jo, al], "plus_ones": plus_ones}
    )
    page = await event.host.world.http.post(f"/r/{party.code}", data={**form, "plus-first-0": "Bo"})
    await party.answer("declined", "declined")
    later = await party.bearer.refused(
        422, "PUT", party.rsvp, {"guests": [], "plus_ones": plus_ones}
    )
    coming = {"guests": [{**al, "status": "accepted"}], "plus_ones": plus_ones}
    await party.bearer.put(party.rsvp, coming)

    assert [error["pointer"] for error in problem["errors"]] == ["/plus_ones/0"]
    assert later["detail"] == "Nobody of your party is coming, so nobody can be brought along."
    assert (page.status_code, later["detail"] in page.text) == (422, True)
    assert [guest["status"] for guest in (await party.row())["guests"]] == [
        "declined",
        "accepted",
        "accepted",
    ]
