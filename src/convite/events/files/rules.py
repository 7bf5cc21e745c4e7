"""Judging a picture, and making it anew: what comes out was written by us, pixel by pixel."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from convite.core.problems import Invalid, invalid

#: As uploaded, in bytes.
MOST_BYTES = 20 << 20
#: What a picture may unfold to, in pixels; a bomb unfolds to far more.
MOST_PIXELS = 40_000_000
#: The longest side that is kept.
LONGEST = 4096
FORMATS = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept."""

    content: bytes
    content_type: str
    width: int
    height: int


def bad_picture(detail: str) -> Invalid:
    """The picture can't be taken."""
    return invalid("file", detail)


def made_anew(content: bytes) -> Picture:
    """The picture decoded and written again, turned upright, without what cameras note in it.

    Call it in a thread: it takes a while.

    Raises:
        Invalid: it is no PNG, JPEG or WebP (an SVG may hold a script), broken, or too large.
    """
    if len(content) > MOST_BYTES:
        raise bad_picture(f"The picture is over {MOST_BYTES >> 20} MB; make it smaller.")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            check_size(found.width, found.height)
            if found.format == "JPEG":
                found.draft("RGB", (LONGEST, LONGEST))  # decodes no larger than is kept
            image = ImageOps.exif_transpose(found)
            image = image.convert("RGBA" if has_alpha(image) else "RGB")
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise bad_picture("This isn't a PNG, JPEG or WebP picture.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise bad_picture("The picture is damaged; save it again and retry.") from error
    image.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=4)
    return Picture(
        content=out.getvalue(), content_type="image/webp", width=image.width, height=image.height
    )


def check_size(width: int, height: int) -> None:
    """Refuses a picture that unfolds to too much, before it is decoded."""
    if width * height > MOST_PIXELS:
        raise too_many_pixels()


def too_many_pixels() -> Invalid:
    """It unfolds to too much."""
    return bad_picture(f"A picture may have {MOST_PIXELS // 1_000_000} million pixels at the most.")


def has_alpha(image: Image.Image) -> bool:
    """Whether parts of it are transparent."""
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
