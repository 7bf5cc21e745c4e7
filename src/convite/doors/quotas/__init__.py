"""Options of questions that only so many people can choose, such as a tour with 20 places.

No table of its own: what is left is counted from the answers of those who come.
"""

from convite.core.parts import Part

PART = Part()
