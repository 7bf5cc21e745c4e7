"""The demo data: a planner's events with a team, loaded once, through the normal actions."""

from convite.core.clock import now
from convite.core.config import settings
from convite.core.database import Database, open_database
from convite.core.db import Principal
from convite.core.dsns import read_dsns
from convite.entry import wiring
from convite.entry.demo.events import anniversary, gala, theatre, workshop
from convite.entry.demo.steps import Book, actor_of
from convite.entry.demo.town import town_calendar
from convite.entry.demo.visitors import VISITORS, ask_all, introduce
from convite.entry.demo.wedding import wedding
from convite.entry.operations.admins import make_admin
from convite.events.team.actions import invite_member
from convite.events.team.schemas import MemberInvite
from convite.people.identity.actions import hash_password, register
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_name
from convite.people.identity.schemas import Register

PASSWORD = "an evening to remember"  # noqa: S105  (printed at the start, for everybody)
HOST, ADMIN = "host@demo.example", "admin@demo.example"
EDITOR, VIEWER = "editor@demo.example", "viewer@demo.example"
#: E-mail, password and description; printed when the server is ready.
LOGINS = [
    (HOST, PASSWORD, "organizer of all events"),
    (EDITOR, PASSWORD, "editor of the wedding and the workshop"),
    (VIEWER, PASSWORD, "viewer of the wedding"),
    (ADMIN, PASSWORD, "admin"),
]
#: Who hosts the public events of a town, by e-mail.
NEIGHBORS = {
    "marisol@demo.example": "Marisol Vega",
    "tariq@demo.example": "Tariq Haddad",
    "library@demo.example": "Friends of the Library",
}
#: In the order in which they are created.
EVENTS = (theatre, wedding, anniversary, workshop, gala)


async def load() -> None:
    """Loads the demo data; does nothing if it already exists."""
    assert wiring.TABLES  # rows of one part refer to tables of others
    database = await open_database(read_dsns(settings()).app, pool_size=2, raw_pool_size=2)
    try:
        async with database.read() as tx:
            if await user_by_name(tx, email=HOST, phone=None) is not None:
                return
        await fill(database)
    finally:
        await database.close()


async def fill(database: Database) -> None:
    """Creates the accounts, then each event in its own transaction."""
    await make_admin(database, email=ADMIN, password=PASSWORD, name="Robin Admin")
    hashed = await hash_password(PASSWORD)
    accounts = {}
    visitors = {email: visitor.name for email, visitor in VISITORS.items()}
    team_names = {HOST: "Ana Ruiz", EDITOR: "Kwame Mensah", VIEWER: "Ingrid Holm"}
    names = {**team_names, **NEIGHBORS, **visitors}
    for email, name in names.items():
        async with database.tx() as tx:
            role = "organizer" if email == HOST or email in NEIGHBORS else "guest"
            body = Register(name=name, email=email, password=PASSWORD, role=role)
            accounts[email] = user = await register(tx, body, password_hash=hashed)
            user.email_verified_at = now()  # SMS and WhatsApp are sent for nobody else
    for email, visitor in VISITORS.items():
        await introduce(database, accounts[email], visitor)
    host, book = accounts[HOST], Book()
    team = {
        wedding: {"editor": accounts[EDITOR], "viewer": accounts[VIEWER]},
        workshop: {"editor": accounts[EDITOR]},
    }
    for make in EVENTS:
        async with database.tx(principal_of(host)) as tx:
            event = await make(tx, host, book)
            for role, user in team.get(make, {}).items():
                member = MemberInvite(user_id=user.id, role=role)
                await invite_member(tx, actor_of(host), event, member)
    for place, email in enumerate(NEIGHBORS):
        neighbor = accounts[email]
        async with database.tx(principal_of(neighbor)) as tx:
            events = await town_calendar(tx, neighbor, place=place, hosts=len(NEIGHBORS))
        for event in events:
            await ask_all(database, neighbor, event, accounts)


def principal_of(host: User) -> Principal:
    """The principal of the demo's transactions."""
    return Principal(organization_id=host.organization_id, user_id=host.id)
