"""The spine: events, who runs them, what they ask their guests.

Refuses to know doors, seats and messages.
"""
