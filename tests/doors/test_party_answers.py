"""What a party is asked once, such as how it travels: one answer, which everybody in it has."""

from typing import Any

import pytest

from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def ask(event: Happening, **more: Any) -> str:
    body = {"scope": "party", "label": "How do you travel?", "kind": "choice"}
    made = await event.host.post(
        f"{event.path}/questions", {**body, "options": ["Bus", "Car"], **more}
    )
    return str(made["id"])


def coming(party: Party, **more: Any) -> Any:
    return {"guests": [{"id": key, "status": "accepted"} for key in party.guests], **more}


async def test_one_answer_counts_for_everybody_and_whoever_joins(event: Happening) -> None:
    question = await ask(event, required=True)
    party = await event.party("Ana Ruiz", "León Ruiz", max_guests=3)

    open_ = await party.bearer.refused(422, "PUT", party.rsvp, coming(party))
    said = await party.bearer.put(party.rsvp, coming(party, answers={question: "Bus"}))
    await party.bearer.put(party.rsvp, {"plus_ones": [{"first_name": "Bo"}]})
    shown = await party.bearer.get(party.rsvp)
    path = f"{event.path}/attendees"
    by_bus = await event.host.get(path, question_id=question, answer="Bus")
    stats = await event.host.get(f"{event.path}/stats/breakdown")
    figures = stats["questions"]

    assert open_["errors"][0]["pointer"] == f"/answers/{question}"
    assert said["answers"] == {question: "Bus"}
    assert [one["answers"] for one in shown["guests"]] == [{question: "Bus"}] * 3
    assert sorted(one["name"] for one in by_bus["items"]) == ["Ana Ruiz", "Bo", "León Ruiz"]
    assert figures[0]["answers"] == [{"answer": "Bus", "count": 3}]


async def test_party_that_declines_owes_no_answer(event: Happening) -> None:
    await ask(event, required=True)
    party = await event.party("Ana Ruiz")

    await party.bearer.put(party.rsvp, {"guests": [{"id": party.guests[0], "status": "declined"}]})


async def test_answer_of_a_party_is_no_answer_of_a_guest(event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    guest = {"id": party.guests[0], "status": "accepted", "answers": {question: "Bus"}}

    problem = await party.bearer.refused(422, "PUT", party.rsvp, {"guests": [guest]})

    assert problem["errors"][0]["pointer"] == f"/guests/0/answers/{question}"


async def test_changed_mind_changes_it_for_all_also_those_who_say_nothing(event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz", "León Ruiz")
    await party.bearer.put(party.rsvp, coming(party, answers={question: "Bus"}))

    shown = await party.bearer.put(party.rsvp, {"answers": {question: "Car"}})
    cleared = await party.bearer.put(party.rsvp, {"answers": {question: None}})

    assert [one["answers"].get(question) for one in shown["guests"]] == ["Car", "Car"]
    assert [one["status"] for one in shown["guests"]] == ["accepted", "accepted"]
    assert cleared["answers"] == {}


async def test_bus_takes_so_many_people_not_parties(event: Happening) -> None:
    question = await ask(event, limits={"quotas": {"Bus": 3}})
    first, second = await event.party("Ana Ruiz", "León Ruiz"), await event.party("Jo", "Al")

    await first.bearer.put(first.rsvp, coming(first, answers={question: "Bus"}))
    full = await second.bearer.refused(
        422, "PUT", second.rsvp, coming(second, answers={question: "Bus"})
    )

    assert full["errors"][0]["pointer"] == f"/answers/{question}"
    assert (await second.bearer.get(second.rsvp))["questions"][0]["left"] == {"Bus": 1}


async def test_depends_on_another_answer_of_the_party(event: Happening) -> None:
    travel = await ask(event)
    where = await ask(
        event,
        label="Where do you get on?",
        options=["Toledo", "Madrid"],
        required=True,
        condition={"question_id": travel, "answers": ["Bus"]},
    )
    party = await event.party("Ana Ruiz")

    await party.bearer.put(party.rsvp, coming(party, answers={travel: "Car"}))
    open_ = await party.bearer.refused(
        422, "PUT", party.rsvp, coming(party, answers={travel: "Bus"})
    )

    assert open_["errors"][0]["pointer"] == f"/answers/{where}"


async def test_page_asks_once_and_marks_what_is_missing(world: World, event: Happening) -> None:
    question = await ask(event, required=True)
    party = await event.party("Ana Ruiz", "León Ruiz")
    form = {f"status-{key}": "accepted" for key in party.guests}

    page = (await world.http.get(f"/r/{party.code}")).text
    refused = await world.http.post(f"/r/{party.code}", data=form)
    await world.http.post(f"/r/{party.code}", data={**form, f"q-party-{question}": "Car"})
    shown = await party.bearer.get(party.rsvp)

    assert page.count("How do you travel?") == 1
    assert (refused.status_code, f'id="q-party-{question}-error"' in refused.text) == (422, True)
    assert shown["answers"] == {question: "Car"}


async def test_host_answers_for_the_party_at_any_of_its_guests(event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz", "León Ruiz")
    shown = await party.bearer.get(party.rsvp)
    path = f"{event.path}/guests/{shown['guests'][1]['guest_id']}"

    await event.host.patch(path, {"answers": {question: "Car"}})
    after = await party.bearer.get(party.rsvp)

    assert after["answers"] == {question: "Car"}
    assert [one["answers"] for one in after["guests"]] == [{question: "Car"}] * 2


async def test_page_clears_what_is_emptied_and_keeps_what_it_does_not_show(
    world: World, event: Happening
) -> None:
    travel = await ask(event)
    host = event.host
    note = await host.post(f"{event.path}/questions", {"label": "Allergies?"})
    days = {"label": "Days", "kind": "choices", "options": ["Friday", "Saturday"]}
    when = await host.post(f"{event.path}/questions", days)
    party = await event.party("Ana Ruiz")
    guest = party.guests[0]
    form = {f"status-{guest}": "accepted", f"q-party-{travel}": "Bus"}
    fields = {f"q-{guest}-{note['id']}": "Nuts", f"q-{guest}-{when['id']}": "Friday"}

    await world.http.post(f"/r/{party.code}", data={**form, **fields})
    before = await party.bearer.get(party.rsvp)
    empty = {f"q-{guest}-{note['id']}": "", f"q-party-{travel}": ""}
    await world.http.post(f"/r/{party.code}", data={f"status-{guest}": "accepted", **empty})
    after = await party.bearer.get(party.rsvp)

    assert before["guests"][0]["answers"] == {
        note["id"]: "Nuts",
        when["id"]: ["Friday"],
        travel: "Bus",
    }
    assert after["guests"][0]["answers"] == {}
