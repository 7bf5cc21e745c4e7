"""Tickets, check-in, presence, and what devices need to work offline.
Doesn't know through which door an attendee came.
"""
