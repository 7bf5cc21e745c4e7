"""The demo data: a planner's events with a team, loaded once, through the normal actions.

It has no tables and doesn't write rows itself: it calls actions.
"""
