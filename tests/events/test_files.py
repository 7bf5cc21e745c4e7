"""Pictures: what is stored of what people upload, in which sizes, and who sees them."""

import io
import struct
import zlib
from typing import Any

import httpx2
import pytest
from PIL import Image, ImageCms

from convite.core.parts import FileAccess, Purpose
from convite.core.problems import Invalid
from convite.events.files.rules import kinds_of, reads_heic, reencode_image
from tests.world import Person, World

PURPOSE = Purpose(
    name="any",
    max_bytes=20 << 20,
    kinds=("PNG", "JPEG", "WebP", "HEIC"),
    access=FileAccess(upload="edit_event", download="see_seats"),
    widths=(320, 800, 1600),
)


def written(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def stored(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(reencode_image(content, PURPOSE).content))


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        reencode_image(content, PURPOSE)
    return str(refused.value)


def png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG that says to be so large."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one))
        for one in (chunk, data, b"IEND")
    )


def near(color: tuple[int, ...], wanted: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(color, wanted, strict=True))


@pytest.mark.unit
def test_a_picture_is_stored_in_every_width_that_is_less_than_its_own() -> None:
    picture = reencode_image(written(Image.new("RGB", (1000, 500), "red"), "PNG"), PURPOSE)

    sizes = {name: (one.width, one.height) for name, one in picture.variants.items()}
    assert sizes == {"320": (320, 160), "800": (800, 400)}
    assert (picture.width, picture.height) == (1000, 500)
    for one in picture.variants.values():
        with Image.open(io.BytesIO(one.content)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (one.width, one.height))


@pytest.mark.unit
def test_a_small_picture_has_no_copies() -> None:
    assert reencode_image(written(Image.new("RGB", (320, 10)), "JPEG"), PURPOSE).variants == {}


@pytest.mark.unit
def test_header_that_says_50000_by_50000_is_refused_before_it_is_decoded() -> None:
    assert (
        refusal(png_header(50_000, 50_000)) == "A picture may have 40 million pixels at the most."
    )
    assert refusal(png_header(8000, 8000)) == "A picture may have 40 million pixels at the most."


@pytest.mark.unit
def test_of_a_polyglot_only_pixels_are_stored() -> None:
    script = b"<script>alert(document.domain)</script>"
    image = Image.new("RGB", (40, 40), "green")
    for kind in ("PNG", "JPEG"):
        picture = reencode_image(written(image, kind) + script, PURPOSE)
        assert script not in picture.content
        assert near(
            stored(written(image, kind) + script).convert("RGB").getpixel((9, 9)), (0, 128, 0)
        )


