"""How a room is drawn: seats, plans as documents, and plans as files.

This package knows only the ids of a seat's attendee and hold; people and holds belong to `room`.
"""
