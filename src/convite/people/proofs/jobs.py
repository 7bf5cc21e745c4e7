"""Jobs of proofs: a new address is asked to prove itself, and old links are removed."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.queue import Job, every, on
from convite.core.tidying import remove
from convite.people.identity.facts import UserChanged, UserRegistered
from convite.people.identity.queries import user_by_id
from convite.people.proofs.actions import OLD_CHALLENGES, request_email_proof


@on(UserRegistered, "ask_for_first_email_proof")
async def ask_for_first_email_proof(job: Job) -> None:
    """Has a link mailed to a new account's address."""
    async with job.tx() as tx:
        user = await user_by_id(tx, job.fact.object_id)
        if user is not None:
            await request_email_proof(tx, job.fact.actor, user)


@on(UserChanged, "ask_for_email_proof")
async def ask_for_email_proof(job: Job) -> None:
    """Has a link mailed to an account's new address."""
    if "email" in job.fact.changes:
        await ask_for_first_email_proof(job)


@every(timedelta(days=1), "remove_old_challenges")
async def remove_old_challenges(system: Database) -> None:
    """Removes proofs that expired a week ago."""
    await remove(system, OLD_CHALLENGES)
