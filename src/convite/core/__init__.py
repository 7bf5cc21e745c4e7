"""Shared infrastructure: configuration, database, log, desk, queue, problems.

Holds the tables `activity_log`, `activity_private`, `activity_outbox`, `streams`, `tasks`,
`idempotency_keys` and `budget_uses`. It has no domain knowledge: no events, guests or seats.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "activity_log": Table(not_cloned="the history of one event"),
        "activity_private": Table(
            not_cloned="the history of one event",
            erase=("data",),
            # found by what it is about, or else by whom it mentions
            about=(
                "log_id IN (SELECT id FROM activity_log WHERE object_id ="
                " ANY (({guests}) || ({attendees}) || ({parties})))"
                " OR log_id IN (SELECT id FROM activity_log WHERE organization_id = {organization}"
                " AND data->>'attendee_id' = ANY (({attendees})::text[]))"
                " OR (log_id IN (SELECT id FROM activity_log WHERE object_id = ANY ({shared}))"
                " AND data::text ~* ANY ({names}))"
                " OR (organization_id = {organization} AND data::text ~* ANY ({words}))"
            ),
            export=("data",),
        ),
        "activity_outbox": Table(),
        "streams": Table(),
        "log_links": Table(),
        "ended_sessions": Table(),
        "budget_uses": Table(),
        "idempotency_keys": Table(
            erase=("answer",), not_erased="encrypted, and removed after two days"
        ),
        "jobs": Table(),
        "tasks": Table(
            not_cloned="work that was done once",
            erase=("parameters", "result", "error", "error_text"),
            # papers of lists that the person was on, and whatever mentions them
            about=(
                "organization_id = {organization} AND ((event_id = ANY ({events})"
                " AND (result ? 'file_key' OR status IN ('queued', 'running')))"
                " OR concat(parameters, result, error, error_text) ~* ANY ({words}))"
            ),
            under_way="status IN ('queued', 'running')",
            erased_file="(result->>'file_key')::uuid",
            export=("kind", "status", "created_at"),
        ),
    }
)
