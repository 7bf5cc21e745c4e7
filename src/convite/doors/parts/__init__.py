"""Which parts of the event a party is invited to, by the host's choice.

The table `invitation_parts` is in `doors.invitations`, which writes it with new parties.
"""

from convite.core.parts import Part

PART = Part()
