"""Who has which place: attendees, counted places, held and assigned seats.

Doesn't know by which door somebody came, and how they get in on the day.
"""
