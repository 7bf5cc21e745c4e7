"""Answers that are files: attached by the party, kept to it, read by whoever sees answers."""

import io
from typing import Any

import pytest
from PIL import Image

from convite.doors.attachments.actions import UNUSED
from tests.world import Happening, Party, World

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def ask(event: Happening, **more: Any) -> str:
    body = {"label": "Your allergy pass", "kind": "file", **more}
    return str((await event.host.post(f"{event.path}/questions", body))["id"])


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRET CAMERA"
    Image.new("RGB", (40, 30), "tomato").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def attach(party: Party, name: str, content: bytes) -> Any:
    answer = await party.bearer.ask("POST", f"{party.rsvp}/files", files={"file": (name, content)})
    assert answer.status_code == 201, answer.text
    return answer.json()


def saying(party: Party, question: str, answer: Any) -> Any:
    guest = {"id": party.guests[0], "status": "accepted", "answers": {question: answer}}
    return {"guests": [guest]}


async def test_file_is_attached_answered_and_read_by_the_team(event: Happening) -> None:
    question = await ask(event, required=True)
    party = await event.party("Ana Ruiz")

    open_ = await party.bearer.refused(422, "PUT", party.rsvp, saying(party, question, None))
    made = await attach(party, "my pass.pdf", PDF)
    shown = await party.bearer.put(party.rsvp, saying(party, question, made["id"]))
    read = await event.host.ask("GET", f"/api/attachments/{made['id']}")
    own = await party.bearer.ask("GET", f"{party.rsvp}/files/{made['id']}")

    assert open_["errors"][0]["pointer"] == f"/guests/0/answers/{question}"
    assert shown["guests"][0]["answers"] == {question: made["id"]}
    assert (read.content, own.content, made["name"]) == (PDF, PDF, "my pass.pdf")
    assert read.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in read.headers["content-security-policy"]


async def test_picture_is_stored_without_what_the_camera_wrote(event: Happening) -> None:
    await ask(event)
    party = await event.party("Ana Ruiz")

    made = await attach(party, "IMG 1.JPG", picture())
    stored = (await party.bearer.ask("GET", f"{party.rsvp}/files/{made['id']}")).content

    assert (made["name"], made["content_type"]) == ("IMG 1.webp", "image/webp")
    assert b"SECRET CAMERA" not in stored


