"""Writes OpenDocument spreadsheets (ODF 1.3), row by row: memory use doesn't depend on their length.

All cells are text, so no program reads one as a formula.
"""

import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO
from xml.sax.saxutils import escape

from convite.core.sheet_writing import kept

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{SPACES}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""
START = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{SPACES}office:1.0" xmlns:table="{SPACES}table:1.0"
 xmlns:text="{SPACES}text:1.0" office:version="1.3"><office:body><office:spreadsheet>"""
END = "</table:table></office:spreadsheet></office:body></office:document-content>"
#: What XML can't carry.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class OpenWorkbook:
    """An ODS with one sheet, written in a temporary folder."""

    def __init__(self, title: str) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="convite-sheet-")
        self.path = Path(self.folder.name) / "sheet.ods"
        self.file = zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED)
        # the type comes first and unpacked, so that programs find it
        self.file.writestr("mimetype", MIME, compress_type=zipfile.ZIP_STORED)
        self.file.writestr("META-INF/manifest.xml", MANIFEST)
        self.content: IO[bytes] = self.file.open("content.xml", "w", force_zip64=True)
        self.content.write(f'{START}<table:table table:name="{escape(title)}">'.encode())

    def __enter__(self) -> "OpenWorkbook":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.content.close()
        self.file.close()
        self.folder.cleanup()

    def head(self, names: Sequence[str]) -> None:
        """Writes the column names; call it first."""
        self.add([names])

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Writes more rows."""
        self.content.write("".join(map(row_of, rows)).encode())

    def close(self) -> Path:
        """The finished file."""
        self.content.write(END.encode())
        self.content.close()
        self.file.close()
        return self.path


def row_of(cells: Sequence[str]) -> str:
    """A row as XML."""
    return f"<table:table-row>{''.join(map(cell_of, cells))}</table:table-row>"


def cell_of(cell: str) -> str:
    """A cell as XML; each of its lines is a paragraph."""
    if not cell:
        return "<table:table-cell/>"
    lines = NOT_XML.sub("", kept(cell)).split("\n")
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
