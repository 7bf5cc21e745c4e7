"""Forms of questions: their kinds, limits and conditions, by the API and on the page without scripts."""

from typing import Any

import pytest

from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def ask(event: Happening, label: str, **fields: Any) -> str:
    made = await event.host.post(f"{event.path}/questions", {"label": label, **fields})
    return str(made["id"])


def coming(party: Party, answers: dict[str, Any]) -> dict[str, Any]:
    return {"guests": [{"id": party.guests[0], "status": "accepted", "answers": answers}]}


LIMITS: list[tuple[dict[str, Any], Any, Any, str]] = [
    ({"kind": "text", "limits": {"min_length": 3}}, "Bus", "No", "At least 3 characters."),
    ({"kind": "long_text", "limits": {"max_length": 4}}, "Bus\n", "Buses", "At most 4 characters."),
    ({"kind": "number", "limits": {"min": 1}}, 1, 0, "Enter 1 or more."),
    ({"kind": "number", "limits": {"max": 9.5}}, 9.5, 10, "Enter 9.5 or less."),
    (
        {"kind": "date", "limits": {"earliest": "2030-05-01"}},
        *("2030-05-01", "2030-04-30", "Enter 2030-05-01 or a later date."),
    ),
    (
        {"kind": "date", "limits": {"latest": "2030-05-01"}},
        *("2030-05-01", "2030-05-02", "Enter 2030-05-01 or an earlier date."),
    ),
    (
        {"kind": "choices", "options": ["A", "B"], "limits": {"max_choices": 1}},
        *(["A"], ["A", "B"], "Choose at most 1."),
    ),
    ({"kind": "meal", "options": ["A", "B"]}, "A", "C", "Choose one of: A, B."),
    ({"kind": "text", "required": True}, "None", "   ", "This needs an answer."),
]


@pytest.mark.parametrize(("fields", "good", "bad", "sentence"), LIMITS)
async def test_answers_keep_within_limits(
    event: Happening, fields: dict[str, Any], good: Any, bad: Any, sentence: str
) -> None:
    key = await ask(event, "Q", **fields)
    party = await event.party("Jo Smith")

    problem = await party.bearer.refused(422, "PUT", party.rsvp, coming(party, {key: bad}))
    shown = await party.bearer.put(party.rsvp, coming(party, {key: good}))

    assert [error["detail"] for error in problem["errors"]] == [sentence]
    assert shown["guests"][0]["answers"] == {key: good}


async def test_team_is_held_to_limits_also_before_a_reply(event: Happening) -> None:
    key = await ask(event, "Shoe size", kind="number", limits={"max": 50})
    party = await event.party("Jo Smith")
    guest = f"{event.path}/guests/{party.guests[0]}"

    problem = await event.host.refused(422, "PATCH", guest, {"answers": {key: 51}})
    kept = await event.host.patch(guest, {"answers": {key: 50}})

    assert problem["errors"][0]["detail"] == "Enter 50 or less."
    assert kept["answers"] == {key: 50}


async def test_range_without_anything_in_it_is_refused(event: Happening) -> None:
    body = {"label": "How many?", "kind": "number", "limits": {"min": 5, "max": 2}}

    problem = await event.host.refused(422, "POST", f"{event.path}/questions", body)

    assert problem["errors"][0]["detail"] == (
        "The lowest value allowed is above the highest. Swap or change them."
    )


async def test_question_is_required_only_where_its_condition_is_met(event: Happening) -> None:
    bus = await ask(event, "Bus?", kind="choice", options=["Yes", "No"])
    stop = await ask(
        event, "Stop", required=True, condition={"question_id": bus, "answers": ["Yes"]}
    )
    party = await event.party("Jo Smith")

    missing = await party.bearer.refused(422, "PUT", party.rsvp, coming(party, {bus: "Yes"}))
    by_bus = await party.bearer.put(party.rsvp, coming(party, {bus: "Yes", stop: "Station"}))
    by_car = await party.bearer.put(party.rsvp, coming(party, {bus: "No"}))
    typed = await party.bearer.put(party.rsvp, coming(party, {bus: "No", stop: "Harbor"}))

    assert [error["pointer"] for error in missing["errors"]] == [f"/guests/0/answers/{stop}"]
    assert by_bus["guests"][0]["answers"] == {bus: "Yes", stop: "Station"}
    # neither asked nor kept
    assert by_car["guests"][0]["answers"] == typed["guests"][0]["answers"] == {bus: "No"}