@pytest.mark.unit
@pytest.mark.parametrize("content", [b"", b"\0\0\0\x18ftypheic", b"<svg/>", b"GIF89a", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_with_the_formats_that_are(content: bytes) -> None:
    assert refusal(content) in {
        "This isn't a PNG, JPEG, WebP or HEIC picture.",
        "The picture is damaged; save it again and retry.",
    }


@pytest.mark.unit
def test_empty_file_named_heic_is_no_picture() -> None:
    assert refusal(b"") == "This isn't a PNG, JPEG, WebP or HEIC picture."


@pytest.mark.unit
def test_heic_is_not_offered_without_its_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convite.events.files.rules.reads_heic", lambda: False)

    assert kinds_of(PURPOSE) == ["PNG", "JPEG", "WebP"]
    assert refusal(b"\0\0\0\x18ftypheic") == "This isn't a PNG, JPEG or WebP picture."


@pytest.mark.unit
def test_heic_is_read() -> None:
    assert reads_heic()

    found = stored(written(Image.new("RGB", (64, 48), (200, 30, 30)), "HEIF"))

    assert (found.format, found.size) == ("WEBP", (64, 48))
    assert near(found.convert("RGB").getpixel((20, 20)), (200, 30, 30))


@pytest.mark.unit
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF"])
def test_truncated_picture_is_damaged(kind: str) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    content = written(noise, kind)

    assert (
        refusal(content[: len(content) // 2]) == "The picture is damaged; save it again and retry."
    )


@pytest.mark.unit
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_stored(kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    content = written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)

    found = stored(content)

    assert not getattr(found, "is_animated", False)
    assert near(found.convert("RGB").getpixel((5, 5)), (255, 0, 0))


@pytest.mark.unit
def test_cmyk_comes_out_in_its_colors() -> None:
    found = stored(written(Image.new("CMYK", (30, 30), (0, 255, 255, 0)), "JPEG"))

    assert found.mode == "RGB"
    assert near(found.getpixel((9, 9)), (255, 0, 0))


@pytest.mark.unit
def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    grey = Image.new("I;16", (30, 30), 0x8080)

    assert near(stored(written(grey, "PNG")).convert("RGB").getpixel((9, 9)), (128, 128, 128))


@pytest.mark.unit
def test_a_color_profile_is_applied_and_dropped_and_a_wrong_one_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    green = Image.new("RGB", (30, 30), (10, 200, 30))

    for profile in (srgb, lab):  # the second isn't one of RGB
        found = stored(written(green, "PNG", icc_profile=profile))
        assert near(found.convert("RGB").getpixel((9, 9)), (10, 200, 30))
        assert "icc_profile" not in found.info
    broken = written(Image.new("RGB", (30, 30), (10, 200, 30)), "PNG", icc_profile=b"no profile")
    assert near(stored(broken).convert("RGB").getpixel((9, 9)), (10, 200, 30))


@pytest.mark.unit
def test_picture_is_turned_upright_and_says_nothing_of_where_it_was_taken() -> None:
    image = Image.new("RGB", (60, 20), "white")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "Spy camera"
    exif.get_ifd(0x8825)[1] = "N"

    picture = reencode_image(written(image, "JPEG", exif=exif, quality=95), PURPOSE)

    found = Image.open(io.BytesIO(picture.content))
    assert found.size == (20, 60)
    assert near(found.convert("RGB").getpixel((10, 5)), (255, 0, 0), by=20)
    assert b"Spy" not in picture.content
    assert not found.getexif()
    assert set(found.info) <= {"loop", "background", "timestamp", "duration"}


@pytest.mark.unit
def test_transparency_stays() -> None:
    image = Image.new("RGBA", (30, 30), (255, 0, 0, 0))

    assert stored(written(image, "PNG")).getpixel((5, 5))[3] == 0


def sent_by(answer: httpx2.Response) -> Image.Image:
    assert answer.headers["content-type"] == "image/webp"
    assert int(answer.headers["content-length"]) == len(answer.content)
    return Image.open(io.BytesIO(answer.content))


async def uploaded(who: Person, purpose: str, content: bytes, **fields: str) -> httpx2.Response:
    form = {"purpose": purpose, **fields}
    return await who.ask("POST", "/api/files", data=form, files={"file": ("me.png", content)})


async def test_picture_of_an_account_is_seen_by_its_owner_in_sizes(world: World) -> None:
    ana, other = await world.organizer(), await world.organizer()

    made = await uploaded(ana, "profile_picture", written(Image.new("RGB", (900, 600)), "PNG"))

    assert made.status_code == 201
    file = made.json()
    assert (file["event_id"], file["width"], file["height"]) == (None, 900, 600)
    url = f"/api/files/{file['id']}"
    assert (file["url"], file["variants"]) == (
        url, {"320": f"{url}?width=320", "800": f"{url}?width=800"},
    )  # fmt: skip
    sizes = {
        asked: sent_by(await ana.ask("GET", f"{url}{asked}")).size
        for asked in ("", "?width=320", "?width=321", "?width=801")
    }
    assert sizes == {
        "": (900, 600), "?width=320": (320, 213), "?width=321": (800, 533), "?width=801": (900, 600),
    }  # fmt: skip
    await other.refused(404, "GET", url)
    await world.nobody().refused(401, "GET", url)
    await ana.refused(422, "GET", f"{url}?width=0")


async def test_picture_of_an_event_needs_its_event(world: World) -> None:
    ana = await world.organizer()

    refused = await uploaded(ana, "plan_background", written(Image.new("RGB", (9, 9)), "PNG"))

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/event_id"


async def test_nobody_keeps_any_number_of_pictures_on_their_account(world: World) -> None:
    ana, content = await world.organizer(), written(Image.new("RGB", (9, 9)), "PNG")
    file = (await uploaded(ana, "profile_picture", content)).json()
    await world.sql(
        "INSERT INTO files (id, organization_id, user_id, purpose, key, name, content_type, size, sha256)"
        " SELECT gen_random_uuid(), organization_id, user_id, purpose, key, name, content_type, size,"
        " sha256 FROM files, generate_series(2, 40) WHERE id = $1",
        file["id"],
    )

    refused = await uploaded(ana, "profile_picture", content)

    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-pictures")
