"""How many events new hosts may show to strangers at a time, so that fraud is noticed before it spreads.

No tables.
"""

from convite.core.parts import Part

PART = Part()
