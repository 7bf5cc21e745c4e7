"""A request may say that this server is called anything. It never appears in what others read."""

import pytest

from tests.world import Happening, World

FOREIGN = "foreign.example"
HEADERS = [
    {"host": FOREIGN},
    {"x-forwarded-host": FOREIGN, "x-forwarded-proto": "https", "forwarded": f"host={FOREIGN}"},
    {"host": FOREIGN, "x-forwarded-host": FOREIGN},
]


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event()


@pytest.mark.parametrize("headers", HEADERS)
@pytest.mark.parametrize("path", ["/api/events/", "/api/me/", "/api//me/", "/r/nobody/"])
async def test_redirect_without_the_slash_names_no_host(
    event: Happening, path: str, headers: dict[str, str]
) -> None:
    answer = await event.host.ask("GET", path, headers=headers)

    assert FOREIGN not in str(answer.headers) + answer.text
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")


async def test_address_with_a_slash_is_still_found(event: Happening) -> None:
    answer = await event.host.ask("GET", "/api/me/", headers={"host": FOREIGN})

    assert (answer.status_code, answer.headers["location"]) == (307, "/api/me")


@pytest.mark.parametrize(
    "path", ["//foreign.example/", "///foreign.example/api/", "/\\foreign.example/"]
)
async def test_path_that_looks_like_a_host_leads_nowhere(event: Happening, path: str) -> None:
    answer = await event.host.ask("GET", f"/api/..{path}")

    assert not answer.headers.get("location", "/").startswith(("//", "http"))


@pytest.mark.parametrize("headers", HEADERS)
async def test_links_in_pages_and_mail_name_no_foreign_host(
    event: Happening, headers: dict[str, str]
) -> None:
    party = await event.party(guests=[{"name": "Ana Ruiz", "email": "ana@example.com"}])
    host, code = event.host, party.code
    asked = [
        ("POST", f"/api/invitations/{party.id}/send", {}),
        ("GET", f"/api/invitations/{party.id}", None),
        ("POST", f"{event.path}/devices", {"name": f"Door {len(str(headers))}"}),
        ("GET", f"/api/rsvp/{code}", None),
        ("GET", f"/r/{code}", None),
        ("GET", f"/r/{code}/calendar.ics", None),
        ("GET", f"/r/{code.upper()}", None),
        ("GET", "/api/openapi.json", None),
        ("GET", "/api/docs", None),
        ("GET", "/", None),
    ]

    for verb, path, body in asked:
        answer = await host.ask(verb, path, body, headers=headers)
        assert answer.status_code < 500, path
        assert FOREIGN not in str(answer.headers) + answer.text, path

    # mail is written from these rows, by a process that saw no request
    rows = await host.world.sql("SELECT * FROM activity_log WHERE event_id = $1", event.id)
    assert "invitation_sent" in str(rows)
    assert FOREIGN not in str(rows)
