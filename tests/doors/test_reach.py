"""Whoever edits one event sees and changes its people, and nobody else of the organization's book."""

from typing import Any

import pytest

from tests.world import Happening, Person, World

SECRET = "Zqsecret"


class Book:
    """An organization with a guest on another event, and an editor of one event only."""

    def __init__(self, event: Happening, editor: Person, guest: dict[str, Any]) -> None:
        self.event, self.editor, self.guest = event, editor, guest

    async def guest_now(self) -> Any:
        row = await self.event.host.get(f"/api/guests/{self.guest['id']}")
        return {
            name: row[name] for name in ("name", "phone", "company", "notes", "tags", "version")
        }

    async def load(self, content: str, **fields: Any) -> Any:
        """What an import by the editor says; its preview says as little."""
        files = {"file": ("guests.csv", content.encode())}
        path = f"{self.event.path}/guests/import"
        seen = await self.editor.post(f"{path}?dry_run=true", files=files, data=fields)
        made = await self.editor.post(path, files=files, data=fields)
        assert seen["updated"] == made["updated"]
        assert SECRET not in str((seen, made))
        return made


@pytest.fixture
async def book(world: World) -> Book:
    host = await world.organizer()
    event, other = await host.event(), await host.event(title="Another")
    editor = await world.organizer("Bo Lee")
    invited = {"user_id": editor.id, "role": "editor"}
    await host.post(f"{event.path}/invite-member", invited)
    person = {
        "name": f"Jo {SECRET}",
        "email": f"{editor.id}@example.org",
        "phone": "+34600000001",
        "company": SECRET,
        "notes": SECRET,
    }
    guest = await host.post("/api/guests", person)
    await host.post(f"{other.path}/invitations", {"guests": [{"guest_id": guest["id"]}]})
    return Book(event, editor, guest)


@pytest.mark.parametrize("policy", ["update", "merge"])
async def test_import_changes_nobody_out_of_reach(book: Book, policy: str) -> None:
    before = await book.guest_now()
    content = (
        f"Name,Email,Phone,Company,Notes\nJo {SECRET},{book.guest['email']},+34699999999,New,New"
    )

    files = {"file": ("guests.csv", content.encode())}
    path = f"{book.event.path}/guests/import"
    made = await book.editor.post(path, files=files, data={"on_duplicate": policy})

    # put on the list, and left as they are
    assert (made["created"], made["updated"], made["errors"]) == (1, 0, [])
    assert await book.guest_now() == before
    contacts = (await book.event.host.get(f"/api/guests/{book.guest['id']}")).get("contacts", [])
    assert "+34699999999" not in str(contacts)


@pytest.mark.parametrize("chosen", ["[]", "[2]"])
async def test_import_tells_no_name_of_whoever_has_the_address(book: Book, chosen: str) -> None:
    """Even if somebody says that they are the same person."""
    before = await book.guest_now()
    content = f"Name,Email\nMax Mustermann,{book.guest['email']}"

    made = await book.load(content, on_duplicate="update", same_person=chosen)

    assert (made["created"], made["shared_addresses"]) == (1, [])
    assert "address book" in made["warnings"][0]["reason"]
    names = [one["name"] for one in (await book.editor.get(f"{book.event.path}/guests"))["items"]]
    assert names == ["Max Mustermann"]
    assert await book.guest_now() == before


async def test_guest_out_of_reach_is_unknown_by_id(book: Book) -> None:
    named = {"guests": [{"guest_id": book.guest["id"]}]}

    refused = await book.editor.refused(422, "POST", f"{book.event.path}/invitations", named)
    party = await book.event.party("Al Smith")
    await book.editor.refused(422, "POST", f"{party.path}/guests", named)

    assert SECRET not in str(refused)


async def test_people_of_an_event_one_edits_are_in_reach(book: Book) -> None:
    """Also by another of one's events; and the organization's owner reaches everybody."""
    host = book.event.host
    mine = await host.event(title="Mine too")
    invited = {"user_id": book.editor.id, "role": "viewer", "permissions": ["manage_attendees"]}
    await host.post(f"{mine.path}/invite-member", invited)
    party = await mine.party("Eva Lind")
    eva = party.made["guests"][0]["guest_id"]

    await book.editor.post(f"{book.event.path}/invitations", {"guests": [{"guest_id": eva}]})
    named = {"guests": [{"guest_id": book.guest["id"]}]}
    await host.post(f"{book.event.path}/invitations", named)


async def test_merge_reaches_only_people_of_ones_events(book: Book) -> None:
    party = await book.event.party("Jo Double")
    mine = party.made["guests"][0]["guest_id"]

    for keep, remove in ((mine, book.guest["id"]), (book.guest["id"], mine)):
        both = {"keep": keep, "remove": remove}
        refused = await book.editor.refused(403, "POST", "/api/guests/merge", both)
        assert SECRET not in str(refused)
    alike = await book.editor.get(f"{book.event.path}/guests/duplicates")

    assert SECRET not in str(alike)
