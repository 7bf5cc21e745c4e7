"""What people say of themselves on their account, with pictures, and what others see of it.

No tables of its own: `profiles` is of `people.identity`, the pictures are files of the account.
"""

from convite.core.parts import Part, Purpose

PART = Part(
    purposes=(
        Purpose(
            name="profile_picture",
            max_bytes=15 << 20,
            kinds=("PNG", "JPEG", "WebP", "HEIC"),
            access=None,
            widths=(320, 800, 1600),
        ),
    ),
)
