"""Events, their members, and their questions to guests.

Doesn't know doors, seats or messages.
"""