async def test_question_behind_a_hidden_one_is_hidden(event: Happening) -> None:
    bus = await ask(event, "Bus?", kind="agree")
    stop = await ask(event, "Stop", condition={"question_id": bus})
    bag = await ask(event, "Bag?", required=True, condition={"question_id": stop})
    party = await event.party("Jo Smith")

    shown = await party.bearer.put(party.rsvp, coming(party, {stop: "Station"}))
    everything = {bus: True, stop: "Station"}
    missing = await party.bearer.refused(422, "PUT", party.rsvp, coming(party, everything))

    assert shown["guests"][0]["answers"] == {}
    assert [error["pointer"] for error in missing["errors"]] == [f"/guests/0/answers/{bag}"]


async def test_condition_that_cannot_be_met_is_refused(event: Happening) -> None:
    meal = await ask(event, "Meal", kind="meal", options=["Fish", "Vegan"])
    sauce = await ask(event, "Sauce", kind="agree", condition={"question_id": meal})
    other = await ask(event, "Song", scope="plus_one")
    path = f"{event.path}/questions/{meal}"

    async def refused(condition: dict[str, Any], to: str = path) -> str:
        problem = await event.host.refused(422, "PATCH", to, {"condition": condition})
        return str(problem["errors"][0]["detail"])

    assert await refused({"question_id": meal}) == (
        "A question can't depend on its own answer. Choose another question."
    )
    assert await refused({"question_id": sauce}) == (
        "These questions depend on each other in a circle: Meal → Sauce → Meal."
    )
    assert await refused({"question_id": other}) == (
        "A question can only depend on one that the same people are asked."
    )
    assert await refused({"question_id": event.id}) == (
        "The question that this one depends on is gone. Choose another one."
    )
    beef = {"question_id": meal, "answers": ["Beef"]}
    assert await refused(beef, f"{event.path}/questions/{sauce}") == (
        "“Meal” can't be answered like that. Choose among its answers."
    )
    needed = await event.host.refused(409, "DELETE", path)
    assert needed["detail"] == (
        "“Sauce” depends on this question. Change when it is asked, then delete this one."
    )


async def test_copied_condition_depends_on_the_copy(event: Happening) -> None:
    meal = await ask(event, "Meal", kind="meal", options=["Fish", "Vegan"])
    await ask(event, "Sauce", condition={"question_id": meal, "answers": ["Fish"]}, position=1)

    copy = await event.host.post(f"{event.path}/duplicate")
    copied = (await event.host.get(f"/api/events/{copy['id']}/questions"))["items"]

    assert copied[1]["condition"] == {"question_id": copied[0]["id"], "answers": ["Fish"]}


async def test_old_answer_stays_when_its_option_is_gone(event: Happening) -> None:
    """The guest isn't asked again, and the page says what became of the option."""
    meal = await ask(event, "Meal", kind="meal", options=["Fish", "Beef"], required=True)
    party = await event.party("Jo Smith")
    await party.bearer.put(party.rsvp, coming(party, {meal: "Beef"}))
    await event.host.patch(f"{event.path}/questions/{meal}", {"options": ["Fish", "Vegan"]})

    page = (await event.host.world.http.get(f"/r/{party.code}?change")).text
    again = await party.bearer.put(party.rsvp, coming(party, {meal: "Beef"}))

    assert "Beef (no longer offered)" in page
    assert again["guests"][0]["answers"] == {meal: "Beef"}


