"""Liveness, readiness, metrics, and the SSE stream."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Gauge, generate_latest
from starlette.responses import StreamingResponse

from convite.core.budgets import address_of
from convite.core.db import DATABASE_FAULTS
from convite.core.problems import NotKnown, Unavailable
from convite.core.request import CODE_HEADER, Public, token_text
from convite.entry.postgres.migration import head
from convite.live.channels import Listening
from convite.live.sse import messages

router = APIRouter(tags=["Running it"])

LISTENERS = Gauge("convite_live_subscriptions", "Live subscriptions of this process")
SOCKETS = Gauge("convite_live_sockets", "Open sockets of this process")
DELIVERED = Gauge("convite_live_delivered_total", "Messages delivered by this process")
WAITING = Gauge("convite_outbox_waiting", "Facts that still have to be reacted to")

LAG = "SELECT count(*) FROM activity_outbox"
REVISION = "SELECT version_num FROM alembic_version"
#: The newest revision of the package.
HEAD = head() or ""


@router.get("/healthz", dependencies=[Public])
async def healthz() -> dict[str, str]:
    """Whether the process is alive."""
    return {"status": "ok"}


@router.get("/readyz", dependencies=[Public])
async def readyz(request: Request) -> dict[str, Any]:
    """Checks database, migrations and queue; 503 if one of them isn't ready.

    A newer revision is fine, so that processes of the previous version serve during an upgrade.
    """
    try:
        pool = request.app.state.system.pool
        waiting = await pool.fetchval(LAG, timeout=3)
        revision = await pool.fetchval(REVISION, timeout=3)
    except DATABASE_FAULTS as error:
        raise Unavailable("The database isn't responding.") from error
    if str(revision) < HEAD:
        raise Unavailable(f"The database is at revision {revision}, the program at {HEAD}.")
    return {"status": "ok", "migration": revision, "waiting": waiting}


@router.get("/metrics", dependencies=[Public])
async def metrics(request: Request) -> Response:
    """Metrics for Prometheus."""
    state = request.app.state
    LISTENERS.set(state.follower.listeners)
    SOCKETS.set(len(state.sockets.open))
    DELIVERED.set(state.follower.delivered)
    try:
        WAITING.set(await state.system.pool.fetchval(LAG, timeout=3))
    except DATABASE_FAULTS:
        WAITING.set(float("nan"))
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


@router.get("/api/stream", dependencies=[Public])
async def stream(
    request: Request,
    channel: Annotated[list[str], Query(min_length=1, max_length=20)],
    position: Annotated[str | None, Query(max_length=60)] = None,
    token: Annotated[str | None, Query(max_length=2000)] = None,
    code: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """The live messages of some channels as server-sent events."""
    who = await listening(request, token, code)
    lines = await messages(
        request.app.state.follower, request.app.state.authorize, who, channel, position
    )
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(lines, media_type="text/event-stream", headers=headers)


async def listening(request: Request, token: str | None, code: str | None) -> Listening:
    """The subscriber: a session from header, cookie or query, or an invitation code."""
    text, _ = token_text(request.headers, request.cookies)
    if token or text:
        checked = request.app.state.tokens.read(token or text)
        await request.app.state.ended.check(checked)
        return Listening(token=checked, client=address_of(request))
    found = code or request.headers.get(CODE_HEADER)
    if not found:
        raise NotKnown
    return Listening(code=found, client=address_of(request))
