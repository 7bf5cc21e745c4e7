"""Cancels invitations, takes that back, and deletes invitations.

No table of its own.
"""

from convite.core.parts import Part

PART = Part()
