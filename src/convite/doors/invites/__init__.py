"""Invites of accounts: directly, by account, e-mail or phone, and by share links for a number of people.

A direct invite is an invitation for one person. A share link is a row of `invitations` without people;
whoever takes it becomes a party of their own, which remembers the link. Uses are counted under the lock of
the event's pool.
"""

from convite.core.parts import Part

PART = Part()
