"""The plan as a document: people kept by label, versions, files of other programs, bad files."""

import io
import json
import math
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.listening import ear
from tests.support import until
from tests.world import Happening, World

INPUTS = Path(__file__).parents[1] / "data" / "inputs"


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


def path_of(event: Happening) -> str:
    return f"{event.path}/seating-plan"


def row(label: str, count: int, **values: Any) -> list[dict[str, Any]]:
    """A row's seats: `A1` …, with guids."""
    return [
        {
            "seat_number": f"{label}{n}", "guid": f"g-{label}{n}", "line": f"row-{label}",
            "number": str(n), "row": label, "x": n * 60.0, "y": 0.0, **values,
        }
        for n in range(1, count + 1)
    ]  # fmt: skip


def plan(*seats: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A small plan with two rows drawn."""
    return {
        "name": "Hall",
        "size": {"width": 1000, "height": 800},
        "zones": [{"id": "stalls", "name": "Stalls", "x": 10, "y": 20}],
        "rows": [
            {"id": "row-A", "zone": "stalls", "label": "A", "bend": 30, "direction": "odd_even"},
            {"id": "row-B", "zone": "stalls", "label": "B", "gaps": [{"after": 2, "width": 90}]},
        ],
        "areas": [{"id": "stage", "kind": "stage", "label": "Stage", "x": 0, "y": -300, "w": 400}],
        "seats": list(seats),
        **values,
    }


async def test_document_comes_back_as_it_was_saved(event: Happening) -> None:
    sent = plan(*row("A", 3, companion=True), *row("B", 2, blocked=True, blocked_reason="Camera"))

    saved = await event.host.put(path_of(event), sent)
    read = await event.host.get(path_of(event))

    assert read == saved
    assert (read["format"], read["name"], read["size"]) == (
        "convite-plan/1", "Hall", {"width": 1000, "height": 800},
    )  # fmt: skip
    assert [one["direction"] for one in read["rows"]] == ["odd_even", "ltr"]
    assert read["rows"][1]["gaps"] == [{"after": 2, "width": 90}]
    assert [one["name"] for one in read["categories"]] == ["regular", "vip", "reserved"]
    assert read["seats"][0] == {
        "seat_number": "A1", "guid": "g-A1", "table_number": None, "row": "A", "line": "row-A",
        "number": "1", "category": "regular", "x": 60.0, "y": 0.0, "accessible": False,
        "companion": True, "blocked": False, "blocked_reason": None, "drawn": None,
    }  # fmt: skip
    again = await event.host.put(path_of(event), read)
    assert again["version"] == read["version"], "a save that changes nothing makes no version"


async def test_what_is_not_sent_stays(event: Happening) -> None:
    await event.host.put(path_of(event), plan(*row("A", 3)))

    renamed = await event.host.patch(path_of(event), {"name": "Grand hall"})

    assert (renamed["name"], len(renamed["seats"]), len(renamed["rows"])) == ("Grand hall", 3, 2)
    assert renamed["areas"][0]["label"] == "Stage"


async def test_seats_added_one_by_one_are_in_the_document(event: Happening) -> None:
    await event.seats(2)
    body = {"seats": [{"seat_number": "T1 1", "table_number": "T1"}]}
    await event.host.post(f"{event.path}/seats", body)

    read = await event.host.get(path_of(event))

    assert [(one["seat_number"], one["line"]) for one in read["seats"]] == [
        ("A1", "r:A"), ("A2", "r:A"), ("T1 1", "t:T1"),
    ]  # fmt: skip
    assert [one["label"] for one in read["rows"]] == ["A"]
    assert [one["table_number"] for one in read["tables"]] == ["T1"]
    assert await event.host.put(path_of(event), read)


async def test_people_stay_by_their_label_and_then_by_their_guid(event: Happening) -> None:
    await event.host.put(path_of(event), plan(*row("A", 4)))
    seats = {one["seat_number"]: key for key, one in (await event.map()).items()}
    first, second = await event.party("Jo Smith"), await event.party("Al Kowal")
    await first.take(seats["A1"])
    await second.take(seats["A4"])
    # numbered from the other side: labels stay, guids swap; A4 is called Z9 from now on
    turned = row("A", 3)
    for seat, guid in zip(turned, ("g-A3", "g-A2", "g-A1"), strict=True):
        seat["guid"] = guid
    turned.append({"seat_number": "Z9", "guid": "g-A4", "x": 1, "y": 1})

    looked = await event.host.put(f"{path_of(event)}?dry_run=true", plan(*turned))
    before = await event.map()
    await event.host.put(path_of(event), plan(*turned))

    assert looked["losing"] == []
    assert looked["renamed"] == [{"seat_number": "Z9", "was": "A4", "name": "Al Kowal"}]
    assert {one["seat_number"] for one in before.values()} == {"A1", "A2", "A3", "A4"}
    sitting = {
        one["seat_number"]: one["guest"]["name"]
        for one in (await event.map()).values()
        if one["guest"]
    }
    assert sitting == {"A1": "Jo Smith", "Z9": "Al Kowal"}
    guids = {
        one["seat_number"]: one["guid"] for one in (await event.host.get(path_of(event)))["seats"]
    }
    assert guids == {"A1": "g-A3", "A2": "g-A2", "A3": "g-A1", "Z9": "g-A4"}


async def test_who_would_lose_a_seat_is_said_first(event: Happening) -> None:
    await event.host.put(path_of(event), plan(*row("A", 4)))
    seats = {one["seat_number"]: key for key, one in (await event.map()).items()}
    first, second, third = [await event.party(name) for name in ("Jo A", "Al B", "Mo C")]
    await first.take(seats["A1"])
    await second.take(seats["A2"])
    await event.hold(seats["A3"], who=third.bearer)
    fewer = row("A", 2)
    fewer[1] |= {"blocked": True, "blocked_reason": "Camera"}
    body = plan(fewer[1], *row("B", 1))

    looked = await event.host.put(f"{path_of(event)}?dry_run=true", body)
    refused = await event.host.refused(409, "PUT", path_of(event), body)
    unchanged = {one["seat_number"]: one["status"] for one in (await event.map()).values()}
    channels = (f"events/{event.id}/seats", f"invitations/{first.id}")
    async with ear(event.host, *channels) as live:
        await event.host.put(f"{path_of(event)}?confirm_losing=true", body)

        async def is_told() -> bool:
            return {"seat_freed", "list_changed"} <= {m["action"] for m in live.heard}

        await until(is_told)
        told = [m for m in live.heard if m["action"] == "seat_freed"]

    losing = [(one["seat_number"], one["name"], one["reason"]) for one in looked["losing"]]
    assert losing == [("A1", "Jo A", "removed"), ("A2", "Al B", "blocked"), ("A3", "", "held")]
    assert (looked["added"], looked["changed"], looked["removed"]) == (1, 1, 3)
    assert refused["type"] == "/problems/seat-taken"
    assert refused["losing"] == looked["losing"]
    assert "Jo A (A1)" in refused["detail"]
    assert unchanged == {"A1": "assigned", "A2": "assigned", "A3": "held", "A4": "free"}
    assert {m["seat_number"] for m in told} == {"A1", "A2", "A3"}
    assert any(m["channel"] == f"invitations/{first.id}" for m in told)
    assert [guest["seat_id"] for guest in (await first.row())["guests"]] == [None]


async def test_stale_save_is_refused(event: Happening) -> None:
    version = (await event.host.put(path_of(event), plan(*row("A", 2))))["version"]
    await event.host.put(path_of(event), plan(*row("A", 3), version=version))

    body = plan(*row("A", 4), version=version)
    problem = await event.host.refused(409, "PUT", path_of(event), body)
    del body["version"]
    header = {"headers": {"if-match": f'"{version}"'}}
    by_header = await event.host.refused(409, "PUT", path_of(event), body, **header)

    assert problem["type"] == by_header["type"] == "/problems/stale-version"
    assert problem["current"]["version"] == version + 1


async def test_first_save_is_made_from_version_nothing(event: Happening) -> None:
    empty = await event.host.get(path_of(event))

    saved = await event.host.put(
        path_of(event), {**empty, "name": "Hall", "seats": row("A", 1, line=None)}
    )

    assert (empty["version"], empty["seats"], len(empty["categories"])) == (0, [], 3)
    assert len(saved["seats"]) == 1


async def test_versions_are_kept_and_restored(event: Happening) -> None:
    await event.seats(2)
    versions = f"{path_of(event)}/versions"
    short = {"headers": {"prefer": "return=minimal"}}
    for count in (3, 4, 5):  # one piece of work
        await event.host.good("PUT", path_of(event), plan(*row("A", count)), **short)
    kept = (await event.host.get(versions))["items"]
    table = "seat_number,x,y\r\nQ1,1,2\r\n"
    headers = {"content-type": "text/csv"}
    await event.host.good("PUT", path_of(event), content=table, headers=headers)

    listed = (await event.host.get(versions))["items"]
    oldest = await event.host.get(f"{versions}/{listed[-1]['version']}")
    restored = await event.host.post(f"{versions}/{listed[1]['version']}/restore")

    assert [(one["cause"], one["seats"], one["is_current"]) for one in kept] == [
        ("saved", 5, True), ("before", 2, False),
    ]  # fmt: skip
    assert kept[0]["author"] == "Ana Ruiz"
    assert [one["cause"] for one in listed] == ["imported", "saved", "before"]
    assert [one["seat_number"] for one in oldest["seats"]] == ["A1", "A2"]
    assert (restored["added"], restored["removed"]) == (5, 1)
    assert len(await event.map()) == 5
    assert (await event.host.get(versions))["items"][0]["cause"] == "restored"
    await event.host.refused(404, "POST", f"{versions}/999/restore")


async def test_copy_of_an_event_has_the_same_plan(event: Happening) -> None:
    drawn = await event.host.put(path_of(event), plan(*row("A", 3, companion=True)))

    copy = await event.host.post(f"{event.path}/duplicate")
    read = await event.host.get(f"/api/events/{copy['id']}/seating-plan")

    same = ("name", "size", "zones", "rows", "areas", "seats")
    assert {name: read[name] for name in same} == {name: drawn[name] for name in same}


PRETIX: dict[str, Any] = {
    "name": "Opera",
    "size": {"width": 640, "height": 480},
    "categories": [{"name": "Stalls", "color": "#7f4a91"}, {"name": "Box"}],
    "zones": [
        {
            "name": "Main", "zone_id": "ground-floor", "position": {"x": 12.5, "y": 40},
            "rows": [
                {
                    "row_number": "A", "row_number_position": "both", "position": {"x": 3.25, "y": 7},
                    "seat_label": "Seat %s",
                    "seats": [
                        {"seat_guid": "m-A-1", "seat_number": "1", "category": "Stalls",
                         "position": {"x": 0, "y": 0}, "start_direction": "<>", "radius": 12},
                        {"seat_guid": "m-A-2", "seat_number": "2", "category": "",
                         "position": {"x": 25.125, "y": 1.5}},
                    ],
                },
            ],
            "areas": [
                {"shape": "ellipse", "ellipse": {"radius": {"x": 40, "y": 20}}, "rotation": 30,
                 "color": "#eeeeee", "border_color": "gray", "position": {"x": 1, "y": 2},
                 "text": {"text": "Stage", "size": 20, "position": {"x": 0, "y": 4}}},
                {"shape": "polygon", "polygon": {"points": [{"x": 0, "y": 0}, {"x": 9, "y": 3}]}},
            ],
        },
        {
            "name": "Balcony", "position": {"x": 0, "y": 0},
            "rows": [{"row_number": "A", "seats": [
                {"seat_guid": "b-A-1", "seat_number": "1", "category": "Box",
                 "position": {"x": 100, "y": 100}}]}],
        },
    ],
}  # fmt: skip


async def test_pretix_plan_goes_in_and_out(event: Happening) -> None:
    await event.host.put(path_of(event), PRETIX)

    numbers = [one["seat_number"] for one in (await event.map()).values()]
    out = await event.host.get(path_of(event), format="pretix")
    again = await event.host.put(path_of(event), out)

    assert numbers == ["A1", "A2", "Balcony A1"]
    assert said_by(PRETIX, out) == []
    assert [one["seat_number"] for one in again["seats"]] == numbers


async def test_pretix_plan_with_copied_areas_is_taken(event: Happening) -> None:
    """Editors copy a table's outline with its id; both are drawn."""
    file = json.loads((INPUTS / "pretix-same-area-uuid.json").read_text())

    saved = await event.host.put(path_of(event), file)
    again = await event.host.put(path_of(event), await event.host.get(path_of(event)))

    assert [area["x"] for area in saved["areas"]] == [100, 200]
    assert len({area["id"] for area in saved["areas"]}) == 2
    assert [area["id"] for area in again["areas"]] == [area["id"] for area in saved["areas"]]
    assert len(saved["seats"]) == 4


def said_by(small: Any, large: Any, path: str = "") -> list[str]:
    """What `small` says and `large` doesn't."""
    if isinstance(small, dict):
        return [
            fault
            for key, value in small.items()
            if value is not None
            for fault in (
                said_by(value, large[key], f"{path}/{key}") if key in large else [f"{path}/{key}"]
            )
        ]
    if isinstance(small, list):
        if path.endswith("/categories"):
            large = [one for one in large if one["name"] in {c["name"] for c in small}]
        if len(small) != len(large):
            return [f"{path}: {len(small)} became {len(large)}"]
        return [
            fault
            for place, (one, other) in enumerate(zip(small, large, strict=True))
            for fault in said_by(one, other, f"{path}/{place}")
        ]
    return [] if small == large else [f"{path}: {small!r} became {large!r}"]


async def test_seats_go_out_as_a_table_and_come_back(event: Happening) -> None:
    seats = [*row("A", 2, accessible=True), *row("B", 2)]
    seats[3] |= {"blocked": True, "blocked_reason": "=HYPERLINK(1)"}
    before = await event.host.put(path_of(event), plan(*seats))

    answer = await event.host.ask("GET", f"{path_of(event)}?format=csv")
    headers = {"content-type": "text/csv"}
    after = await event.host.good("PUT", path_of(event), content=answer.content, headers=headers)

    lines = answer.text.lstrip("\ufeff").splitlines()
    assert lines[0].startswith("seat_number,zone,row,table,number,category,x,y,accessible")
    assert lines[1].startswith("A1,Stalls,A,,1,regular,60.0,0.0,yes,,")
    assert "'=HYPERLINK(1)" in lines[4]
    assert (after["seats"], after["rows"], after["areas"]) == (
        before["seats"], before["rows"], before["areas"],
    )  # fmt: skip


BAD: dict[str, tuple[Any, str]] = {
    "no plan": ({"type": "FeatureCollection"}, "/type"),
    "a list": ([], ""),
    "seat twice": (plan(*row("A", 2), *row("A", 1, guid="other")), "/seats/2/seat_number"),
    "guid twice": (plan(*row("A", 1), {"seat_number": "X", "guid": "g-A1"}), "/seats/1/guid"),
    "unknown category": (plan(*row("A", 2, category="gold")), "/seats/0/category"),
    "unknown row": (plan(*row("C", 1)), "/seats/0/line"),
    "unknown zone": (plan(rows=[{"id": "r", "zone": "attic"}]), "/rows/0/zone"),
    "id twice": (plan(rows=[{"id": "r"}, {"id": "r"}]), "/rows/1/id"),
    "far away": (plan(*row("A", 1, x=1e9)), "/seats/0/x"),
    "picture of nobody": (
        plan(background={"file_id": "0190b0a0-0000-7000-8000-000000000000"}), "/background/file_id",
    ),
    "pretix, guid twice": (
        {**PRETIX, "zones": [PRETIX["zones"][1], PRETIX["zones"][1]]},
        "/zones/1/rows/0/seats/0/seat_guid",
    ),
    "pretix, unknown field": ({**PRETIX, "zones": [{**PRETIX["zones"][1], "x": 1}]}, "/zones/0/x"),
    "pretix, unknown category": ({**PRETIX, "categories": []}, "/seats/0/category"),
    "colour with more in it": (
        plan(areas=[{"color": "red;} *{display:none"}]), "/areas/0/color",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_bad_plan_is_refused_by_its_place(event: Happening, name: str) -> None:
    body, pointer = BAD[name]
    await event.host.put(path_of(event), plan(*row("A", 1)))

    problem = await event.host.refused(422, "PUT", path_of(event), body)

    assert problem["errors"][0]["pointer"] == pointer
    assert len(await event.map()) == 1


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999"])
async def test_position_that_is_no_number_is_refused(event: Happening, value: str) -> None:
    content = '{"seats":[{"seat_number":"A1","y":0,"x":' + value + "}]}"

    problem = await event.host.refused(422, "PUT", path_of(event), content=content)

    assert problem["errors"][0]["pointer"] == "/seats/0/x"


@pytest.mark.parametrize(
    "content",
    [
        b'{"seats":[' + b"{}," * 10_000_000 + b"{}]}",
        b'{"zones":[{"rows":[' + b"[]," * 8_000_000 + b"[]]}]}",
        b'{"seats":[' + b"1," * 20_000_000 + b"1]}",
    ],
    ids=["objects", "lists", "numbers"],
)
async def test_ten_million_seats_are_refused_without_reading_them(
    event: Happening, content: bytes
) -> None:
    problem = await event.host.refused(422, "PUT", path_of(event), content=content)

    assert "100000 seats" in problem["detail"]


async def test_a_hundred_thousand_and_one_seats_are_refused(event: Happening) -> None:
    body = {"seats": [{"seat_number": str(n)} for n in range(100_001)]}

    problem = await event.host.refused(422, "PUT", path_of(event), body)

    assert problem["errors"][0]["pointer"] == "/seats"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"a,b\r\n1,2\r\n", "seat_number"),
        (b"seat_number,x\r\nA1,wide\r\n", "Line 2"),
        (b"seat_number,x\r\nA1,nan\r\n", "Line 2"),
        (b"seat_number,blocked\r\nA1,perhaps\r\n", "Line 2"),
        (b"seat_number\r\nA1\r\nA1\r\n", "twice"),
        (b'seat_number,row\r\n"A1,1\r\n', "quoting"),
        (b"\x00\x01\x02", "NUL"),
    ],
)
async def test_bad_table_is_refused_by_its_line(
    event: Happening, content: bytes, word: str
) -> None:
    headers = {"content-type": "text/csv"}

    problem = await event.host.refused(422, "PUT", path_of(event), content=content, headers=headers)

    assert word in problem["detail"]


