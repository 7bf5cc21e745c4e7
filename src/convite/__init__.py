"""Convite: the system that people pick when they gather other people.

The event is the spine; people reach it by three doors (invitation, join request, order) or walk in,
and stand in one room (the attendee). One append-only log tells everybody what happened.
"""
