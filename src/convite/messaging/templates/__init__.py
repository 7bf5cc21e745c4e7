"""Texts that an organization keeps for its messages, and WhatsApp's approval of those that go by it.

Table `message_templates`. A WhatsApp template belongs to the server's WhatsApp account as well: it is
created there, and its status and reason come back by webhook or when somebody asks for them.
"""

from convite.core.parts import Part, Table

PART = Part(tables={"message_templates": Table()})
