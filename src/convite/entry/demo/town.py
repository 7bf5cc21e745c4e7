"""A town with public events across two months, which anybody finds at /discover."""

from dataclasses import dataclass
from datetime import timedelta

from convite.core.db import Tx
from convite.entry.demo.steps import evening, new_event
from convite.events.event.models import Approval, Event
from convite.events.event.schemas import EventCreate, EventSettings
from convite.people.identity.models import User

ZONE = "Europe/Madrid"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A place in the town."""

    name: str
    latitude: float
    longitude: float


SQUARE = Spot(name="Plaza Mayor, Cuenca", latitude=40.0787, longitude=-2.1293)
LIBRARY = Spot(name="Biblioteca Fermín Caballero, Cuenca", latitude=40.0716, longitude=-2.1405)
THEATRE = Spot(name="Teatro del Huécar, Cuenca", latitude=40.0759, longitude=-2.1319)
MILL = Spot(name="El Molino, Cuenca", latitude=40.0825, longitude=-2.1341)
RIVER = Spot(name="Paseo del Júcar, Cuenca", latitude=40.0851, longitude=-2.1372)
BRIDGE = Spot(name="Puente de San Pablo, Cuenca", latitude=40.0779, longitude=-2.1275)
CAFE = Spot(name="Café Ruidera, Calle Carretería 14, Cuenca", latitude=40.0699, longitude=-2.1370)
WORKSHOP = Spot(name="Taller La Veleta, Cuenca", latitude=40.0731, longitude=-2.1352)
FOREST = Spot(name="Nacimiento del Río Cuervo", latitude=40.4283, longitude=-1.9372)
CITY = Spot(name="Ciudad Encantada", latitude=40.2063, longitude=-2.0061)


@dataclass(frozen=True, kw_only=True)
class Listing:
    """An event of the town's calendar."""

    title: str
    description: str
    mood: str
    interests: list[str]
    spot: Spot
    #: Days from now, the hour in UTC, and how long it lasts.
    day: int
    hour: int
    hours: float
    capacity: int | None = None
    approval: Approval = "open"
    hue: int = 350
    is_online: bool = False


def listing(
    title: str, description: str, mood: str, interests: list[str], spot: Spot, /, **rest: object
) -> Listing:
    """An event of the town's calendar, its texts first."""
    texts = {"title": title, "description": description, "mood": mood}
    return Listing(**texts, interests=interests, spot=spot, **rest)  # type: ignore[arg-type]


