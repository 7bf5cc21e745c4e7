"""The page at the server's address for whoever isn't logged in: what this is, and what is coming up.

No tables.
"""

from convite.core.parts import Part

PART = Part()
