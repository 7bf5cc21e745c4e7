"""An event in people's calendars: as a file, and as links of those that take one."""

from convite.core.parts import Part

PART = Part()