LISTINGS = (
    listing("Swing on the square", "A beginners' lesson at eight, then the band. No partner needed.",
            "Lively", ["dance", "music"], SQUARE, day=2, hour=18, hours=4, hue=25),
    listing("Board games by the window", "Forty games on the shelf and somebody to explain each.",
            "Relaxed", ["games"], CAFE, day=3, hour=17, hours=4, capacity=24, hue=140),
    listing("Morning run along the Júcar", "Five or ten kilometers; nobody is left behind.",
            "Fresh", ["running", "sports"], RIVER, day=4, hour=7, hours=1.5, hue=200),
    listing("Language tables: Spanish, English, Arabic", "Half an hour at each table, then you move on.",
            "Sociable", ["languages"], CAFE, day=5, hour=18, hours=2, capacity=40, hue=265),
    listing("Life drawing with a model", "Paper and charcoal are there. All levels.",
            "Quiet", ["art"], WORKSHOP, day=6, hour=17, hours=2, capacity=14, approval="request", hue=330),
    listing("Seed swap and spring pruning", "Bring what you saved, take what you'll sow.",
            "Earthy", ["gardening"], MILL, day=8, hour=9, hours=3, hue=120),
    listing("Open mic at El Molino", "Seven minutes each: songs, poems, a story you've never told.",
            "Curious", ["music", "books"], MILL, day=9, hour=19, hours=3, capacity=80, hue=300),
    listing("Walk to the Enchanted City", "Eleven easy kilometers among the rocks, with a geologist.",
            "Adventurous", ["outdoors", "science"], CITY, day=11, hour=8, hours=6, capacity=25, hue=85),
    listing("Repair café", "Toasters, trousers, bicycles: we mend them together.",
            "Helpful", ["crafts", "volunteering"], WORKSHOP, day=12, hour=9, hours=4, hue=45),
    listing("Silent film with live piano", "Keaton's The General, as it was heard in 1926.",
            "Nostalgic", ["film", "music"], THEATRE, day=13, hour=19, hours=2, capacity=180, hue=15),
    listing("Sourdough from zero", "You go home with a starter that has a name.",
            "Warm", ["cooking", "food-and-drink"], CAFE, day=15, hour=16, hours=3, capacity=10,
            approval="request", hue=60),
    listing("Python evening: maps and open data", "Short talks, long questions. Also by video.",
            "Focused", ["technology"], LIBRARY, day=17, hour=17, hours=2.5, capacity=60, is_online=True,
            hue=230),
    listing("Story hour for the smallest", "Three picture books and a song, on cushions.",
            "Gentle", ["family", "books"], LIBRARY, day=18, hour=10, hours=1, capacity=30, hue=30),
    listing("Night sky above the gorge", "Two telescopes on the bridge; Saturn if the clouds agree.",
            "Wondering", ["science", "outdoors"], BRIDGE, day=20, hour=20, hours=2, capacity=35, hue=275),
    listing("Yoga by the river", "A mat, a blanket, an hour of calm.",
            "Calm", ["wellness"], RIVER, day=22, hour=8, hours=1, capacity=20, hue=165),
    listing("The hanging houses at dawn: a photo walk", "We start before the coaches arrive.",
            "Quiet", ["photography", "history"], BRIDGE, day=24, hour=5, hours=2.5, capacity=12,
            approval="request", hue=210),
    listing("Amateur theatre: The Dog in the Manger", "Lope de Vega, played by our neighbors.",
            "Festive", ["theatre"], THEATRE, day=27, hour=19, hours=2, capacity=180, hue=5),
    listing("Dogs' meeting on the meadow", "Big and small, on a lead at first.",
            "Playful", ["pets"], RIVER, day=29, hour=9, hours=2, hue=100),
    listing("First steps with a business of one", "Invoices, insurance, and what we wish we'd known.",
            "Practical", ["business"], LIBRARY, day=32, hour=17, hours=2, capacity=40, is_online=True,
            hue=245),
    listing("Ride to the source of the Cuervo", "Gravel bikes, 60 kilometers, a swim if you dare.",
            "Adventurous", ["cycling", "outdoors"], FOREST, day=36, hour=7, hours=7, capacity=16, hue=150),
    listing("Pottery market", "Thirty potters of the province, and a wheel to try.",
            "Lively", ["crafts", "art"], SQUARE, day=40, hour=9, hours=9, hue=35),
    listing("Supper of ten strangers", "One long table, one pot, no phones.",
            "Intimate", ["food-and-drink"], MILL, day=44, hour=19, hours=3, capacity=10, approval="request",
            hue=345),
    listing("Cleaning day on the Júcar", "Gloves and bags are there; soup afterwards.",
            "Helpful", ["volunteering", "outdoors"], RIVER, day=48, hour=8, hours=4, hue=180),
    listing("Travelers' evening: the Silk Road by train", "Sixty slides, nine borders, one suitcase.",
            "Curious", ["travel", "photography"], LIBRARY, day=53, hour=18, hours=2, capacity=70, hue=55),
    listing("Midsummer choir under the bridge", "Come and sing: two rehearsals, one concert.",
            "Joyful", ["music"], BRIDGE, day=58, hour=18, hours=3, capacity=120, hue=315),
)  # fmt: skip


async def town_calendar(tx: Tx, host: User, *, place: int, hosts: int) -> list[Event]:
    """Publishes every nth event of the town's calendar, as its hosts take turns."""
    return [await publish_listing(tx, host, one) for one in LISTINGS[place::hosts]]


async def publish_listing(tx: Tx, host: User, one: Listing) -> Event:
    """Creates and publishes one event."""
    starts = evening(one.day, one.hour)
    body = EventCreate(
        title=one.title,
        description=one.description,
        mood=one.mood,
        interests=one.interests,
        starts_at=starts,
        ends_at=starts + timedelta(hours=one.hours),
        timezone=ZONE,
        venue_text=one.spot.name,
        latitude=one.spot.latitude,
        longitude=one.spot.longitude,
        online_url="https://meet.example.com/cuenca" if one.is_online else None,
        country="ES",
        visibility="public",
        approval=one.approval,
        capacity=one.capacity,
        seat_selection="none",
        settings=EventSettings(accent_hue=one.hue, needs_picture=False),
    )
    _, event = await new_event(tx, host, body)
    return event
