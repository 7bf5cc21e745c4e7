"""Clients of the outside world.

Modules, not parts: mail. They know no row and no route; a job calls them, outside of transactions.
"""
