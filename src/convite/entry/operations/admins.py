"""Platform admins: created from the command line, never over HTTP."""

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database, open_database
from convite.core.db import Principal
from convite.core.dsns import read_dsns
from convite.core.log import Actor
from convite.people.identity.actions import end_all_sessions, hash_password, register
from convite.people.identity.queries import user_by_name
from convite.people.identity.rules import password_fault
from convite.people.identity.schemas import Register
from convite.people.loginlinks.actions import shut_out_others


async def create_admin(email: str, password: str) -> None:
    """Makes an account an admin; creates it if it doesn't exist.

    Raises:
        SystemExit: the password is too weak; the message says what to do.
    """
    fault = password_fault(password)
    if fault:
        raise SystemExit(str(fault))
    database = await open_database(read_dsns(settings()).app, pool_size=2, raw_pool_size=2)
    try:
        await make_admin(database, email=email, password=password, name="Admin")
    finally:
        await database.close()


async def make_admin(database: Database, *, email: str, password: str, name: str) -> None:
    """Promotes an account to admin, creating it if needed."""
    hashed = await hash_password(password)
    async with database.tx() as tx:
        user = await user_by_name(tx, email=email, phone=None)
        if user is None:
            body = Register(name=name, email=email, password=password)
            user = await register(tx, body, password_hash=hashed)
        await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
        if user.email_verified_at is None:
            # whoever registered with it before may be somebody else
            actor = Actor(kind="system", via="create-admin")
            await shut_out_others(tx, actor, user)
            await end_all_sessions(tx, actor, user, reason="made an admin")
            user.email_verified_at = now()
        user.platform_role, user.password_hash, user.is_active = "admin", hashed, True
