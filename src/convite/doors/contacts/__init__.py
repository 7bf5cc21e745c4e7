"""Contacts from Google: read once with somebody's consent, and imported like a file that they upload.

How Google is asked is in `gateways.google_contacts`, how guests are imported in `doors.imports`.
"""

from convite.core.parts import Part

PART = Part()
