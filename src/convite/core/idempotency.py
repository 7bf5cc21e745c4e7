"""Idempotent POSTs: the same Idempotency-Key and body return the first response.

The key row is written in the same transaction as its effect, so a crash leaves either both or nothing. A
concurrent duplicate waits on the row for two seconds, then gets 409. Problems roll back and aren't
stored. Responses are encrypted with the server key, because some contain a token or a device key.
"""

import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from fastapi import Request, Response
from sqlalchemy import PrimaryKeyConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core import sealing
from convite.core.db import Base, Timed, Tx
from convite.core.problems import Conflict, FieldText, Invalid, Problem, driver_error
from convite.core.responses import DirectRoute

HEADER = "idempotency-key"
MAX_KEY = 200


class IdempotencyKey(Timed, Base):
    """A stored response; kept for at least 48 hours."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (PrimaryKeyConstraint("principal", "route", "key"),)

    principal: Mapped[str]
    route: Mapped[str]
    key: Mapped[str]
    body_hash: Mapped[bytes] = mapped_column(BYTEA)
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    answer: Mapped[bytes | None] = mapped_column(BYTEA)


class Replay(Exception):
    """Raised with the stored response of an earlier identical request."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


async def claim(tx: Tx, request: Request, principal: str) -> None:
    """Claims a POST's key, before any other lock. Keys are scoped to the principal.

    Raises:
        Replay: the same request was already answered.
        Invalid: the key was used with a different body.
        Conflict: the same request is still running.
    """
    key = request.headers[HEADER]
    if not key:
        return
    check_length(key)
    row = {
        "principal": principal,
        "route": request.url.path,
        "key": key,
        "body_hash": hashlib.sha256(await request.body()).digest(),
    }
    await insert(tx, row)
    request.state.idempotency = row


def check_length(key: str) -> None:
    """Rejects a key that is too long.

    Raises:
        Invalid: it is.
    """
    if len(key) > MAX_KEY:
        english = f"Idempotency-Key is longer than {MAX_KEY} characters."
        raise Invalid(FieldText(name="idempotency.long", english=english, values={"most": MAX_KEY}))


def reused() -> Invalid:
    """The refusal of a key that was used with a different body."""
    return Invalid(
        "This Idempotency-Key was already used with a different body.", name="key-reused"
    )


async def insert(tx: Tx, row: dict[str, Any]) -> None:
    """Inserts the key row, or replays the existing one."""
    await tx.execute(text("SET LOCAL lock_timeout = '2s'"))
    try:
        made = await tx.execute(
            text(
                "INSERT INTO idempotency_keys (principal, route, key, body_hash)"
                " VALUES (:principal, :route, :key, :body_hash)"
                " ON CONFLICT DO NOTHING RETURNING key"
            ),
            row,
        )
    except Exception as error:
        if getattr(driver_error(error), "sqlstate", "") == "55P03":
            raise Conflict("The same request is still running.", name="still-running") from error
        raise
    if made.scalar_one_or_none() is None:
        raise await replay(tx, row)
    await tx.execute(text("SET LOCAL lock_timeout TO DEFAULT"))


async def replay(tx: Tx, row: dict[str, Any]) -> Exception:
    """What to raise when the key already exists."""
    found = (
        await tx.execute(
            text(
                "SELECT body_hash, status, headers, answer FROM idempotency_keys"
                " WHERE principal = :principal AND route = :route AND key = :key"
            ),
            {name: row[name] for name in ("principal", "route", "key")},
        )
    ).one()
    if bytes(found.body_hash) != row["body_hash"]:
        return reused()
    return Replay(Response(unsealed(found.answer or b""), found.status, found.headers))


#: What the server key is used for here.
PURPOSE = "kept-answers"


def unsealed(kept: bytes) -> bytes:
    """Decrypts a stored response; earlier versions stored plain text.

    Raises:
        Conflict: the server key has changed since.
    """
    if not kept.startswith(sealing.SEALED):
        return kept
    try:
        return sealing.unsealed(PURPOSE, kept)
    except sealing.CannotUnseal as error:
        raise Conflict(
            "This was already done, but its response can no longer be read.", name="answer-lost"
        ) from error


class KeyedRoute(DirectRoute):
    """A route that handles the Idempotency-Key of POSTs."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Stores the response of a keyed POST in the request's own transaction, before the commit."""
        original = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                answer = await original(request)
            except Replay as replayed:
                return replayed.answer
            row = getattr(request.state, "idempotency", None)
            if row is not None:
                await store_answer(request.state.tx, row, answer)
            return answer

        return handle