def picture(width: int = 60, height: int = 40, kind: str = "PNG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), "teal").save(out, kind)
    return out.getvalue()


async def send(event: Happening, content: bytes, **form: Any) -> Any:
    data = {"purpose": "plan_background", "event_id": event.id, **form}
    return await event.host.ask(
        "POST", "/api/files", data=data, files={"file": ("plan.png", content)}
    )


async def test_background_is_made_anew_and_shown_to_those_who_see_seats(
    world: World, event: Happening
) -> None:
    party = await event.party("Jo Smith")
    noted = Image.new("RGB", (80, 50), "teal")
    exif = noted.getexif()
    exif[0x010E], exif[0x0112] = "where it was taken", 6
    out = io.BytesIO()
    noted.save(out, "JPEG", exif=exif)

    made = await send(event, out.getvalue())
    file = made.json()
    shown = await party.bearer.ask("GET", file["url"])
    await event.host.put(path_of(event), plan(background={"file_id": file["id"], "scale": 2}))
    drawn = (await event.geometry())["background"]

    assert made.status_code == 201, made.text
    assert (file["width"], file["height"], file["content_type"]) == (50, 80, "image/webp")
    assert shown.headers["content-type"] == "image/webp"
    assert b"where it was taken" not in shown.content
    assert (drawn["file_id"], drawn["scale"]) == (file["id"], 2)
    await (await world.organizer()).refused(404, "GET", file["url"])
    await world.nobody().refused(401, "GET", file["url"])


async def test_refused_file_name_leaves_nothing_on_the_disk(world: World, event: Happening) -> None:
    before = set(world.files.rglob("*"))
    parts = [
        f'name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {"purpose": "plan_background", "event_id": event.id}.items()
    ]
    parts.append(b'name="file"; filename="pl\x00an.png"\r\n\r\n' + picture())
    body = b"".join(b"--cut\r\nContent-Disposition: form-data; " + one + b"\r\n" for one in parts)

    refused = await event.host.ask(
        "POST",
        "/api/files",
        content=body + b"--cut--\r\n",
        headers={"content-type": "multipart/form-data; boundary=cut"},
    )

    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == "/file"
    assert set(world.files.rglob("*")) == before


def bomb() -> bytes:
    """A PNG that says it is 50,000 × 50,000, in some bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (50_000 // 8 + 1) * 2000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PICTURES = {
    "bomb": (bomb(), "pixels"),
    "svg": (SVG, "PNG, JPEG or WebP"),
    "svg called png": (b"\x89PNG" + SVG, "PNG, JPEG or WebP"),
    "gif": (picture(kind="GIF"), "PNG, JPEG or WebP"),
    "cut": (picture(400, 400)[:200], "damaged"),
    "nothing": (b"", "PNG, JPEG or WebP"),
    "html": (b"<html><script>alert(1)</script>", "PNG, JPEG or WebP"),
}


@pytest.mark.parametrize("name", PICTURES)
async def test_bad_picture_is_refused(event: Happening, name: str) -> None:
    content, word = PICTURES[name]

    answer = await send(event, content)

    assert answer.status_code == 422, answer.text
    assert word in answer.json()["detail"]


async def test_picture_for_another_purpose_or_event_is_refused(
    world: World, event: Happening
) -> None:
    theirs = await (await world.organizer()).event()

    assert (await send(event, picture(), purpose="malware")).status_code == 422
    assert (await send(event, picture(), event_id="x")).status_code == 422
    assert (await send(event, picture(), event_id=theirs.id)).status_code == 404
    other = await event.host.event()
    file = (await send(event, picture())).json()
    body = plan(background={"file_id": file["id"]})
    await event.host.refused(422, "PUT", path_of(other), body)


async def test_guests_read_the_plan_without_the_teams_words(event: Happening) -> None:
    await event.host.put(path_of(event), plan(*row("A", 1, blocked=True, blocked_reason="Press")))
    party = await event.party("Jo Smith")

    seen = await party.bearer.get(path_of(event))

    assert (seen["seats"][0]["blocked"], seen["seats"][0]["blocked_reason"]) == (True, None)
    await party.bearer.refused(403, "PUT", path_of(event), {"name": "Mine"})
    await party.bearer.refused(403, "GET", f"{path_of(event)}/versions")


async def test_sixty_thousand_seats_are_saved_in_a_few_seconds(event: Happening) -> None:
    """Added, all moved, then a thousand renumbered; figures are printed with -s."""
    import time

    def stadium(shift: float) -> dict[str, Any]:
        seats = [
            {
                "seat_number": f"{n // 200}-{n % 200}", "guid": f"g{n}", "x": n % 200 * 60.0 + shift,
                "y": n // 200 * 90.0, "line": f"l{n // 200}", "number": str(n % 200),
            }
            for n in range(60_000)
        ]  # fmt: skip
        rows = [{"id": f"l{n}", "label": str(n)} for n in range(300)]
        return {"name": "Stadium", "rows": rows, "seats": seats}

    took = {}
    for name, body in (("added", stadium(0)), ("moved", stadium(5)), ("same", stadium(5))):
        content = json.dumps(body)
        begun = time.perf_counter()
        answer = await event.host.good(
            "PUT", path_of(event), content=content, headers={"prefer": "return=minimal"}, timeout=60
        )
        took[name] = round(time.perf_counter() - begun, 2)
        assert answer[{"added": "added", "moved": "changed", "same": "seats"}[name]] == 60_000
    print("60,000 seats, seconds:", took)

    assert max(took.values()) < 15
    assert math.isclose((await event.geometry())["seats"][1][5], 65)
