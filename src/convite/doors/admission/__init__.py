"""Admission of accounts: somebody who asked, or was offered a place, becomes a party on the list.

No tables: what it makes are a guest, an invitation and attendees, as for people who were invited.
"""

from convite.core.parts import Part

PART = Part()
