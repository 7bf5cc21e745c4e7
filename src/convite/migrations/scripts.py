"""Runs many statements inside a revision's transaction."""

from pathlib import Path

from alembic import op
from sqlalchemy.util.concurrency import await_


def run_script(path: Path) -> None:
    """Runs a file's statements."""
    run_statements(path.read_text())


def run_statements(statements: str) -> None:
    """Runs them as one simple query: prepared statements, the driver's usual way, hold only one."""
    bind = op.get_bind()
    bind.exec_driver_sql("SELECT 1")  # opens the transaction, which a simple query wouldn't
    driver = bind.connection.driver_connection
    assert driver is not None
    await_(driver.execute(statements))
