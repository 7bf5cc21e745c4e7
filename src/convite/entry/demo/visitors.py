"""The town's people: what they say of themselves, and the events that they ask to join or wait for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from convite.core.access import Token
from convite.core.database import Database
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.doors.profiles.actions import change_profile
from convite.doors.requests.actions import accept_one, ask_to_join, decline_one
from convite.doors.requests.schemas import JoinRequestCreate
from convite.doors.waitlist.actions import wait
from convite.doors.waitlist.schemas import WaitlistJoin
from convite.entry.demo.steps import actor_of
from convite.events.event.models import Event
from convite.people.identity.models import User
from convite.people.interests.actions import choose_interests

#: What becomes of somebody who asks.
Outcome = Literal["accepted", "declined", "pending", "waiting"]


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who goes to public events."""

    name: str
    bio: str
    town: str
    interests: tuple[str, ...]


#: By e-mail.
VISITORS = {
    "nuria@demo.example": Visitor(
        name="Nuria Cano", bio="I teach physics and burn most of what I cook.", town="Cuenca",
        interests=("cooking", "science"),
    ),
    "dimitri@demo.example": Visitor(
        name="Dimitri Orlov", bio="New in town. Chess, long walks, short novels.", town="Cuenca",
        interests=("games", "books", "outdoors"),
    ),
    "huda@demo.example": Visitor(
        name="هدى الزين", bio="أرسم بالفحم وأبحث عن من يرسم معي.", town="Cuenca",
        interests=("art", "photography"),
    ),
    "paula@demo.example": Visitor(
        name="Paula Iriarte", bio="Baker by night. Ask me about rye.", town="Tarancón",
        interests=("food-and-drink", "cooking", "cycling"),
    ),
    "samuel@demo.example": Visitor(
        name="Samuel Okoro", bio="Saxophone, and anything with a grill.", town="Cuenca",
        interests=("music", "food-and-drink"),
    ),
    "teresa@demo.example": Visitor(
        name="Teresa Vallejo", bio="Retired, curious, early riser.", town="Cuenca",
        interests=("history", "photography", "gardening"),
    ),
    "lukas@demo.example": Visitor(
        name="Lukas Brandt", bio="Here for a year to write about stone bridges.", town="Cuenca",
        interests=("history", "travel"),
    ),
    "yasmin@demo.example": Visitor(
        name="Yasmin Rahal", bio="Nurse. Mornings are mine, nights are the hospital's.", town="Cuenca",
        interests=("wellness", "running", "food-and-drink"),
    ),
    "ivan@demo.example": Visitor(
        name="Iván Peñalver", bio="I draw badly and often.", town="Motilla del Palancar",
        interests=("art", "crafts"),
    ),
    "grace@demo.example": Visitor(
        name="Grace Whitfield", bio="Three languages, two left feet.", town="Cuenca",
        interests=("dance", "languages"),
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A visitor asks for places at an event."""

    who: str
    outcome: Outcome
    places: int = 1
    message: str = ""


def ask(who: str, outcome: Outcome, places: int = 1, message: str = "") -> Ask:
    """A visitor's request, by the first part of their e-mail."""
    return Ask(who=f"{who}@demo.example", outcome=outcome, places=places, message=message)


#: By the event's title, in the order in which they ask.
ASKS: Mapping[str, Sequence[Ask]] = {
    "Supper of ten strangers": (
        ask("samuel", "accepted", 2, "I'll bring the playlist, if playlists are allowed."),
        ask("nuria", "accepted", 1, "I promise not to cook."),
        ask("paula", "accepted", 2, "Two of us, and a loaf of rye."),
        ask("grace", "accepted", 1),
        ask("lukas", "accepted", 1, "My Spanish needs this evening."),
        ask("yasmin", "accepted", 2, "One of us eats no meat."),
        ask("teresa", "accepted", 1, "I've lived here for 71 years and know too few people."),
        ask("dimitri", "waiting", 1, "If a chair is left over, I'm five minutes away."),
        ask("huda", "waiting", 2),
        ask("ivan", "waiting", 1, "I can also just wash up."),
    ),
    "Sourdough from zero": (
        ask("paula", "declined", 1, "Can I watch how others do it?"),
        ask("nuria", "accepted", 1, "The smoke alarm knows me. Time to learn."),
        ask("samuel", "pending", 2, "My flatmate and I share an oven."),
        ask("yasmin", "pending", 1, "Does the starter survive night shifts?"),
        ask("grace", "pending", 1),
        ask("teresa", "pending", 1, "My grandmother's was from 1931. I let it die in August."),
    ),
    "Life drawing with a model": (
        ask("huda", "accepted", 1, "أحضر فحمي معي."),
        ask("ivan", "accepted", 1),
        ask("dimitri", "pending", 1, "I've never done this. Is that all right?"),
        ask("lukas", "pending", 2, "We draw bridges, but people can't be harder."),
    ),
    "The hanging houses at dawn: a photo walk": (
        ask("teresa", "accepted", 1, "I know which balcony the light reaches first."),
        ask("huda", "pending", 1),
    ),
    "Board games by the window": (
        ask("dimitri", "accepted", 2, "I bring a clock."),
        ask("grace", "accepted", 1),
        ask("lukas", "accepted", 1),
    ),
    "Swing on the square": (
        ask("grace", "accepted", 2, "Two left feet, two right ones."),
        ask("samuel", "accepted", 1, "Does the band need a saxophone?"),
        ask("yasmin", "accepted", 3),
    ),
}


async def introduce(database: Database, user: User, visitor: Visitor) -> None:
    """Fills in a visitor's profile."""
    token = token_of(user)
    shown = {"name": "everyone", "attendance": "everyone"}
    values = {
        "bio": visitor.bio,
        "location": visitor.town,
        "visible": shown,
    }
    async with database.tx(principal_in(user.organization_id, user)) as tx:
        await change_profile(tx, token, values)
        await choose_interests(tx, token, visitor.interests)


async def ask_all(database: Database, host: User, event: Event, visitors: dict[str, User]) -> None:
    """Has the visitors ask to join an event, and its host decide, one after another.

    Each step is a transaction of its own: whoever takes it is its principal.
    """
    for one in ASKS.get(event.title, ()):
        user = visitors[one.who]
        async with database.tx(principal_in(event.organization_id, user)) as tx:
            if one.outcome == "waiting":
                places = WaitlistJoin(places=one.places, message=one.message)
                await wait(tx, actor_of(user), event, user, places)
                continue
            body = JoinRequestCreate(places=one.places, message=one.message)
            request = await ask_to_join(tx, actor_of(user), event, user, body)
        if request.status != "pending" or one.outcome == "pending":
            continue  # accepted at once by an open event, or left for the host to decide
        async with database.tx(principal_in(event.organization_id, host)) as tx:
            if one.outcome == "accepted":
                await accept_one(tx, actor_of(host), event, request.id, "")
            else:
                reason = "This one is for beginners; we'd rather have you teach the next."
                await decline_one(tx, actor_of(host), event, request.id, reason)


def token_of(user: User) -> Token:
    """What a log-in of the visitor would have given them."""
    return Token(
        user_id=user.id,
        session_id=new_id(),
        role=user.platform_role,
        organization_id=user.organization_id,
        expires_at=0,
    )


def principal_in(organization_id: UUID, user: User) -> Principal:
    """A visitor or host, in the organization of an event."""
    return Principal(organization_id=organization_id, user_id=user.id)
