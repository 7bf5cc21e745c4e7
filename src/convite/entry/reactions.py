"""Everything that reacts to facts or runs regularly, so that the registries are whole.

Both the API (which notes in the outbox what is reacted to) and the worker import it.
"""

from convite.core import chain, parts, tasks, tidying

#: Every module that declares jobs.
REACTING = (chain, tasks, tidying, *parts.modules("jobs"))
