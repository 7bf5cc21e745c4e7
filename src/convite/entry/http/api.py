"""The API process: the application, its pools, its follower and its error handlers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from convite.core.access import EndedLogins, Tokens
from convite.core.bodies import bad_input
from convite.core.budgets import Budgets
from convite.core.config import settings
from convite.core.database import open_database
from convite.core.db import DATABASE_FAULTS
from convite.core.dsns import read_dsns
from convite.core.endings import end
from convite.core.problems import Problem, known_problem
from convite.entry import wiring
from convite.entry.http.hot_protocol import HOT_DOOR
from convite.entry.http.pages import mount_pages
from convite.entry.http.refusals import refusal
from convite.entry.http.route_index import RouteIndex
from convite.entry.http.shield import BodyTooLarge
from convite.plan.seating.queries import StatusCache
from convite.room.blocks.queries import LinesCache, MapCaches

#: How often ended sessions are polled, besides notifications, in seconds.
ENDED_EVERY = 0.5


@contextlib.asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Opens the process's resources and closes them at the end; the protocol is given the hot door."""
    config = settings()
    dsns = read_dsns(config)
    database = await open_database(
        dsns.app, pool_size=config.pool_size, raw_pool_size=config.raw_pool_size
    )
    system = await open_database(dsns.system, pool_size=2, raw_pool_size=4)
    app.state.database, app.state.system = database, system
    app.state.budgets = Budgets(database)
    app.state.ended = EndedLogins(database)
    await app.state.ended.poll()
    running = await wiring.start_live(app)
    running.append(asyncio.create_task(poll_ended(app.state.ended)))
    try:
        yield {HOT_DOOR: app.state.hot_door}
    finally:
        await end(running)
        await database.close()
        await system.close()


async def poll_ended(ended: EndedLogins) -> None:
    """Polls ended sessions; if that fails for too long, requests query the database themselves."""
    while True:
        await asyncio.sleep(ENDED_EVERY)
        with contextlib.suppress(*DATABASE_FAULTS):
            await ended.poll()


def create_app() -> ASGIApp:
    """The whole ASGI application, with the hot door in front of the router."""
    return wiring.front(create_router())


def create_router() -> FastAPI:
    """The application without the layers in front."""
    app = FastAPI(
        title="Convite",
        version="1",
        description="Events, the people who come, and the seats they take.",
        openapi_url="/api/openapi.json",
        docs_url="/api/docs",
        redoc_url=None,
        lifespan=lifespan,
        separate_input_output_schemas=False,
    )
    app.state.tokens = Tokens()
    app.state.map_caches = MapCaches(states=StatusCache(), lines=LinesCache())
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_bad_input)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(Exception, on_fault)
    app.router.routes.append(RouteIndex(wiring.ROUTER.routes))
    app.include_router(wiring.ROUTER)
    mount_pages(app)
    return app


def problem_answer(request: Request, problem: Problem) -> Response:
    """The answer to a refused request, in the language it asks for."""
    headers, body = refusal(request.scope, problem)
    return Response(body, problem.status, headers=dict(headers))


async def on_problem(request: Request, error: Exception) -> Response:
    """Handles problems."""
    assert isinstance(error, Problem)
    return problem_answer(request, error)


async def on_fault(request: Request, error: Exception) -> Response:
    """Handles database errors as problems, and unexpected errors with a reference number.

    Without it, the framework would send a bare 500 before the shield sees the error.
    """
    return problem_answer(request, known_problem(error, request.state.request_id))


async def on_bad_input(request: Request, error: Exception) -> Response:
    """Handles validation errors; names each field."""
    assert isinstance(error, RequestValidationError)
    return problem_answer(request, bad_input(error))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Handles the framework's own errors, such as an unknown path or method."""
    assert isinstance(error, HTTPException)
    if isinstance(error, BodyTooLarge):
        return problem_answer(request, error.problem)
    answer = problem_answer(request, Unserved(error.status_code, str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


class Unserved(Problem):
    """The framework's own errors: an unknown address, or a method that an address doesn't have."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail, name=f"http-{status}")
        self.code = status

    @property
    def status(self) -> int:  # type: ignore[override]
        """The framework's status."""
        return self.code

    def title_in(self, locale: str) -> str:
        """The sentence is all there is to say."""
        return self.detail_in(locale)
