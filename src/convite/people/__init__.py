"""Accounts, organizations and the address book.

Doesn't know events.
"""
