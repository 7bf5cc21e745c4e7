"""Jobs of memberships: a proven address accepts what was sent to it."""

from convite.core.db import Principal
from convite.core.queue import Job, on
from convite.people.identity.queries import user_by_id
from convite.people.memberships import actions
from convite.people.memberships.queries import my_invitations
from convite.people.proofs.facts import EmailProven


@on(EmailProven, "join_organizations")
async def join_organizations(job: Job) -> None:
    """Makes an account a member wherever its address, now proven, was invited."""
    key = job.fact.object_id
    own = Principal(organization_id=job.fact.organization_id, user_id=key)
    async with job.database.tx(own) as tx:
        found = await my_invitations(tx)
    for invited in found:
        async with job.database.tx(Principal(organization_id=invited.organization_id)) as tx:
            user = await user_by_id(tx, key)
            if user is not None:
                await actions.join_invited(tx, job.fact.actor, invited.member_id, user)
