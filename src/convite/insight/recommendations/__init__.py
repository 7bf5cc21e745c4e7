"""Public events that somebody may like, each with the reason.

No tables. Recommended are events about one's interests, of hosts at whose events one was, and those that
name the town of one's profile; never one's own, those whose list one is on, nor of people one blocked.
"""

from convite.core.parts import Part

PART = Part()
