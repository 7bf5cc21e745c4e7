"""Runs a file of many statements inside a revision's transaction."""

from pathlib import Path

from alembic import op
from sqlalchemy.util.concurrency import await_


def run_script(path: Path) -> None:
    """Runs it as one simple query: prepared statements, the driver's usual way, hold only one."""
    bind = op.get_bind()
    bind.exec_driver_sql("SELECT 1")  # opens the transaction, which a simple query wouldn't
    driver = bind.connection.driver_connection
    assert driver is not None
    await_(driver.execute(path.read_text()))
