"""Everything that reacts to facts or runs regularly, so that the registries are whole.

Both the API (which notes in the outbox what is reacted to) and the worker import it.
"""

from convite.core import chain, tasks, tidying
from convite.doors.imports import jobs as imports
from convite.doors.invitations import jobs as invitations
from convite.entrance.presence import jobs as presence
from convite.events.event import jobs as event
from convite.insight.papers import jobs as papers
from convite.messaging.delivery import jobs as delivery
from convite.messaging.reminders import jobs as reminders
from convite.room.autoseat import jobs as autoseat
from convite.room.holds import jobs as holds
from convite.room.house import jobs as house

#: Every module that declares jobs.
REACTING = (
    chain,
    tasks,
    tidying,
    event,
    autoseat,
    holds,
    house,
    presence,
    imports,
    invitations,
    delivery,
    papers,
    reminders,
)
