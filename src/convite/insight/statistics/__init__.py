"""An event's figures.

Reads attendees, invitations and seats.
"""
