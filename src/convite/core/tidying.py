"""Cleanup of expired data, and creation of the log's partitions."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import every

#: Months for which log partitions are created ahead.
MONTHS_AHEAD = 3
#: Rows removed per statement, to keep statements short.
TIDY_SIZE = 5000

OLD_KEYS = """
DELETE FROM idempotency_keys WHERE (principal, route, key) IN (
  SELECT principal, route, key FROM idempotency_keys
  WHERE created_at < now() - interval '48 hours' LIMIT $1)
"""
OLD_LOGINS = """
DELETE FROM ended_sessions WHERE session_id IN (
  SELECT session_id FROM ended_sessions WHERE ended_at < now() - interval '1 day' LIMIT $1)
"""
# Of periods that are long over; see `core.budgets`.
OLD_USES = """
DELETE FROM budget_uses WHERE key IN (
  SELECT key FROM budget_uses WHERE started_at < now() - interval '1 day' LIMIT $1)
"""
# Holds and releases; the log's trigger allows no other deletions.
OLD_TRANSIENT = """
DELETE FROM activity_log WHERE (id, at) IN (
  SELECT id, at FROM activity_log
  WHERE transient AND at < now() - interval '30 days' LIMIT $1)
"""


@every(timedelta(days=1), "make_log_partitions")
async def make_log_partitions(system: Database) -> None:
    """Creates the log's partitions for the coming months."""
    await system.pool.execute("SELECT make_log_partitions($1)", MONTHS_AHEAD)


@every(timedelta(hours=1), "remove_old_keys")
async def remove_old_keys(system: Database) -> None:
    """Removes idempotency keys after 48 hours."""
    await remove(system, OLD_KEYS)


@every(timedelta(days=1), "remove_old_logins")
async def remove_old_logins(system: Database) -> None:
    """Removes sessions that ended a day ago; their tokens have expired."""
    await remove(system, OLD_LOGINS)


@every(timedelta(minutes=5), "remove_old_uses")
async def remove_old_uses(system: Database) -> None:
    """Removes counts of budgets whose period is over."""
    await remove(system, OLD_USES)


@every(timedelta(days=1), "remove_transient")
async def remove_transient(system: Database) -> None:
    """Removes holds and releases after 30 days."""
    await remove(system, OLD_TRANSIENT)


async def remove(system: Database, statement: str) -> None:
    """Deletes old rows in batches until none are left."""
    while await system.pool.execute(statement, TIDY_SIZE) == f"DELETE {TIDY_SIZE}":
        continue
