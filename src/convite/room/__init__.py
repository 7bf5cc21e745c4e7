"""The room behind every door: attendees, capacity, seats, check-in.

Refuses to know by which door somebody came.
"""
