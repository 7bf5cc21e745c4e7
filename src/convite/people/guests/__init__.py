"""An organization's address book.

Table `guests`. Refuses to know events: whoever stands on an event's list is an attendee.
"""
