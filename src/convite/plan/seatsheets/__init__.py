"""Plans as tables of seats with one row per seat, for people who keep them in a spreadsheet.

No tables of its own. It converts a plan's document to CSV and back.
"""

from convite.core.parts import Part

PART = Part()
