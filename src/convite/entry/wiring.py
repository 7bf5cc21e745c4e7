"""Wires the application together: tables, routers, jobs, and the live feed."""

import asyncio
from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from convite.core import access, chain, idempotency, log, parts, queue, tasks
from convite.core.config import settings
from convite.core.dsns import read_dsns
from convite.core.hot import HotDoor, HotVerb
from convite.core.kept_pages import KeptPages
from convite.core.log_sql import check_reactions
from convite.entry.http import health, job_routes
from convite.entry.http.commands import Commands, authorizer
from convite.entry.http.hot_routes import hot_router
from convite.entry.http.page_door import PageDoor
from convite.entry.http.shield import API_HEADERS, Shield
from convite.entry.reactions import REACTING
from convite.live.follower import Follower
from convite.live.relay import Relay
from convite.live.socket import SocketDoor
from convite.people.identity.actions import ENDED_STREAM

#: Every module with tables, so that the metadata is complete after importing this module.
TABLES = (access, chain, idempotency, log, queue, tasks, *parts.modules("models"))

#: Every module with jobs, so that the log writes outbox rows for the worker.
JOBS = REACTING


def exact_first(route: BaseRoute) -> tuple[list[int], str]:
    """Sort key that puts literal path segments before parameters, and `{id}.pdf` before `{id}`."""
    path = getattr(route, "path", "")
    parts = path.split("/")
    return [part.startswith("{") + (part[:1] == "{" and part[-1:] == "}") for part in parts], path


def one_router(routers: Iterable[APIRouter]) -> APIRouter:
    """All routes, ordered so that none shadows another."""
    router = APIRouter()
    router.routes.extend(sorted((one for each in routers for one in each.routes), key=exact_first))
    return router


#: The endpoints the hot door serves before the router.
VERBS: tuple[HotVerb, ...] = tuple(verb for module in parts.modules("hot") for verb in module.VERBS)

ROUTER = one_router(
    (
        *(health.router, job_routes.router, hot_router(VERBS)),
        *(module.router for module in parts.modules("routes")),
    )
)

# the routes and hot verbs above have imported all statements, and JOBS all reactions
check_reactions()


def front(app: FastAPI) -> ASGIApp:
    """The application: hot door and socket first, then the shield, then the router."""
    app.state.kept_pages = KeptPages()
    shielded = Shield(PageDoor(app, app.state.kept_pages))
    door = HotDoor(app.state, shielded, VERBS, API_HEADERS)
    app.state.hot_door = door
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
    """Starts the follower, and the relay that notifies the other processes of our commits."""
    follower = Follower(app.state.system)

    def heard(streams: Any) -> None:
        """Handles other processes' commits; None if any stream may have moved."""
        follower.wake(follower.streams.keys() if streams is None else streams)
        app.state.kept_pages.change(streams)
        if streams is None or ENDED_STREAM in streams:
            tasks_of_ended.append(asyncio.ensure_future(app.state.ended.poll()))
            del tasks_of_ended[:-10]

    tasks_of_ended: list[asyncio.Future[None]] = []
    relay = Relay(read_dsns(settings()).system, heard)
    app.state.follower, app.state.relay = follower, relay
    app.state.database.after_commit += [
        follower.wake, relay.notify, app.state.kept_pages.change,
    ]  # fmt: skip
    app.state.sockets.start(follower, app.state.ended)
    return [asyncio.create_task(follower.run()), asyncio.create_task(relay.run())]
