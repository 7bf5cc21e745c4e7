"""News of direct invites: an account that is invited is told in the web app, and by mail.

No tables: what they are told is a notification. They get a mail of their own only where the invitation
itself isn't mailed.
"""

from convite.core.parts import Part

PART = Part()
