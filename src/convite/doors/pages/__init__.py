"""The RSVP page: a server-rendered HTML form; scripts only add the seat map.

No table of its own. Fetching the page never changes anything: link previews fetch it too.
"""

from convite.core.parts import Part

PART = Part()
