"""Plans as tables of seats: one row a seat, for whoever keeps them in a spreadsheet.

No tables of its own: it turns a plan's document into CSV and back.
"""

from convite.core.parts import Part

PART = Part()
