"""Schemas of the undo of merges."""

from typing import Any
from uuid import UUID

from convite.core.shapes import Output


class RefusedOut(Output):
    """A pair that was left as it was."""

    keep: UUID
    remove: UUID
    kept_name: str
    removed_name: str
    #: A sentence in the language that the request accepts; `code` and `values` are its stable form.
    reason: str
    code: str
    values: dict[str, Any]


class ChangedSinceOut(Output):
    """A kept guest of whom some details stay as they are, since they were changed after the merge."""

    guest_id: UUID
    name: str
    fields: list[str]


class UnmergedOut(Output):
    """What the undo of a merge did."""

    merge_id: UUID
    #: How many guests are back.
    restored: int
    refused: list[RefusedOut]
    #: The number of all of them; `refused` lists the first few hundred.
    refused_total: int
    changed_since: list[ChangedSinceOut]
    changed_since_total: int
