"""A party's reply: who is coming, with whom, and what they say; one party at a time or many at once.

No table of its own.
"""

from convite.core.parts import Part

PART = Part()
