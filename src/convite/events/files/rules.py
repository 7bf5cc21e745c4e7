"""Checks and re-encodes pictures, so that stored files only contain pixels we wrote."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from convite.core.parts import Purpose
from convite.core.problems import FieldText, Invalid, invalid

#: Most pixels a picture may decode to; guards against decompression bombs.
MAX_PIXELS = 40_000_000
#: Longest side of a stored picture.
MAX_SIDE = 4096


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as stored."""

    content: bytes
    content_type: str
    width: int
    height: int


def bad_picture(detail: FieldText) -> Invalid:
    """The problem for a picture that can't be used."""
    return invalid("file", detail)


def reencode_image(content: bytes, purpose: Purpose) -> Picture:
    """Decodes and re-encodes a picture, rotated upright and without metadata.

    Slow: call it in a thread.

    Raises:
        Invalid: an unsupported format (an SVG may contain scripts), broken, or too large.
    """
    if len(content) > purpose.max_bytes:
        most = purpose.max_bytes >> 20
        english = f"The picture is over {most} MB; make it smaller."
        raise bad_picture(FieldText(name="picture.bytes", english=english, values={"most": most}))
    formats = [kind.upper() for kind in purpose.kinds]
    try:
        with Image.open(io.BytesIO(content), formats=formats) as found:
            check_size(found.width, found.height)
            if found.format == "JPEG":
                found.draft("RGB", (MAX_SIDE, MAX_SIDE))  # decodes at no more than the stored size
            image = ImageOps.exif_transpose(found)
            image = image.convert("RGBA" if has_alpha(image) else "RGB")
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise bad_picture(other_format(purpose)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        english = "The picture is damaged; save it again and retry."
        raise bad_picture(FieldText(name="picture.damaged", english=english)) from error
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=4)
    return Picture(
        content=out.getvalue(), content_type="image/webp", width=image.width, height=image.height
    )


def other_format(purpose: Purpose) -> FieldText:
    """The file isn't in a format that the purpose supports; says which it does."""
    kinds = (", ".join(purpose.kinds[:-1]) + " or " + purpose.kinds[-1]).removeprefix(" or ")
    return FieldText(
        name="picture.kind",
        english=f"This isn't a {kinds} picture.",
        values={"kinds": ", ".join(purpose.kinds)},
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
