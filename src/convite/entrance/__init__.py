"""Who is in: tickets, check-in, presence, and what devices need to work without the network.

Doesn't know by which door somebody got their place.
"""
