"""What goes out to people.

Refuses to decide who comes or sits.
"""
