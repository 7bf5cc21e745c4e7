"""Guests change their own details by their link: e-mail, phone, language, and which messages they want.

No table of its own. It works without scripts, and after replies have closed.
"""

from convite.core.parts import Part

PART = Part()
