"""The demo data: a wedding and a theatre evening, loaded once by the same actions as everything.

It has no tables. It refuses to write rows itself: it calls actions.
"""
