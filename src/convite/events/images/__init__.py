"""Pictures of events: covers, shown large and in previews of links, and a gallery.

Table `event_images`. What a picture is for follows from the purpose of its file.
"""

from convite.core.parts import FileAccess, Part, Purpose, Table

PART = Part(
    tables={"event_images": Table(clone="actions.copy_images")},
    purposes=tuple(
        Purpose(
            name=name,
            max_bytes=20 << 20,
            kinds=("PNG", "JPEG", "WebP", "HEIC"),
            access=FileAccess(upload="edit_event", download="see_seats"),
            widths=(320, 800, 1600),
        )
        for name in ("event_cover", "event_image")
    ),
)
