"""Schemas of undo."""

from convite.core.shapes import Output


class Undone(Output):
    """How many people were put back, and how many weren't, as they had been changed again."""

    undone: int
    kept: int
