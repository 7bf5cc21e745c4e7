"""QR codes, all with error correction M so that they scan from a phone in bad light.

ISO/IEC 18004; drawn by segno, which is imported on first use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode


def qr_of(text: str) -> "QRCode":
    """A text as a QR code, to be rendered as SVG.

    Raises:
        segno.DataOverflowError: the text is too long for a QR code (2,331 bytes).
    """
    import segno

    return segno.make(text, error="m", micro=False)


def qr_svg(text: str, title: str) -> str:
    """A text as a QR code in a file of SVG, black on white whatever surrounds it.

    Raises:
        segno.DataOverflowError: see `qr_of`.
    """
    svg = qr_of(text).svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
