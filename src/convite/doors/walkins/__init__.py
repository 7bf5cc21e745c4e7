"""People who stand at the entrance and are on no list: put on it, seated, let in, all at once."""

from convite.core.parts import Part

PART = Part()
