"""The feed and the poster: deliveries are made of the log, and posted to each endpoint in order."""

import asyncio
import logging
import time
from datetime import timedelta
from uuid import UUID

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database
from convite.core.endings import end
from convite.core.ids import new_id
from convite.core.queue import every
from convite.gateways.egress import Answer, Egress, EgressError
from convite.messaging.posting import actions
from convite.messaging.posting.actions import DELIVERIES, Outcome, Posting
from convite.messaging.posting.queries import Receiver, due_endpoints, receiver_of
from convite.messaging.webhooks.rules import headers_of

log = logging.getLogger("convite.worker")

#: How long a claim lasts; a call takes at most five seconds.
LEASE_SECONDS = 30.0
#: Seconds between looks for endpoints that have something to be posted meanwhile.
LOOK_EVERY = 0.5
#: Deliveries of an endpoint before others that wait get their turn.
TURN = 200


@every(timedelta(seconds=1), "read_log_for_webhooks")
async def read_log_for_webhooks(system: Database) -> None:
    """Makes deliveries of what was logged since the last time."""
    await actions.read_log(system)


@every(timedelta(seconds=1), "post_webhooks")
async def post_webhooks(system: Database) -> None:
    """Posts what is due, to all endpoints at once, until nothing is left."""
    async with Egress(loopback=settings().calls_loopback) as egress:
        await Poster(system, egress).run()


class Poster:
    """Posts deliveries: one after the other to each endpoint, so that they arrive in order."""

    def __init__(self, system: Database, egress: Egress) -> None:
        self.id = new_id()
        self.system = system
        self.egress = egress
        self.serving: dict[UUID, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Serves endpoints until none has anything due. A slow one keeps no other waiting."""
        try:
            while True:
                await DELIVERIES.requeue_expired(self.system)
                for endpoint_id in await due_endpoints(self.system, list(self.serving)):
                    self.serving[endpoint_id] = asyncio.create_task(self.serve(endpoint_id))
                if not self.serving:
                    return
                tasks = self.serving.values()
                await asyncio.wait(tasks, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
                self.serving = {key: one for key, one in self.serving.items() if not one.done()}
        finally:
            await end(self.serving.values())

    async def serve(self, endpoint_id: UUID) -> None:
        """Posts what is due to an endpoint until one fails: then it rests."""
        try:
            for _ in range(TURN):
                claimed = await actions.claim_next(self.system, self.id, endpoint_id, LEASE_SECONDS)
                if claimed is None or not await self.post(claimed):
                    return
        except Exception:
            # its lease ends, and it is tried again
            log.exception("posting to webhook %s failed", endpoint_id)

    async def post(self, posting: Posting) -> bool:
        """Posts one delivery and stores the outcome; returns whether it was taken."""
        receiver = await receiver_of(self.system, posting.endpoint_id)
        if receiver is None:
            await DELIVERIES.give_back(self.system, self.id, [posting.id])
            return False
        outcome = await self.call(receiver, posting)
        await actions.settle(self.system, self.id, posting, outcome)
        return outcome.error is None

    async def call(self, receiver: Receiver, posting: Posting) -> Outcome:
        """Calls the receiver once."""
        at, start = now(), time.monotonic()
        payload = posting.payload.encode()
        headers = headers_of(posting.id, payload, at=at, keys=receiver.keys)
        answer, error = None, None
        try:
            answer = await self.egress.send("POST", receiver.url, headers=headers, content=payload)
            error = fault_in(answer)
        except EgressError as refused:
            error = str(refused)
        return Outcome(at=at, seconds=time.monotonic() - start, answer=answer, error=error)


def fault_in(answer: Answer) -> str | None:
    """Why an answer isn't the one that is wanted; None if it is."""
    if 200 <= answer.status < 300:
        return None
    if 300 <= answer.status < 400:
        return f"The receiver answered {answer.status}. Redirects aren't followed."
    return f"The receiver answered {answer.status}."
