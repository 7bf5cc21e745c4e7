"""How a room is drawn: seats, plans as documents, and plans as files.

Doesn't know who sits where beyond the ids on a seat: people and holds belong to `room`.
"""
