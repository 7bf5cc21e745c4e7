"""The address book with everybody's events: who sees whom, and people put on an event's list."""

from typing import Any

import pytest

from tests.world import Happening, Person, World


class Book:
    """An organization with two events, an editor of the first one, and a guest on each list."""

    def __init__(self, first: Happening, second: Happening, editor: Person) -> None:
        self.first, self.second, self.editor = first, second, editor
        self.host = first.host
        self.ids: dict[str, str] = {}

    @property
    def organization(self) -> dict[str, str]:
        return {"organization_id": self.ids["organization"]}

    async def names(self, who: Person, **more: Any) -> list[str]:
        found = await who.get("/api/guests", **self.organization, **more)
        return [one["name"] for one in found["items"]]


@pytest.fixture
async def book(world: World) -> Book:
    host = await world.organizer()
    first, second = await host.event(title="Wedding"), await host.event(title="Dinner")
    editor = await world.organizer("Bo Lee")
    await host.post(f"{first.path}/invite-member", {"user_id": editor.id, "role": "editor"})
    book = Book(first, second, editor)
    for name, event in (("Jo Smith", first), ("Max Muster", second)):
        guest = await host.post("/api/guests", {"name": name, "notes": "Secret", "tags": ["vip"]})
        book.ids[name], book.ids["organization"] = guest["id"], guest["organization_id"]
        await host.post(f"{event.path}/invitations", {"guests": [{"guest_id": guest["id"]}]})
    return book


async def test_everybody_is_shown_with_their_events_and_answers(book: Book) -> None:
    [attendee] = (await book.host.get(f"{book.first.path}/guests"))["items"]
    await book.host.patch(f"{book.first.path}/guests/{attendee['id']}", {"status": "confirmed"})

    jo = (await book.host.get("/api/guests", q="smith"))["items"][0]

    assert [(one["title"], one["status"]) for one in jo["events"]] == [("Wedding", "going")]
    assert jo["event_count"] == 1
    assert (await book.host.get(f"/api/guests/{jo['id']}"))["events"] == jo["events"]


async def test_book_is_sorted_and_paged_by_name_or_time_of_entry(book: Book) -> None:
    assert await book.names(book.host) == ["Max Muster", "Jo Smith"]
    assert await book.names(book.host, sort="-added") == ["Max Muster", "Jo Smith"]
    assert await book.names(book.host, sort="added") == ["Jo Smith", "Max Muster"]
    page = await book.host.get("/api/guests", sort="-name", limit=1, tag="vip")
    rest = await book.host.get("/api/guests", sort="-name", tag="vip", cursor=page["next_cursor"])

    assert [one["name"] for one in page["items"] + rest["items"]] == ["Jo Smith", "Max Muster"]


async def test_editor_of_an_event_sees_only_its_people_without_the_books_notes(book: Book) -> None:
    found = await book.editor.get("/api/guests", **book.organization)
    by_text = [await book.names(book.editor, q=text) for text in ("smith", "muster")]
    [jo] = found["items"]

    assert (jo["name"], jo["notes"]) == ("Jo Smith", "")
    assert by_text == [["Jo Smith"], []]
    await book.editor.refused(404, "GET", f"/api/guests/{book.ids['Max Muster']}")
    await book.editor.refused(404, "PATCH", f"/api/guests/{book.ids['Max Muster']}", {"name": "A"})


async def test_editor_of_an_event_sees_no_event_of_others(book: Book) -> None:
    jo = book.ids["Jo Smith"]
    await book.host.post(f"{book.second.path}/guests/from-book", {"guest_ids": [jo]})

    seen = await book.editor.get(f"/api/guests/{jo}")

    assert [one["title"] for one in seen["events"]] == ["Wedding"]
    assert (seen["event_count"], len((await book.host.get(f"/api/guests/{jo}"))["events"])) == (
        1,
        2,
    )


async def test_editor_of_an_event_changes_its_people_but_removes_nobody(book: Book) -> None:
    path = f"/api/guests/{book.ids['Jo Smith']}"

    changed = await book.editor.patch(path, {"company": "Finca"})
    await book.editor.refused(403, "PATCH", path, {"notes": "Mine"})
    await book.editor.refused(403, "DELETE", path)
    await book.editor.refused(403, "POST", "/api/guests", {"name": "New", **book.organization})

    assert changed["company"] == "Finca"
    assert (await book.host.get(path))["notes"] == "Secret"


async def test_viewer_of_an_event_sees_no_address_book(world: World, book: Book) -> None:
    viewer = await world.organizer("Vi Lee")
    invited = {"user_id": viewer.id, "role": "viewer"}
    await book.host.post(f"{book.first.path}/invite-member", invited)

    found = await viewer.ask("GET", "/api/guests", params=book.organization)
    assert found.status_code == 403


async def test_another_organization_sees_nothing(world: World, book: Book) -> None:
    other = await world.organizer("Ot Her")
    event = await other.event()
    jo = book.ids["Jo Smith"]

    assert (await other.ask("GET", "/api/guests", params=book.organization)).status_code == 404
    await other.refused(404, "GET", f"/api/guests/{jo}")
    await other.refused(422, "POST", f"{event.path}/guests/from-book", {"guest_ids": [jo]})


async def test_selection_is_put_on_an_event_counted_and_taken_off_again(book: Book) -> None:
    both = {"guest_ids": [book.ids["Jo Smith"], book.ids["Max Muster"]]}

    done = await book.host.post(f"{book.second.path}/guests/from-book", both)
    listed = (await book.host.get(f"{book.second.path}/guests"))["items"]
    undo = f"{book.second.path}/guests/from-book/{done['batch_id']}/undo"
    await book.host.refused(404, "POST", undo.replace(book.second.path, book.first.path))
    undone = await book.host.post(undo)
    left = (await book.host.get(f"{book.second.path}/guests"))["items"]
    invitations = (await book.host.get(f"{book.second.path}/invitations"))["items"]

    assert (done["added"], done["already"]) == (1, 1)
    assert sorted(one["name"] for one in listed) == ["Jo Smith", "Max Muster"]
    assert undone == {"undone": 1, "kept": 0}
    assert [one["name"] for one in left] == ["Max Muster"]
    assert len(invitations) == 1
    await book.host.refused(404, "POST", undo)


async def test_whoever_answered_since_stays_on_the_list(book: Book) -> None:
    chosen = {"guest_ids": [book.ids["Jo Smith"]]}
    done = await book.host.post(f"{book.second.path}/guests/from-book", chosen)
    path = f"{book.second.path}/guests/{book.ids['Jo Smith']}"
    await book.host.patch(path, {"status": "confirmed"})

    undone = await book.host.post(f"{book.second.path}/guests/from-book/{done['batch_id']}/undo")

    assert undone == {"undone": 0, "kept": 1}
    assert (await book.host.get(path))["status"] == "confirmed"


async def test_editor_puts_nobody_out_of_reach_on_a_list(book: Book) -> None:
    chosen = {"guest_ids": [book.ids["Jo Smith"], book.ids["Max Muster"]]}

    problem = await book.editor.refused(422, "POST", f"{book.first.path}/guests/from-book", chosen)

    assert "/guest_ids/1" in str(problem)
    assert len((await book.host.get(f"{book.first.path}/guests"))["items"]) == 1
