"""Who may enter, as a device keeps it to work without the network: signed, whole or what changed."""

from convite.core.parts import Part

PART = Part()
