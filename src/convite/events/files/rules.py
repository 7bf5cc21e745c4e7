"""Checks and re-encodes pictures, so that stored files only contain pixels we wrote."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from convite.core.parts import Purpose
from convite.core.problems import FieldText, Invalid, invalid

#: Most pixels a picture may decode to; guards against decompression bombs.
MAX_PIXELS = 40_000_000
#: Longest side of a stored picture.
MAX_SIDE = 4096
#: Pictures that somebody may have on their account, those included that nothing shows yet.
MAX_OWN = 40


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as stored."""

    content: bytes
    content_type: str
    width: int
    height: int
    #: Smaller copies by their width.
    variants: Mapping[str, "Picture"] = field(default_factory=dict)


def bad_picture(detail: FieldText) -> Invalid:
    """The problem for a picture that can't be used."""
    return invalid("file", detail)


def reencode_image(content: bytes, purpose: Purpose) -> Picture:
    """Decodes and re-encodes a picture and its smaller copies, upright, in sRGB, without metadata.

    Of an animation it is the first frame. Slow: call it in a thread.

    Raises:
        Invalid: an unsupported format (an SVG may contain scripts), broken, or too large.
    """
    if len(content) > purpose.max_bytes:
        most = purpose.max_bytes >> 20
        english = f"The picture is over {most} MB; make it smaller."
        raise bad_picture(FieldText(name="picture.bytes", english=english, values={"most": most}))
    image = decoded(content, purpose)
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    variants = {
        str(width): encoded(narrowed(image, width))
        for width in purpose.widths
        if width < image.width
    }
    return encoded(image, variants)


def decoded(content: bytes, purpose: Purpose) -> Image.Image:
    """The pixels of a picture.

    Raises:
        Invalid: see `reencode_image`.
    """
    formats = ["HEIF" if kind == "HEIC" else kind.upper() for kind in kinds_of(purpose)]
    try:
        with Image.open(io.BytesIO(content), formats=formats) as found:
            check_size(found.width, found.height)
            if found.format == "JPEG":
                found.draft("RGB", (MAX_SIDE, MAX_SIDE))  # decodes at no more than the stored size
            return in_srgb(ImageOps.exif_transpose(found))
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise bad_picture(other_format(purpose)) from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        english = "The picture is damaged; save it again and retry."
        raise bad_picture(FieldText(name="picture.damaged", english=english)) from error


def in_srgb(image: Image.Image) -> Image.Image:
    """A picture of any mode in the colors that screens show without a profile."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 16 bits of grey; a plain conversion would cut everything above 255 off
        image = image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    mode = "RGBA" if has_alpha(image) else "RGB"
    if image.mode in ("P", "PA", "LA", "1"):
        image = image.convert(mode)
    if profile:
        image = without_profile(image, profile, mode)
    return image.convert(mode)


def without_profile(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """A picture with its color profile applied; as it is if the profile isn't one for it."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, srgb(), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


@cache
def srgb() -> Any:
    """The profile of screens."""
    return ImageCms.createProfile("sRGB")


def narrowed(image: Image.Image, width: int) -> Image.Image:
    """A copy of a wider picture in a width."""
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def encoded(image: Image.Image, variants: Mapping[str, Picture] | None = None) -> Picture:
    """A picture as it is stored: pixels and nothing else."""
    out = io.BytesIO()
    image.info.clear()  # a color profile would be written along
    image.save(out, "WEBP", quality=82, method=4)
    return Picture(
        content=out.getvalue(),
        content_type="image/webp",
        width=image.width,
        height=image.height,
        variants=variants or {},
    )


def kinds_of(purpose: Purpose) -> list[str]:
    """The formats of a purpose that can be decoded here."""
    return [kind for kind in purpose.kinds if kind != "HEIC" or reads_heic()]


@cache
def reads_heic() -> bool:
    """Whether pictures of iPhones can be decoded: the optional `pillow-heif` is installed."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return False
    register_heif_opener(thumbnails=False)
    return True


def other_format(purpose: Purpose) -> FieldText:
    """The file isn't in a format that the purpose supports; says which it does."""
    known = kinds_of(purpose)
    kinds = (", ".join(known[:-1]) + " or " + known[-1]).removeprefix(" or ")
    return FieldText(
        name="picture.kind",
        english=f"This isn't a {kinds} picture.",
        values={"kinds": ", ".join(known)},
    )


def check_size(width: int, height: int) -> None:
    """Rejects a picture with too many pixels before decoding it."""
    if width * height > MAX_PIXELS:
        raise too_many_pixels()


def too_many_pixels() -> Invalid:
    """The problem for a picture with too many pixels."""
    most = MAX_PIXELS // 1_000_000
    english = f"A picture may have {most} million pixels at the most."
    return bad_picture(FieldText(name="picture.pixels", english=english, values={"most": most}))


def has_alpha(image: Image.Image) -> bool:
    """Whether it has transparency."""
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def narrowest(variants: Mapping[str, Any], width: int | None) -> str | None:
    """The name of the narrowest copy that is at least so wide; None for the picture itself.

    Example:
        >>> narrowest({"320": {}, "800": {}}, 400), narrowest({"320": {}}, 400)
        ('800', None)
    """
    fitting = [int(name) for name in variants if width is not None and int(name) >= width]
    return str(min(fitting)) if fitting else None
