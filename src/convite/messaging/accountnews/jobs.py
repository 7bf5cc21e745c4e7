"""Jobs that tell an account's owner what opens it."""

from convite.core.queue import Job, on
from convite.messaging.accountnews import actions
from convite.messaging.accountnews.rules import News
from convite.people.passkeys.facts import PasskeyAdded, PasskeyRemoved
from convite.people.totp.facts import (
    RecoveryCodeUsed,
    SecondFactorTurnedOff,
    SecondFactorTurnedOn,
)


@on(PasskeyAdded, "tell_passkey_added")
async def tell_passkey_added(job: Job) -> None:
    """A passkey opens the account."""
    async with job.tx() as tx:
        await actions.tell_owner(tx, job.fact.id, job.fact.object_id, "passkey_added")


@on(PasskeyRemoved, "tell_passkey_removed")
async def tell_passkey_removed(job: Job) -> None:
    """A passkey no longer opens the account. Who reclaims an account has just been told of that."""
    why = job.fact.data["why"]
    if why == "reclaimed":
        return
    news: News = "passkey_copied" if why == "copied" else "passkey_removed"
    async with job.tx() as tx:
        await actions.tell_owner(tx, job.fact.id, job.fact.object_id, news)


@on(SecondFactorTurnedOn, "tell_second_factor_on")
async def tell_second_factor_on(job: Job) -> None:
    """Log-ins ask for a code."""
    async with job.tx() as tx:
        await actions.tell_owner(tx, job.fact.id, job.fact.object_id, "second_factor_on")


@on(SecondFactorTurnedOff, "tell_second_factor_off")
async def tell_second_factor_off(job: Job) -> None:
    """Log-ins no longer ask for a code."""
    async with job.tx() as tx:
        await actions.tell_owner(tx, job.fact.id, job.fact.object_id, "second_factor_off")


@on(RecoveryCodeUsed, "tell_recovery_code_used")
async def tell_recovery_code_used(job: Job) -> None:
    """Somebody logged in without the app."""
    async with job.tx() as tx:
        await actions.tell_owner(tx, job.fact.id, job.fact.object_id, "recovery_code")
