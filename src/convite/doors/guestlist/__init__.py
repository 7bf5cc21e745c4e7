"""An event's guest list, in the words of guest management: one row a person, whatever the party.

No table of its own. Whoever is put on the list without a party gets an invitation of their own.
"""

from convite.core.parts import Part

PART = Part()
