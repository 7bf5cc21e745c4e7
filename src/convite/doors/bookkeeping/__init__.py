"""The bookkeeper's export: one row for each document and tax rate (`docs/bookkeeping.md`)."""

from convite.core.parts import Part

PART = Part()
