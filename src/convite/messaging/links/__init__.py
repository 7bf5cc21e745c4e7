"""The link of an invitation, sent to the guest for whom somebody has asked for it."""

from convite.core.parts import Part

PART = Part()
