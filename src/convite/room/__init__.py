"""Who has which place: attendees, capacity, seat holds and seat assignments.

This package doesn't know which door an attendee came through, or how they are let in on the day.
"""