async def store_answer(tx: Tx, row: dict[str, Any], answer: Response) -> None:
    """Stores the response with its key."""
    headers = {
        name: value for name, value in answer.headers.items() if name in {"content-type", "etag"}
    }
    await tx.execute(
        text(
            "UPDATE idempotency_keys SET status = :status, answer = :answer,"
            " headers = CAST(:headers AS jsonb), updated_at = now()"
            " WHERE principal = :principal AND route = :route AND key = :key"
        ),
        {
            **{name: row[name] for name in ("principal", "route", "key")},
            "status": answer.status_code,
            "answer": sealing.sealed(PURPOSE, bytes(answer.body)),
            "headers": msgspec.json.encode(headers).decode(),
        },
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyedBody:
    """A keyed POST at a desk, which serves many in one transaction."""

    principal: str
    route: str
    key: str
    body_hash: bytes

    @property
    def names(self) -> tuple[str, str, str]:
        """What the row is found by."""
        return self.principal, self.route, self.key


def keyed_body(principal: str, route: str, key: str, body: bytes) -> KeyedBody | None:
    """The key that a request has for a body; None without one.

    Raises:
        Invalid: the key is too long.
    """
    if not key:
        return None
    check_length(key)
    digest = hashlib.sha256(body).digest()
    return KeyedBody(principal=principal, route=route, key=key, body_hash=digest)


CLAIM_MANY = """
INSERT INTO idempotency_keys (principal, route, key, body_hash)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ORDER BY 1, 2, 3
ON CONFLICT DO NOTHING RETURNING principal, route, key
"""
FIND_MANY = """
SELECT k.principal, k.route, k.key, k.body_hash, k.answer FROM idempotency_keys k
JOIN unnest($1::text[], $2::text[], $3::text[]) AS w (principal, route, key)
  ON k.principal = w.principal AND k.route = w.route AND k.key = w.key
"""
KEEP_MANY = """
UPDATE idempotency_keys k SET status = $4, answer = w.answer, updated_at = now(),
  headers = '{"content-type": "application/json"}'
FROM unnest($1::text[], $2::text[], $3::text[], $5::bytea[]) AS w (principal, route, key, answer)
WHERE k.principal = w.principal AND k.route = w.route AND k.key = w.key
"""


async def claim_many(
    tx: Tx, bodies: Sequence[KeyedBody]
) -> dict[tuple[str, str, str], bytes | Problem]:
    """Claims the keys of a desk's requests, before any other lock.

    Returns the kept answer or the refusal of those that were used before, by the names of their rows.
    Waits for a transaction of another process that has the same key, as long as a lock may.
    """
    if not bodies:
        return {}
    columns = list(zip(*(one.names for one in bodies), strict=True))
    hashes = [one.body_hash for one in bodies]
    fresh = {tuple(row) for row in await tx.driver.fetch(CLAIM_MANY, *columns, hashes)}
    if len(fresh) == len(bodies):
        return {}
    rows = {tuple(row)[:3]: row for row in await tx.driver.fetch(FIND_MANY, *columns)}
    return {
        one.names: answer_of(rows[one.names], one.body_hash)
        for one in bodies
        if one.names not in fresh
    }


def answer_of(row: Any, body_hash: bytes) -> bytes | Problem:
    """The kept answer of a key, or why there is none for this body."""
    if bytes(row["body_hash"]) != body_hash:
        return reused()
    return unsealed(bytes(row["answer"] or b""))


async def keep_many(tx: Tx, status: int, answers: Sequence[tuple[KeyedBody, bytes]]) -> None:
    """Keeps the answers of claimed keys."""
    if answers:
        columns = list(zip(*(one.names for one, _ in answers), strict=True))
        await tx.driver.execute(
            KEEP_MANY, *columns, status, [sealing.sealed(PURPOSE, body) for _, body in answers]
        )


FORGET_MANY = """
DELETE FROM idempotency_keys k USING unnest($1::text[], $2::text[], $3::text[]) AS w (principal, route, key)
WHERE k.principal = w.principal AND k.route = w.route AND k.key = w.key
"""


async def forget_many(tx: Tx, bodies: Sequence[KeyedBody]) -> None:
    """Gives up claimed keys whose requests were refused, so that they can be sent again."""
    if bodies:
        await tx.driver.execute(FORGET_MANY, *zip(*(one.names for one in bodies), strict=True))
