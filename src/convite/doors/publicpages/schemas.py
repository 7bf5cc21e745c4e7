"""Schemas of the site's own texts."""

from convite.core.shapes import Output


class LegalTexts(Output):
    """Where the site's own texts are read; null for one that it hasn't."""

    terms: str | None
    privacy: str | None
