"""What every part stands on and no part owns: settings, database, log, desk, queue, problems.

Holds the tables `activity_log`, `activity_private`, `activity_outbox`, `streams`, `tasks` and
`idempotency_keys`. Knows no domain: no event, no guest, no seat.
"""
