"""Clients of the outside world.

Modules, not parts: `channels` is the shape of what carries messages and `registry` lists those there
are, `mail` is one; `storage` keeps bytes; `typesetting` makes PDF. They know no row and no route; a job
calls them, outside of transactions. Files alone are also kept and read by requests.
"""
