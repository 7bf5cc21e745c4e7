"""The RSVP page: plain HTML with a form, served whole; scripts only add the seat map.

No table of its own. Fetching the page never changes anything: link previews fetch it too.
"""

from convite.core.parts import Part

PART = Part()
