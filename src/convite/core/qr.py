"""QR codes, all with error correction M so that they scan from a phone in bad light.

ISO/IEC 18004; drawn by segno, which is imported on first use.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode


def qr_of(text: str, *, mask: int | None = None) -> "QRCode":
    """A text as a QR code, to be rendered as SVG; by default with the mask that comes out most evenly.

    Raises:
        segno.DataOverflowError: the text is too long for a QR code (2,331 bytes).
    """
    import segno

    return segno.make(text, error="m", micro=False, mask=mask)


def qr_svg(text: str, title: str) -> str:
    """A text as a QR code in a file of SVG, black on white whatever surrounds it.

    Raises:
        segno.DataOverflowError: see `qr_of`.
    """
    svg = qr_of(text).svg_inline(scale=4, border=4, dark="#000", light="#fff", title=title)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def qr_inline(text: str, title: str) -> str:
    """The same inside a page, as wide as the page makes it, read out by its title.

    Raises:
        segno.DataOverflowError: see `qr_of`.
    """
    return inline(qr_of(text), title)


def transfer_inline(
    title: str, *, name: str, iban: str, bic: str, amount: Decimal, text: str
) -> str | None:
    """A transfer in euros as the QR code that banks' apps read (EPC069-12, version 2), inside a page.

    None if it doesn't fit the standard: no name, or an amount below a cent.
    """
    from segno.helpers import make_epc_qr

    try:
        code = make_epc_qr(
            name=name[:70], iban=iban, amount=amount, text=text, bic=bic or None, encoding="utf-8"
        )
    except ValueError:
        return None
    return inline(code, title)


def inline(code: "QRCode", title: str) -> str:
    """A QR code inside a page."""
    svg = code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", title=title)
    return svg.replace("<svg ", '<svg role="img" ', 1)
