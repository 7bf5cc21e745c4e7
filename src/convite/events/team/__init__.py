"""Who joins and leaves an event's team: invitations by e-mail, changes of roles, removals.

The table is in `members`, on which access to events is built.
"""

from convite.core.parts import Part

PART = Part()
