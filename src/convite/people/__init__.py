"""Who there is: accounts, organizations, the address book.

Refuses to know events.
"""
