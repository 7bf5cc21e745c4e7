"""Imports every module that declares jobs, so that the registries are complete.

Imported by the worker and by the API, which writes the outbox rows for facts that trigger jobs.
"""

from convite.core import chain, parts, tasks, tidying

#: Every module that declares jobs.
REACTING = (chain, tasks, tidying, *parts.modules("jobs"))
