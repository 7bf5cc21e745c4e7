"""Writes of answers to disputes. Providers are asked outside of transactions."""

from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.log import Actor, record
from convite.core.machine import wrong_state
from convite.core.problems import Conflict, NotFound
from convite.doors.disputes.queries import dispute_of
from convite.doors.disputes.rules import evidence_of
from convite.doors.orders.models import Order
from convite.doors.paying.actions import provider_away
from convite.doors.refunds.facts import DisputeAccepted, EvidenceHandedIn
from convite.doors.refunds.models import Dispute
from convite.doors.settlement.actions import settle
from convite.doors.settlement.queries import AtProvider, at_provider
from convite.events.event.models import Event
from convite.gateways.channels import Fault, Refused
from convite.gateways.payment_registry import PAYMENT_PROVIDERS


@dataclass(frozen=True, kw_only=True)
class Answering:
    """A dispute that is about to be answered, and how its provider is reached."""

    dispute: Dispute
    found: AtProvider
    principal: Principal


async def answerable(tx: Tx, order: Order, dispute_id: UUID) -> Answering:
    """A dispute that its provider still takes an answer to.

    Raises:
        NotFound: it isn't this order's.
        WrongState: it was answered or decided.
        Conflict: the provider's keys were removed.
    """
    dispute = await dispute_of(tx, order.id, dispute_id, lock=True)
    if dispute is None:
        raise NotFound
    if dispute.status != "needs_response":
        raise wrong_state(dispute, "under_review")
    found = await at_provider(tx, dispute.payment_id)
    if found is None:
        text = (
            "The keys of this payment's provider were removed. Answer on the provider's own pages."
        )
        raise Conflict(text, name="no-provider-keys")
    principal = Principal(organization_id=order.organization_id)
    return Answering(dispute=dispute, found=found, principal=principal)


async def hand_in(
    database: Database, actor: Actor, answering: Answering, order: Order, event: Event, text: str
) -> Dispute:
    """Hands evidence in at the provider, for good, and says how the dispute is then.

    Raises:
        Conflict: the provider doesn't take it, with its words.
        Unavailable: the provider can't be reached.
    """
    found, dispute = answering.found, answering.dispute
    provider = PAYMENT_PROVIDERS[found.provider]
    evidence = evidence_of(text, order, event)
    await asked(provider.hand_in_evidence(found.keys, dispute.provider_dispute_id, evidence))
    async with database.tx(answering.principal) as tx:
        kept = await dispute_of(tx, order.id, dispute.id, lock=True)
        if kept is None:
            raise NotFound
        kept.evidence, kept.evidence_sent_at = {"text": text}, now()
        await tx.flush()
        await record(tx, actor, EvidenceHandedIn.of(kept))
    return await looked_up(database, answering)


async def accept(database: Database, actor: Actor, answering: Answering) -> Dispute:
    """Gives a dispute up at the provider, and says how it is then.

    Raises:
        Conflict: the provider doesn't take it, with its words.
        Unavailable: the provider can't be reached.
    """
    found, dispute = answering.found, answering.dispute
    provider = PAYMENT_PROVIDERS[found.provider]
    await asked(provider.accept_dispute(found.keys, dispute.provider_dispute_id))
    async with database.tx(answering.principal) as tx:
        await record(tx, actor, DisputeAccepted.of(dispute))
    return await looked_up(database, answering)


async def asked(call: Awaitable[None]) -> None:
    """Makes a call of a provider.

    Raises:
        Conflict: it was refused, with the provider's words.
        Unavailable: the provider can't be reached.
    """
    try:
        await call
    except Refused as refused:
        if refused.code == "dashboard-only":
            text = "This provider takes evidence only as files on its own dashboard."
            raise Conflict(text, name="dashboard-only") from refused
        text = "The payment provider didn't accept this answer."
        raise Conflict(text, name="answer-refused", reason=str(refused)) from refused
    except Fault as fault:
        raise provider_away() from fault


async def looked_up(database: Database, answering: Answering) -> Dispute:
    """The dispute after its payment was looked up; if that fails now, a webhook or the job does it."""
    dispute = answering.dispute
    with suppress(Fault):  # the account keeps why
        await settle(database, dispute.organization_id, dispute.payment_id)
    async with database.read(answering.principal) as tx:
        return await dispute_of(tx, dispute.order_id, dispute.id) or dispute
