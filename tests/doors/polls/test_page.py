"""The page of a date poll, without scripts: by its link, and by a party's."""

import re

import pytest

from tests.doors.polls.polling import Browser, draft, ids_of, path_of, polled, tally
from tests.world import World


@pytest.mark.parametrize(
    ("language", "ask", "maybe"),
    [
        ("en", "asks when you could come.", "If need be"),
        ("es", "pregunta cuándo podrías venir.", "Si hace falta"),
        ("ar", "متى يمكنك الحضور", "عند الضرورة"),
    ],
)
async def test_it_works_without_scripts_in_three_languages(
    world: World, language: str, ask: str, maybe: str
) -> None:
    event = await draft(world)
    poll = await polled(event)
    guest = Browser(world, language)

    page = await guest.open(path_of(poll))
    done = await guest.answer(path_of(poll), {ids_of(poll)[0]: "yes"}, page, name="Leo")
    after = await guest.open(done.headers["location"])

    assert "<script" not in page
    assert ask in page
    assert maybe in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert done.status_code == 303
    assert 'value="yes" checked' in after
    assert not re.search(r"Thank you" if language != "en" else r"Gracias", after)


async def test_whoever_answers_again_changes_their_answer(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    first, second, _ = ids_of(poll)
    leo = Browser(world)
    page = await leo.open(path_of(poll))
    await leo.answer(path_of(poll), {first: "yes"}, page, name="Leo", email="leo@example.com")
    await leo.answer(path_of(poll), {first: "yes"}, page, name="Leo")  # a double click
    own = re.search(r"/p/\w+\?answer=[\w-]+", await leo.open(path_of(poll)))

    phone = Browser(world)
    assert own is not None
    led = await phone.ask("GET", own[0])
    assert led.headers["location"] == path_of(poll)
    await phone.answer(path_of(poll), {first: "no", second: "yes"}, name="Leo Paz")
    await Browser(world).answer(path_of(poll), {first: "yes"}, name="Leo")  # somebody else

    rows = (await event.host.get(f"{event.path}/poll/answers"))["items"]
    assert [(row["name"], row["choices"]) for row in rows] == [
        ("Leo Paz", {first: "no", second: "yes"}),
        ("Leo", {first: "yes"}),
    ]


async def test_a_party_answers_on_its_own_page_without_saying_who_it_is(world: World) -> None:
    event = await draft(world)
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths")
    path = f"/r/{party.code}"
    guest = Browser(world)
    assert "/poll" not in await guest.open(path)
    poll = await polled(event)
    first, second, _ = ids_of(poll)

    assert f'href="{path}/poll' in await guest.open(path)
    page = await guest.open(f"{path}/poll")
    assert 'name="name"' not in page
    done = await guest.answer(f"{path}/poll", {first: "if_need_be"}, page)
    await guest.answer(f"{path}/poll", {second: "yes"})

    assert done.headers["location"] == f"{path}/poll?done"
    [row] = (await event.host.get(f"{event.path}/poll/answers"))["items"]
    assert (row["name"], row["invitation_id"]) == ("The Smiths", party.id)
    assert row["choices"] == {first: "if_need_be", second: "yes"}
    assert "Answer the dates that were added" in await guest.open(path)
    body = {"option_id": first, "version": poll["version"]}
    await event.host.post(f"{event.path}/poll/close", body)
    late = await guest.answer(f"{path}/poll", {first: "no"}, page)
    assert late.status_code == 409
    assert "The date is fixed: " in late.text
    replies = await party.bearer.get(party.rsvp)
    assert {one["status"] for one in replies["guests"]} == {"pending"}  # it was no reply


async def test_names_are_shown_only_where_the_host_says_so(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    await Browser(world).answer(path_of(poll), {ids_of(poll)[0]: "yes"}, name="Leo Paz")

    assert "Leo Paz" not in await Browser(world).open(path_of(poll))
    body = {"names_shown": True, "version": poll["version"]}
    await event.host.patch(f"{event.path}/poll", body)

    page = await Browser(world).open(path_of(poll))
    assert "Leo Paz" in page
    assert "Everybody who opens this poll sees your name" in page


async def test_a_form_that_cant_be_kept_comes_back_with_what_was_typed(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    first, *_ = ids_of(poll)
    path = path_of(poll)

    for choices, typed, said in (
        ({first: "yes"}, {"name": ""}, "aria-invalid"),
        ({first: "yes"}, {"name": "x" * 81}, "x" * 81),
        ({first: "yes"}, {"name": "Leo", "email": "leo@"}, "leo@"),
        ({}, {"name": "Leo Paz"}, "Choose an answer for at least one date."),
        ({first: "perhaps"}, {"name": "Leo Paz"}, "Leo Paz"),
        ({first: "yes"}, {"name": "Leo\x00"}, "Leo"),
    ):
        answer = await Browser(world).answer(path, choices, **typed)
        assert answer.status_code == 422, (choices, typed)
        assert said in answer.text
        assert ('value="yes" checked' in answer.text) == (choices.get(first) == "yes")
    foreign = await Browser(world).ask("POST", path, data={f"option-{first}": "yes", "name": "Leo"})
    assert foreign.status_code == 403
    assert await tally(event.host, event) == [(0, 0, 0, False)] * 3


async def test_a_poll_takes_so_many_answers_and_no_more(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    first, *_ = ids_of(poll)
    leo = Browser(world)
    await leo.answer(path_of(poll), {first: "yes"}, name="Leo")
    filled = """
INSERT INTO date_poll_answers (id, organization_id, event_id, poll_id, secret_hash, name, locale)
SELECT gen_random_uuid(), organization_id, event_id, id, sha256(n::text::bytea), 'Guest', 'en'
FROM date_polls, generate_series(1, 1999) n WHERE event_id = $1
"""
    await world.sql(filled, event.id)

    answer = await Browser(world).answer(path_of(poll), {first: "yes"}, name="One too many")
    assert answer.status_code == 409
    assert "2000 answers at the most" in answer.text
    assert "One too many" in answer.text
    assert (await leo.answer(path_of(poll), {first: "no"}, name="Leo")).status_code == 303


async def test_unknown_codes_are_counted_and_polls_of_deleted_events_are_gone(
    world: World,
) -> None:
    event = await draft(world)
    path = path_of(await polled(event))
    async with world.limited() as process:
        for _ in range(20):
            assert (await process.http.get("/p/ABCDEFGH")).status_code == 404
        assert (await process.http.get("/p/ABCDEFGH")).status_code == 429

    await event.host.delete(event.path)
    assert (await Browser(world).ask("GET", path)).status_code == 404


async def test_the_chosen_date_goes_into_calendars(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    path = path_of(poll)
    assert (await Browser(world).ask("GET", f"{path}/event.ics")).status_code == 404
    body = {"option_id": ids_of(poll)[1], "version": poll["version"]}
    await event.host.post(f"{event.path}/poll/close", body)

    page = await Browser(world).open(path)
    file = await Browser(world).ask("GET", f"{path}/event.ics")
    google = await Browser(world).ask("GET", f"{path}/calendar/google")

    assert f'href="{path}/event.ics"' in page
    assert "DTSTART:20310503T170000Z" in file.text
    assert "dates=20310503T170000Z" in google.headers["location"]