@pytest.mark.parametrize(
    "content", [b"<svg onload='alert(1)'/>", b"MZ\x90\x00", b"", b"%PDF-" + b"x" * (10 << 20)]
)
async def test_anything_else_is_refused(event: Happening, content: bytes) -> None:
    party = await event.party("Ana Ruiz")

    answer = await party.bearer.ask(
        "POST", f"{party.rsvp}/files", files={"file": ("pass.pdf", content)}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/file"


async def test_file_of_another_party_is_no_answer_and_not_shown(
    world: World, event: Happening
) -> None:
    question = await ask(event)
    jo, al = await event.party("Jo Smith"), await event.party("Al Lee")
    viewer, stranger = await world.organizer(), await world.organizer()
    made = await attach(jo, "pass.pdf", PDF)

    refused = await al.bearer.refused(422, "PUT", al.rsvp, saying(al, question, made["id"]))
    await al.bearer.refused(404, "GET", f"{al.rsvp}/files/{made['id']}")
    await stranger.refused(404, "GET", f"/api/attachments/{made['id']}")
    await event.host.post(f"{event.path}/invite-member", {"user_id": viewer.id, "role": "viewer"})
    seen = await viewer.ask("GET", f"/api/attachments/{made['id']}")

    assert refused["errors"][0]["pointer"] == f"/guests/0/answers/{question}"
    assert refused["errors"][0]["detail"] == "This file is gone. Attach it again."
    assert seen.status_code == 200


async def test_form_without_scripts_keeps_the_file_when_something_else_is_missing(
    world: World, event: Happening
) -> None:
    question = await ask(event, required=True)
    meal = await event.host.post(f"{event.path}/questions", {"label": "Meal", "required": True})
    party = await event.party("Ana Ruiz")
    guest = party.guests[0]
    form = {f"status-{guest}": "accepted"}
    file = {f"q-{guest}-{question}": ("pass.pdf", PDF, "application/pdf")}

    page = (await world.http.get(f"/r/{party.code}")).text
    refused = await world.http.post(f"/r/{party.code}", data=form, files=file)
    [kept] = await party.bearer.get(f"{party.rsvp}/files")
    again = {**form, f"q-{guest}-{question}": kept["id"], f"q-{guest}-{meal['id']}": "Fish"}
    done = await world.http.post(f"/r/{party.code}", data=again)
    shown = await party.bearer.get(party.rsvp)

    assert 'enctype="multipart/form-data"' in page
    assert (refused.status_code, "pass.pdf" in refused.text) == (422, True)
    assert f'value="{kept["id"]}"' in refused.text
    assert done.status_code == 303
    assert shown["guests"][0]["answers"][question] == kept["id"]


async def test_form_names_a_file_that_is_no_picture(world: World, event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    name = f"q-{party.guests[0]}-{question}"
    file = {name: ("pass.exe", b"MZ\x90\x00", "application/pdf")}
    form = {f"status-{party.guests[0]}": "accepted"}

    refused = await world.http.post(f"/r/{party.code}", data=form, files=file)

    assert (refused.status_code, f'id="{name}-error"' in refused.text) == (422, True)
    assert (await party.bearer.get(party.rsvp))["guests"][0]["status"] == "pending"


async def test_files_that_nobody_answers_with_are_removed_after_a_day(
    world: World, event: Happening
) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    used, left = await attach(party, "a.pdf", PDF), await attach(party, "b.pdf", PDF)
    await party.bearer.put(party.rsvp, saying(party, question, used["id"]))
    await world.sql("UPDATE attachments SET created_at = now() - interval '2 days'")

    removed = await world.sql(UNUSED, 50)
    files = await party.bearer.get(f"{party.rsvp}/files")

    assert len(removed) >= 1
    assert [one["id"] for one in files] == [used["id"]]
    assert left["id"] not in str(files)


async def submit(world: World, party: Party, form: dict[str, str], **more: Any) -> Any:
    guest = party.guests[0]
    return await world.http.post(
        f"/r/{party.code}", data={f"status-{guest}": "accepted", **form}, **more
    )


async def test_form_takes_a_file_away_again(world: World, event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    made = await attach(party, "pass.pdf", PDF)
    await party.bearer.put(party.rsvp, saying(party, question, made["id"]))
    name = f"q-{party.guests[0]}-{question}"

    page = (await world.http.get(f"/r/{party.code}?change")).text
    done = await submit(world, party, {name: made["id"], f"drop-{name}": made["id"]})

    assert f'name="drop-{name}" value="{made["id"]}"' in page
    assert done.status_code == 303
    assert (await party.bearer.get(party.rsvp))["guests"][0]["answers"] == {}


async def test_form_that_takes_a_file_away_and_attaches_another_keeps_the_other(
    world: World, event: Happening
) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    made = await attach(party, "old.pdf", PDF)
    await party.bearer.put(party.rsvp, saying(party, question, made["id"]))
    name = f"q-{party.guests[0]}-{question}"

    form = {name: made["id"], f"drop-{name}": made["id"]}
    await submit(world, party, form, files={name: ("new.pdf", PDF, "application/pdf")})

    answers = (await party.bearer.get(party.rsvp))["guests"][0]["answers"]
    files = {one["id"]: one["name"] for one in await party.bearer.get(f"{party.rsvp}/files")}
    assert files[answers[question]] == "new.pdf"


async def test_file_stays_away_when_the_form_is_sent_again(world: World, event: Happening) -> None:
    question = await ask(event)
    meal = await event.host.post(f"{event.path}/questions", {"label": "Meal", "required": True})
    party = await event.party("Ana Ruiz")
    made = await attach(party, "pass.pdf", PDF)
    guest = party.guests[0]
    name, meal_name = f"q-{guest}-{question}", f"q-{guest}-{meal['id']}"
    await event.host.patch(
        f"/api/attendees/{guest}", {"answers": {question: made["id"], meal["id"]: "x"}}
    )

    drop = {name: made["id"], f"drop-{name}": made["id"], meal_name: ""}
    refused = await submit(world, party, drop)
    await submit(world, party, {name: "", meal_name: "Fish"})

    assert refused.status_code == 422
    assert f'<input type="hidden" name="{name}" value="">' in refused.text
    assert (await party.bearer.get(party.rsvp))["guests"][0]["answers"] == {meal["id"]: "Fish"}


async def test_required_file_can_only_be_replaced(world: World, event: Happening) -> None:
    question = await ask(event, required=True)
    party = await event.party("Ana Ruiz")
    made = await attach(party, "pass.pdf", PDF)
    await party.bearer.put(party.rsvp, saying(party, question, made["id"]))
    name = f"q-{party.guests[0]}-{question}"

    page = (await world.http.get(f"/r/{party.code}?change")).text
    refused = await submit(world, party, {name: made["id"], f"drop-{name}": made["id"]})

    assert f"drop-{name}" not in page
    assert refused.status_code == 422
    answers = (await party.bearer.get(party.rsvp))["guests"][0]["answers"]
    assert answers == {question: made["id"]}


async def test_team_attaches_a_file_for_a_guest(world: World, event: Happening) -> None:
    question = await ask(event)
    party = await event.party("Ana Ruiz")
    guest = f"/api/attendees/{party.guests[0]}"
    editor, viewer = await world.organizer(), await world.organizer()
    for user, role in ((editor, "editor"), (viewer, "viewer")):
        await event.host.post(f"{event.path}/invite-member", {"user_id": user.id, "role": role})
    file = {"file": ("from the host.pdf", PDF)}

    refused = await viewer.ask("POST", f"{guest}/files", files=file)
    made = (await editor.ask("POST", f"{guest}/files", files=file)).json()
    await editor.patch(guest, {"answers": {question: made["id"]}})

    assert refused.status_code == 403
    assert (await party.bearer.get(party.rsvp))["guests"][0]["answers"] == {question: made["id"]}
    assert [one["name"] for one in await party.bearer.get(f"{party.rsvp}/files")] == [made["name"]]


async def test_file_goes_with_whoever_answers_with_it(world: World, event: Happening) -> None:
    question = await ask(event)
    smiths, lees = await event.party("Jo Smith", "Al Smith"), await event.party("Bo Lee")
    jo, al = [await attach(smiths, f"{name}.pdf", PDF) for name in ("jo", "al")]
    guests = [
        {"id": guest, "status": "accepted", "answers": {question: file["id"]}}
        for guest, file in zip(smiths.guests, (jo, al), strict=True)
    ]
    await smiths.bearer.put(smiths.rsvp, {"guests": guests})
    apart = {"ids": [smiths.guests[1]], "set": {"party": "own"}}

    split = await event.host.patch(f"{event.path}/guests", apart)
    moved = await event.host.get(f"/api/attendees/{smiths.guests[1]}")
    own = await event.host.get(f"/api/invitations/{moved['invitation_id']}")
    read = await world.nobody().ask("GET", f"/api/rsvp/{own['code']}/files/{al['id']}")
    await smiths.bearer.refused(404, "GET", f"{smiths.rsvp}/files/{al['id']}")
    kept = await smiths.bearer.get(f"{smiths.rsvp}/files")
    await event.host.post(f"/api/batches/{split['batch_id']}/undo")
    back = await smiths.bearer.get(f"{smiths.rsvp}/files")
    joining = {"invitation_id": lees.id}
    await event.host.patch(f"/api/attendees/{smiths.guests[1]}", joining)
    joined = await lees.bearer.get(f"{lees.rsvp}/files")

    assert read.content == PDF
    assert [one["id"] for one in kept] == [jo["id"]]
    assert {one["id"] for one in back} == {jo["id"], al["id"]}
    assert [one["id"] for one in joined] == [al["id"]]


async def test_file_that_somebody_else_answers_with_or_only_names_stays(event: Happening) -> None:
    whole = await ask(event, scope="party")
    text = await event.host.post(f"{event.path}/questions", {"label": "Text", "kind": "text"})
    smiths, lee = await event.party("Jo Smith", "Al Smith"), await event.party("Bo Lee")
    made = await attach(smiths, "pass.pdf", PDF)
    both = {
        "guests": [{"id": one, "status": "accepted"} for one in smiths.guests],
        "answers": {whole: made["id"]},
    }
    await smiths.bearer.put(smiths.rsvp, both)
    await lee.bearer.put(lee.rsvp, saying(lee, text["id"], made["id"]))

    for guest in (smiths.guests[1], lee.guests[0]):
        await event.host.patch(f"/api/attendees/{guest}", {"invitation_id": None})

    assert [one["id"] for one in await smiths.bearer.get(f"{smiths.rsvp}/files")] == [made["id"]]
