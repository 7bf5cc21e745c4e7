"""Mail that comes back: what can't be delivered, complaints, and the marks by which it finds its message.

No table of its own: an address that takes no mail is noted on its guest.
"""

from convite.core.parts import Part

PART = Part()
