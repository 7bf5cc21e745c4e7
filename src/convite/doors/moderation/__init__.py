"""What the platform's admins do about reports: they dismiss or uphold them, and take events down.

No tables of its own: see `doors/reports` and `events/takedown`.
"""

from convite.core.parts import Part

PART = Part()