async def test_answer_to_a_deleted_question_changes_nothing(event: Happening) -> None:
    meal = await ask(event, "Meal")
    party = await event.party("Jo Smith")
    await event.host.delete(f"{event.path}/questions/{meal}")

    problem = await party.bearer.refused(422, "PUT", party.rsvp, coming(party, {meal: "Fish"}))

    assert problem["errors"][0]["detail"] == "There is no such question."
    assert (await party.row())["guests"][0]["status"] == "pending"


async def test_page_without_scripts_asks_in_the_guests_language(event: Happening) -> None:
    meal = await ask(
        event,
        "Meal",
        kind="meal",
        options=["Fish", "Vegan"],
        translations={"es": {"label": "Menú", "options": {"Fish": "Pescado"}}},
    )
    sauce = await ask(
        event, "Sauce", required=True, condition={"question_id": meal, "answers": ["Fish"]}
    )
    party = await event.party("Jo Smith")
    http, form = event.host.world.http, {f"status-{party.guests[0]}": "accepted"}

    page = (await http.get(f"/r/{party.code}?lang=es")).text
    form[f"q-{party.guests[0]}-{meal}"] = "Fish"
    open_one = await http.post(f"/r/{party.code}", data=form)
    form[f"q-{party.guests[0]}-{meal}"] = "Vegan"
    form[f"q-{party.guests[0]}-{sauce}"] = "Mint"
    sent = await http.post(f"/r/{party.code}", data=form)

    assert '<option value="Fish">Pescado</option>' in page
    assert "Solo si «Menú» es: Pescado." in page
    assert (open_one.status_code, "This needs an answer." in open_one.text) == (422, True)
    assert sent.status_code == 303
    assert (await party.row())["guests"][0]["answers"] == {meal: "Vegan"}


MALFORMED: list[tuple[dict[str, Any], str]] = [
    ({"es": {"lable": "Menú"}}, "translations/es/lable"),
    ({"es": {"label": 5}}, "translations/es/label"),
    ({"es": {"label": "  "}}, "translations/es/label"),
    ({"es": {"options": ["Pescado"]}}, "translations/es/options"),
    ({"es": {"options": {"Fish": 5}}}, "translations/es/options/Fish"),
    ({"es": "Menú"}, "translations/es"),
]


@pytest.mark.parametrize(("translations", "pointer"), MALFORMED)
async def test_malformed_translation_is_refused_at_its_place(
    event: Happening, translations: dict[str, Any], pointer: str
) -> None:
    key = await ask(event, "Meal", kind="meal", options=["Fish", "Vegan"])
    path, body = f"{event.path}/questions", {"translations": translations}

    added = await event.host.refused(422, "POST", path, {"label": "Meal", **body})
    changed = await event.host.refused(422, "PATCH", f"{path}/{key}", body)

    for problem in (added, changed):
        assert [error["pointer"] for error in problem["errors"]] == [f"/{pointer}"]


async def test_translation_may_have_only_some_of_the_texts(event: Happening) -> None:
    key = await ask(event, "Meal", translations={"es": {"help": "Uno"}, "ar": {}})

    kept = await event.host.get(f"{event.path}/questions/{key}")

    assert kept["translations"] == {"es": {"help": "Uno"}}


async def test_page_says_to_its_script_what_a_question_depends_on(event: Happening) -> None:
    bus = await ask(event, "Bus?", kind="agree")
    stop = await ask(event, "Stop", condition={"question_id": bus, "answers": ["yes"]})
    party = await event.party("Jo Smith")
    who = f"q-{party.guests[0]}"

    page = (await event.host.world.http.get(f"/r/{party.code}")).text
    script = await event.host.world.http.get("/asked.js")

    assert f'data-on="{who}-{bus}" data-answers="yes" data-agree>' in page
    assert f'name="{who}-{stop}"' in page
    assert (script.status_code, "/asked.js" in page) == (200, True)
