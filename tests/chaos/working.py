"""A worker process whose leases are short, so that a test of kills is too."""

import asyncio

from convite.entry.worker.worker import Pace, main
from convite.messaging.posting import jobs as posting
from convite.messaging.sending import jobs

jobs.LEASE_SECONDS = 3.0
# longer than a call may take
posting.LEASE_SECONDS = 6.0
asyncio.run(main(Pace(poll=0.05, lease=2.0)))
