"""Places, distances and prices of a search. Pure functions."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import in_reach

#: The earth's mean radius in kilometers.
EARTH_KM = 6371.0088
#: Half the way round the earth, which no radius need be longer than.
FARTHEST_KM = 20_038
#: The radius around a place if none is given, in kilometers.
USUAL_KM = 50.0
#: Kilometers in a degree of latitude.
DEGREE_KM = math.pi * EARTH_KM / 180
#: Widens a box so that rounding leaves nothing out; in degrees, some meters.
MARGIN = 1e-4

DECIMAL = r"[+-]?\d{1,7}(?:\.\d{0,20})?"
PLACE = re.compile(rf"\s*({DECIMAL})\s*,\s*({DECIMAL})\s*")
PRICE = re.compile(r"(\d{0,12})-(\d{0,12})")

#: West, south, east and north in degrees.
Box = tuple[float, float, float, float]
Order = Literal["start", "distance"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A place on the earth, in degrees."""

    latitude: float
    longitude: float

    @property
    def vector(self) -> tuple[float, float, float]:
        """It as a point on a sphere of radius 1, as events keep theirs."""
        lat, lon = math.radians(self.latitude), math.radians(self.longitude)
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def position_of(text: str) -> Position:
    """A place written as `latitude,longitude`.

    Raises:
        WrongValue: it is written otherwise, or isn't on the earth.

    Example:
        >>> position_of("40.4168, -3.7038")
        Position(latitude=40.4168, longitude=-3.7038)
    """
    found = PLACE.fullmatch(text)
    if found is None:
        english = "Write the place as latitude,longitude, such as 40.4168,-3.7038."
        raise WrongValue(FieldText(name="discover.near", english=english))
    latitude, longitude = float(found[1]), float(found[2])
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        english = "The latitude must be from -90 to 90, and the longitude from -180 to 180."
        raise WrongValue(FieldText(name="discover.near-range", english=english))
    return Position(latitude=latitude, longitude=longitude)


def chord_of(km: float) -> float:
    """The square of the straight way between two points of the unit sphere that are so far apart."""
    return 4 * math.sin(min(km / EARTH_KM, math.pi) / 2) ** 2


def km_of(chord: float) -> float:
    """The way over the earth for the square of a straight one: the opposite of `chord_of`."""
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(max(0.0, chord)) / 2))


def boxes_around(place: Position, km: float) -> tuple[Box, Box]:
    """Two boxes of degrees that hold everything within so many kilometers; mostly the same one twice.

    Across the line at ±180° there is one on either side, and around a pole one that goes round the earth.
    """
    reach = km / DEGREE_KM + MARGIN
    south, north = place.latitude - reach, place.latitude + reach
    if south <= -90 or north >= 90:
        around = (-180.0, max(-90.0, south), 180.0, min(90.0, north))
        return around, around
    # meridians touch the circle nearer to the pole than its center is
    sine = math.sin(math.radians(reach)) / math.cos(math.radians(place.latitude))
    width = math.degrees(math.asin(min(1.0, sine))) + MARGIN
    west, east = place.longitude - width, place.longitude + width
    if west < -180:
        return (west + 360, south, 180.0, north), (-180.0, south, east, north)
    if east > 180:
        return (west, south, 180.0, north), (-180.0, south, east - 360, north)
    box = (west, south, east, north)
    return box, box


def known_place(text: str) -> str:
    """Rejects what isn't a place."""
    position_of(text)
    return text


@dataclass(frozen=True, slots=True)
class Prices:
    """Between which prices a ticket is asked for, in minor units; without the second there is no limit."""

    least: int
    most: int | None


def prices_in(price: str) -> Prices:
    """The prices that are asked for; events that cost nothing have the price 0.

    Raises:
        WrongValue: it is neither `free`, `paid` nor two amounts in minor units, of which one may be
            left out.
    """
    if price in {"free", "paid"}:
        return Prices(0, 0) if price == "free" else Prices(1, None)
    found = PRICE.fullmatch(price)
    if found is None or price == "-":
        english = "Write free, paid, or two amounts in minor units such as 0-2500."
        raise WrongValue(FieldText(name="discover.price", english=english))
    least, most = int(found[1] or 0), int(found[2]) if found[2] else None
    if most is not None and most < least:
        english = "The first amount is above the second."
        raise WrongValue(FieldText(name="discover.price-order", english=english))
    return Prices(least, most)


def known_price(text: str) -> str:
    """Rejects what isn't a price."""
    prices_in(text)
    return text


def day_or_moment(text: str) -> date | datetime:
    """A day, such as 2027-05-01, which is meant as it is at the event, or a time with its offset.

    Raises:
        WrongValue: it is neither.
    """
    # a plus that wasn't escaped arrives as a space
    read = date.fromisoformat if len(text) == len("2027-05-01") else datetime.fromisoformat
    try:
        found = read(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or (isinstance(found, datetime) and found.tzinfo is None):
        english = "Write a date such as 2027-05-01, or a time such as 2027-05-01T18:00:00+02:00."
        raise WrongValue(FieldText(name="discover.date", english=english))
    return in_reach(found)


def known_date(text: str) -> str:
    """Rejects what is neither a day nor a time with its offset."""
    day_or_moment(text)
    return text


#: Why an event is recommended, the strongest first.
ReasonKind = Literal["host", "interest", "place"]
