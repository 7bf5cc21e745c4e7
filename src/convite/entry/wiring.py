"""Joins what must be joined: imports every table, every reaction and every constraint's words."""

from convite.core import access, idempotency, log, tasks
from convite.doors.imports import models as imports
from convite.doors.invitations import models as invitations
from convite.events.event import models as event
from convite.events.questions import models as questions
from convite.messaging.delivery import models as delivery
from convite.people.guests import models as guests
from convite.people.identity import models as identity
from convite.people.organizations import models as organizations
from convite.room.attendees import models as attendees
from convite.room.capacity import models as capacity
from convite.room.checkin import models as checkin
from convite.room.holds import models as holds
from convite.room.seating import models as seating

#: Every module with tables, so that the metadata is whole once this one is imported.
TABLES = (
    *(access, idempotency, log, tasks),
    *(identity, organizations, guests),
    *(attendees, capacity, checkin, holds, seating),
    *(invitations, imports, delivery),
)
