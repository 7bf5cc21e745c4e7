"""Who joins an organization: accounts at once, everybody else by an invitation that is mailed.

The table is in `organizations`, on which access to organizations is built.
"""

from convite.core.parts import Part

PART = Part()
