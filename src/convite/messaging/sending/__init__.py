"""Hands queued messages over to their channel's provider, within its limit over all workers.

Table `sending_turns`.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"sending_turns": Table()})
