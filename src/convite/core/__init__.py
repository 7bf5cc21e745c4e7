"""Shared infrastructure: configuration, database, log, desk, queue, problems.

Holds the tables `activity_log`, `activity_private`, `activity_outbox`, `streams`, `tasks`,
`idempotency_keys` and `budget_uses`. It has no domain knowledge: no events, guests or seats.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "activity_log": Table(not_cloned="the history of one event"),
        "activity_private": Table(
            not_cloned="the history of one event", erase=("data",), export=("data",)
        ),
        "activity_outbox": Table(),
        "streams": Table(),
        "log_links": Table(),
        "ended_sessions": Table(),
        "budget_uses": Table(),
        "idempotency_keys": Table(erase=("answer",)),
        "jobs": Table(),
        "tasks": Table(
            not_cloned="work that was done once",
            erase=("parameters", "result", "error"),
            export=("kind", "status", "created_at"),
        ),
    }
)
