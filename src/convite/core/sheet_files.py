"""Tables as files, streamed while they are read: a page of rows at a time, as CSV or XLSX."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Literal, assert_never

from convite.core.sheet_writing import MARK, Row, Workbook, csv_piece

SheetFormat = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[SheetFormat, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Bytes read from a workbook at once.
CHUNK_SIZE = 1 << 16

Pages = AsyncIterator[Sequence[Row]]


async def sheet_file(
    kind: SheetFormat, title: str, header: Row, pages: Pages
) -> AsyncIterator[bytes]:
    """A table as a file of this kind; `title` names the sheet of a workbook."""
    match kind:
        case "csv":
            yield MARK + csv_piece([header])
            async for rows in pages:
                yield csv_piece(rows)
        case "xlsx":
            async for chunk in book_chunks(title, header, pages):
                yield chunk
        case _:
            assert_never(kind)


async def book_chunks(title: str, header: Row, pages: Pages) -> AsyncIterator[bytes]:
    """Writes the rows to a workbook in a temporary file, then streams that."""
    with Workbook(title) as book:
        book.head(header)
        async for rows in pages:
            await asyncio.to_thread(book.add, rows)
        path = await asyncio.to_thread(book.close)
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, CHUNK_SIZE):
                yield chunk
