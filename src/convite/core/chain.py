"""The log's chain: each block of a stream's rows is hashed together with the block before it.

A row that was changed or removed behind the program's back makes its block's hash wrong, and
`convite doctor --invariants` finds it. What is meant to go isn't hashed: personal values stand in a
table of their own, and transient rows are left out. Whoever could rewrite the chain as well, from
there to its end, isn't found; a copy of its last links kept elsewhere is what tells on them.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Database
from convite.core.queue import every

#: Rows of one block, and blocks made by one statement.
BLOCK_ROWS = 5000
BLOCKS = 200


class LogLink(Base):
    """The hash of a stream's rows up to a position. Append-only."""

    __tablename__ = "log_links"

    stream_id: Mapped[UUID] = mapped_column(primary_key=True)
    #: The last row of the block; the first one follows the link before.
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organization_id: Mapped[UUID]
    hash: Mapped[bytes] = mapped_column(BYTEA)


# A stream's position moves in the transaction of its rows, so all rows up to it are there. By
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
    """Links what was logged since the last time."""
    while await system.pool.execute(LINK, BLOCK_ROWS, BLOCKS) != "INSERT 0 0":
        continue
