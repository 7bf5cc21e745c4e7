"""What may be attached, and how it is stored."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from convite.core.parts import FileAccess, Purpose
from convite.core.problems import FieldText, invalid
from convite.events.files.rules import reencode_image

MAX_BYTES = 10 << 20
#: Files that a party may keep; those it replaces are removed after a day.
MAX_FILES = 100
#: Of PNG, JPEG and WebP.
BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
PICTURE = Purpose(
    name="answer",
    max_bytes=MAX_BYTES,
    kinds=("PNG", "JPEG", "WebP"),
    access=FileAccess(upload="own_invitation", download="see_answers"),
)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file as it is stored."""

    content: bytes
    content_type: str
    name: str


def checked_file(name: str, content: bytes) -> Checked:
    """A picture re-encoded, without its metadata; a PDF as it is, since it is only ever saved.

    Slow: call it in a thread.

    Raises:
        Invalid: it is neither, or too large, or damaged.
    """
    if len(content) > MAX_BYTES:
        most = MAX_BYTES >> 20
        english = f"The file is over {most} MB; make it smaller."
        raise invalid(
            "file", FieldText(name="attachment.bytes", english=english, values={"most": most})
        )
    stem = PurePosixPath(name.replace("\\", "/")).stem[:150] or "file"
    if content[:5] == b"%PDF-":
        return Checked(content=content, content_type="application/pdf", name=f"{stem}.pdf")
    if not content.startswith(BEGINNINGS):
        english = "Attach a picture (PNG, JPEG, WebP) or a PDF."
        raise invalid("file", FieldText(name="attachment.kind", english=english))
    picture = reencode_image(content, PICTURE)
    return Checked(content=picture.content, content_type=picture.content_type, name=f"{stem}.webp")
