"""Joins what must be joined: every table, every router, every reaction, the live feed."""

import asyncio
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from convite.core import access, chain, idempotency, log, tasks
from convite.core.config import settings
from convite.core.dsns import read_dsns
from convite.doors.duplicates import routes as duplicates_routes
from convite.doors.exports import routes as exports_routes
from convite.doors.guestlist import routes as guestlist_routes
from convite.doors.imports import models as imports
from convite.doors.imports import routes as imports_routes
from convite.doors.invitations import models as invitations
from convite.doors.invitations import routes as invitations_routes
from convite.doors.pages import routes as pages_routes
from convite.doors.rsvp import routes as rsvp_routes
from convite.doors.walkins import routes as walkins_routes
from convite.entrance.checkin import models as checkin
from convite.entrance.presence import models as presence
from convite.entrance.presence import routes as presence_routes
from convite.entrance.queue import models as queue
from convite.entrance.roster import routes as roster_routes
from convite.entrance.tickets import models as tickets
from convite.entrance.tickets import routes as tickets_routes
from convite.entry.http import health, hot_routes, job_routes
from convite.entry.http.commands import Commands, authorizer
from convite.entry.http.hot import HotDoor
from convite.entry.http.shield import Shield
from convite.entry.reactions import REACTING
from convite.events.devices import models as devices
from convite.events.devices import routes as devices_routes
from convite.events.event import models as event
from convite.events.event import routes as event_routes
from convite.events.files import models as files
from convite.events.files import routes as files_routes
from convite.events.gates import models as gates
from convite.events.gates import routes as gates_routes
from convite.events.questions import models as questions
from convite.events.questions import routes as questions_routes
from convite.insight.activity import routes as activity_routes
from convite.insight.entrance import routes as entrance_routes
from convite.insight.papers import routes as papers_routes
from convite.insight.statistics import routes as statistics_routes
from convite.live.follower import Follower
from convite.live.relay import Relay
from convite.live.socket import SocketDoor
from convite.messaging.delivery import models as delivery
from convite.messaging.delivery import routes as delivery_routes
from convite.messaging.reminders import models as reminders
from convite.messaging.reminders import routes as reminders_routes
from convite.people.guests import models as guests
from convite.people.guests import routes as guests_routes
from convite.people.identity import models as identity
from convite.people.identity import routes as identity_routes
from convite.people.identity.actions import ENDED_STREAM
from convite.people.organizations import models as organizations
from convite.people.organizations import routes as organizations_routes
from convite.plan.plans import models as plans
from convite.plan.plans import routes as plans_routes
from convite.plan.seating import models as seating
from convite.plan.seating import routes as seating_routes
from convite.room.assignments import routes as assignments_routes
from convite.room.attendees import models as attendees
from convite.room.autoseat import models as autoseat
from convite.room.autoseat import routes as autoseat_routes
from convite.room.capacity import models as capacity
from convite.room.holds import models as holds
from convite.room.holds import routes as holds_routes
from convite.room.house import routes as house_routes
from convite.room.moves import routes as moves_routes

#: Every module with tables, so that the metadata is whole once this one is imported.
TABLES = (
    *(access, chain, idempotency, log, tasks),
    *(identity, organizations, guests),
    *(event, devices, files, gates, questions),
    *(attendees, autoseat, capacity, checkin, holds, plans, presence),
    *(queue, seating, tickets),
    *(invitations, imports, delivery, reminders),
)

#: Every module with reactions, so that the log notes for the worker what is reacted to.
JOBS = REACTING

#: Order counts where two paths could match: the more exact ones first.
ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    job_routes.router,
    identity_routes.router,
    organizations_routes.router,
    imports_routes.router,
    duplicates_routes.router,
    exports_routes.router,
    guests_routes.router,
    entrance_routes.router,
    statistics_routes.router,
    event_routes.router,
    questions_routes.router,
    files_routes.router,
    devices_routes.router,
    gates_routes.router,
    hot_routes.router,
    autoseat_routes.router,
    house_routes.router,
    moves_routes.router,
    seating_routes.router,
    plans_routes.router,
    assignments_routes.router,
    holds_routes.router,
    presence_routes.router,
    roster_routes.router,
    walkins_routes.router,
    tickets_routes.router,
    guestlist_routes.router,
    invitations_routes.router,
    rsvp_routes.router,
    pages_routes.router,
    activity_routes.router,
    papers_routes.router,
    delivery_routes.router,
    reminders_routes.router,
)


def front(app: FastAPI) -> ASGIApp:
    """The application: hot door and socket first, then the shield, then the router."""
    door = HotDoor(app, Shield(app))
    authorize = authorizer(app)
    sockets = SocketDoor(
        tokens=app.state.tokens, authorize=authorize, commands=Commands(app, door).all
    )
    app.state.sockets, app.state.authorize = sockets, authorize

    async def doors(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await (sockets if scope["path"] == "/ws" else app)(scope, receive, send)
        else:
            await door(scope, receive, send)

    return doors


async def start_live(app: FastAPI) -> list["asyncio.Task[Any]"]:
    """Starts following the log, and tells the other processes what this one commits."""
    follower = Follower(app.state.system)

    def heard(streams: Any) -> None:
        """Another process's commits; None when any stream may have moved."""
        follower.wake(follower.streams.keys() if streams is None else streams)
        if streams is None or ENDED_STREAM in streams:
            tasks_of_ended.append(asyncio.ensure_future(app.state.ended.poll()))
            del tasks_of_ended[:-10]

    tasks_of_ended: list[asyncio.Future[None]] = []
    relay = Relay(read_dsns(settings()).system, heard)
    app.state.follower, app.state.relay = follower, relay
    app.state.database.after_commit += [follower.wake, relay.tell]
    app.state.sockets.start(follower, app.state.ended)
    return [asyncio.create_task(follower.run()), asyncio.create_task(relay.run())]
