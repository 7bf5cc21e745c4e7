"""The tickets of an event on other sites: the script for their pages, and whether they may show the shop.

Which sites may is a setting of the event's page (`embed_on`); others get a link.
"""

from convite.core.parts import Part

PART = Part()
