"""What an address book knows of people: where they live, who is a child, how to reach them."""

import pytest

from tests.world import Person, World

ADDRESS = {"lines": ["Calle Mayor 1", "2º B"], "postal_code": "28013", "city": "Madrid"}


@pytest.fixture
async def host(world: World) -> Person:
    return await world.organizer()


async def test_an_address_is_kept_as_written_without_what_is_empty(host: Person) -> None:
    made = await host.post(
        "/api/guests", {"name": "Ana Ruiz", "address": {**ADDRESS, "region": " "}}
    )

    assert made["address"] == ADDRESS
    changed = await host.patch(f"/api/guests/{made['id']}", {"address": {}, "is_child": True})
    assert (changed["address"], changed["is_child"]) == ({}, True)


async def test_further_contacts_are_replaced_and_numbers_read(host: Person) -> None:
    made = await host.post(
        "/api/guests",
        {
            "name": "Ana Ruiz",
            "email": "ana@example.com",
            "contacts": [
                {"kind": "phone", "value": "+34 600 111 222"},
                {"kind": "whatsapp", "value": "+34600111222", "preferred": True},
                {"kind": "email", "value": "ana@work.example"},
                {"kind": "email", "value": "ana@example.com"},
            ],
        },
    )

    kept = {(one["kind"], one["value"]) for one in made["contacts"]}
    assert kept == {
        ("phone", "+34600111222"), ("whatsapp", "+34600111222"), ("email", "ana@work.example"),
    }  # fmt: skip
    changed = await host.patch(f"/api/guests/{made['id']}", {"contacts": []})
    assert changed["contacts"] == []


async def test_a_preferred_address_changes_places_with_the_own_one(host: Person) -> None:
    made = await host.post("/api/guests", {"name": "Ana Ruiz", "email": "ana@example.com"})

    preferred = [{"kind": "email", "value": "ana@work.example", "preferred": True}]
    changed = await host.patch(f"/api/guests/{made['id']}", {"contacts": preferred})

    assert changed["email"] == "ana@work.example"
    assert [one["value"] for one in changed["contacts"]] == ["ana@example.com"]
    found = await host.get("/api/guests", q="work.example")
    assert [row["id"] for row in found["items"]] == [made["id"]]


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ({"kind": "email", "value": "ana at work"}, "mail"),
        ({"kind": "phone", "value": "600 11"}, "phone"),
        ({"kind": "pigeon", "value": "coo"}, "email"),
    ],
)
async def test_a_contact_that_cannot_be_read_is_refused(
    host: Person, contact: dict[str, str], words: str
) -> None:
    problem = await host.refused(
        422, "POST", "/api/guests", {"name": "Ana Ruiz", "contacts": [contact]}
    )

    [error] = problem["errors"]
    assert error["pointer"].startswith("/contacts/0")
    assert words in error["detail"].lower()
