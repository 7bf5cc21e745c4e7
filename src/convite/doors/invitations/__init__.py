"""The first door: invitations of one or many guests.

Table `invitations`; the RSVP page. What the REST API calls invitation guests are attendees.
"""
