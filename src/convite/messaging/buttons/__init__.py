"""Buttons of messages by which guests answer their invitation.

What a button carries back names the guest and is signed: nobody can answer for somebody else.
"""

from convite.core.parts import Part

PART = Part()
