"""The entrance dashboard: who is inside, by gate and by zone. Reads attendees, seats and scans."""

from convite.core.parts import Part

PART = Part()
