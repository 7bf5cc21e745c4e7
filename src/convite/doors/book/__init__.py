"""The address book as a page: its people with the events they were invited to, put on an event's list.

No table of its own. Who reaches whom in it is `events.members.policy.BOOK_RIGHT`.
"""

from convite.core.parts import Part

PART = Part()
