"""QR pictures, all at error correction M, so that they read from a phone in bad light.

ISO/IEC 18004; drawn by segno, which is loaded when the first is asked for.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode


def qr_of(text: str) -> "QRCode":
    """A text as a QR symbol, to be written as SVG.

    Raises:
        segno.DataOverflowError: the text is longer than any QR can say (2,331 bytes).
    """
    import segno

    return segno.make(text, error="m", micro=False)
