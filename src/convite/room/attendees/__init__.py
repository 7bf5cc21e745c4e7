"""One person on one event's list.

Table `attendees`. Refuses to know the door but by its name.
"""
