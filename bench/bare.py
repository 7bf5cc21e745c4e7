"""The yardstick for ordinary routes: a bare FastAPI route with one SELECT, on the same server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
from fastapi import FastAPI
from pydantic import BaseModel

from convite.core.config import settings
from convite.core.dsns import read_dsns


class BareEvent(BaseModel):
    """A few columns of an event."""

    id: UUID
    title: str
    description: str
    timezone: str
    status: str


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Opens a pool of the driver, as the owner, whom no policy slows down."""
    async with asyncpg.create_pool(read_dsns(settings()).owner, min_size=4, max_size=8) as pool:
        app.state.pool = pool
        yield


def create_app() -> FastAPI:
    """The application: one route, and the one the rig waits for."""
    app = FastAPI(lifespan=lifespan)

    @app.get("/readyz")
    async def ready() -> dict[str, bool]:
        return {"ok": True}

    @app.get("/events/{event_id}")
    async def event(event_id: UUID) -> BareEvent:
        row = await app.state.pool.fetchrow(
            "SELECT id, title, description, timezone, status FROM events WHERE id = $1", event_id
        )
        return BareEvent(**row)

    return app
