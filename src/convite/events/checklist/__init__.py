"""What is still missing before an event is published: a list for its team.

No tables: it looks at the event, its pictures and its questions. Only the date is enforced, by `publish`.
"""

from convite.core.parts import Part

PART = Part()
