"""The log's hash chain: each block of a stream's rows is hashed with the previous block's hash.

If a row is changed or removed outside the program, its block's hash no longer matches, and
`convite doctor --invariants` reports it. Erasable data isn't hashed: personal values are in a separate
table, and transient rows are skipped. The chain doesn't detect someone who also rewrites all later
links; for that, keep a copy of the last links elsewhere.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.database import Database
from convite.core.db import Base
from convite.core.queue import every

#: Rows per block, and blocks per statement.
BLOCK_ROWS = 5000
BLOCKS = 200


class LogLink(Base):
    """The hash of a stream's rows up to a position. Append-only."""

    __tablename__ = "log_links"

    stream_id: Mapped[UUID] = mapped_column(primary_key=True)
    #: The last row of the block; the first one follows the previous link.
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organization_id: Mapped[UUID]
    hash: Mapped[bytes] = mapped_column(BYTEA)


# A stream's position moves in the same transaction as its rows, so all rows up to it exist. Uses
# log_links_pkey and activity_log_stream_index.
LINK = """
INSERT INTO log_links (stream_id, position, organization_id, hash)
SELECT s.id, n.upto, s.organization_id, log_block_hash(s.id, n.after, n.upto, c.hash)
FROM streams s
LEFT JOIN LATERAL (
  SELECT position, hash FROM log_links WHERE stream_id = s.id ORDER BY position DESC LIMIT 1
) c ON true
CROSS JOIN LATERAL (
  SELECT coalesce(c.position, 0) AS after, least(s.position, coalesce(c.position, 0) + $1) AS upto
) n
WHERE s.position > n.after
ORDER BY s.id LIMIT $2
ON CONFLICT DO NOTHING
"""


@every(timedelta(minutes=1), "link_log")
async def link_log(system: Database) -> None:
    """Adds links for the rows logged since the last run."""
    while await system.pool.execute(LINK, BLOCK_ROWS, BLOCKS) != "INSERT 0 0":
        continue
