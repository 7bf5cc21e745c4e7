"""An account's data as a file. Pure functions."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


def zipped(tables: Mapping[str, Sequence[Any]], pictures: Mapping[str, bytes]) -> bytes:
    """A ZIP with one JSON file for each table, and the pictures by their names.

    Slow: call it in a thread.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            written = msgspec.json.format(msgspec.json.encode(rows, enc_hook=str), indent=2)
            archive.writestr(f"{name}.json", written)
        for name, content in pictures.items():
            archive.writestr(f"pictures/{name}", content, zipfile.ZIP_STORED)
    return out.getvalue()
