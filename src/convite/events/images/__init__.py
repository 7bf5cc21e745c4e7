"""Pictures of events: covers, shown large and in previews of links, and a gallery.

Table `event_images`. What a picture is for follows from the purpose of its file.
"""

from convite.core.parts import FileAccess, Part, Purpose, Table

ACCESS = FileAccess(upload="edit_event", download="see_seats")
KINDS = ("PNG", "JPEG", "WebP", "HEIC")
WIDTHS = (320, 800, 1600)

PART = Part(
    tables={"event_images": Table(clone="actions.copy_images")},
    purposes=(
        Purpose(name="event_cover", max_bytes=20 << 20, kinds=KINDS, access=ACCESS, widths=WIDTHS),
        Purpose(name="event_image", max_bytes=20 << 20, kinds=KINDS, access=ACCESS, widths=WIDTHS),
    ),
)
