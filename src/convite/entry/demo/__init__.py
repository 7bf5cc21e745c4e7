"""The demo data: a wedding and a theatre evening, loaded once, through the normal actions.

It has no tables and doesn't write rows itself: it calls actions.
"""
