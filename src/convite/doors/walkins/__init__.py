"""Walk-ins: guests who aren't on the list are added, seated and checked in at once."""

from convite.core.parts import Part

PART = Part()
