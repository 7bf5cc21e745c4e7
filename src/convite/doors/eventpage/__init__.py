"""The page of an event that anybody may open, without an invitation.

No tables. An event has one once it is published and its visibility is `public` or `unlisted`; search
engines are shown the public ones only.
"""

from convite.core.parts import Part

PART = Part()
