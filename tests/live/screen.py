"""What an organizer's page knows of an event, and how it changes by messages alone."""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from convite.room.attendees.rules import derived_status
from tests.world import Happening

TOPICS = ("seats", "attendance", "invitations")
#: Messages that tell a page to read a row again, since they don't carry all of it.
ROW_AGAIN = {"attendee_added", "attendee_updated", "invitation_created"}
#: They change what everybody is asked; the list is read again.
PEOPLE_AGAIN = {"part_added", "part_changed", "part_removed"}
SEATS_AGAIN = {"list_changed", "seat_updated"}
SEAT = ("status", "held_until", "guest")
PERSON = (
    "name", "party", "status", "attendance", "seat_id", "seat_number", "answers", "side", "notes",
    "checked_in_at", "invitation_id", "version", "parts",
)  # fmt: skip
INVITATION = ("status", "label", "message", "max_guests")


@dataclass
class Screen:
    """The map, the list of people, and the invitations."""

    position: str
    seats: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    invitations: dict[str, dict[str, Any]] = field(default_factory=dict)

    def apply(self, messages: list[dict[str, Any]], fresh: "Screen") -> "Screen":
        """The page after the messages; `fresh` is what reading a row again would give."""
        screen = copy.deepcopy(self)
        for message in messages:
            screen.take(message, fresh)
        for key, row in screen.invitations.items():
            states = [
                (person["status"], person["attendance"])
                for person in screen.people.values()
                if person["invitation_id"] == key
            ]
            if states:
                row["status"] = derived_status(states)
        return screen

    def take(self, message: dict[str, Any], fresh: "Screen") -> None:
        """One message."""
        action = message["action"]
        if action in SEATS_AGAIN:
            self.seats = copy.deepcopy(fresh.seats)
        elif action in PEOPLE_AGAIN:
            self.people = copy.deepcopy(fresh.people)
        elif action in ROW_AGAIN:
            self.read_again(message, fresh)
        elif action in ("seat_locked", "seat_assigned", "seat_freed"):
            self.take_seat(message)
        elif action in ("guest_responded", "guest_checked_in", "guest_checked_out"):
            self.take_person(message)
        elif action == "invitation_updated":
            for person in self.people.values():
                if person["invitation_id"] == message["invitation_id"]:
                    person["party"] = message["label"]
            # one that was created and canceled since is gone when its row is read
            row = self.invitations.get(message["invitation_id"], {})
            row.update(fresh.invitations.get(message["invitation_id"], row))
            row.update({name: message[name] for name in ("status", "label")})
        elif action in ("invitation_canceled", "invitation_deleted"):
            self.invitations.pop(message["invitation_id"], None)

    def read_again(self, message: dict[str, Any], fresh: "Screen") -> None:
        key = message.get("attendee_id")
        seated = self.people.get(str(key), {}).get("seat_id")
        if seated:
            self.seats[seated]["guest"] = message["name"]
        if key in fresh.people:
            self.people[key] = copy.deepcopy(fresh.people[key])
        key = message.get("invitation_id")
        if key in fresh.invitations:
            self.invitations[key] = copy.deepcopy(fresh.invitations[key])

    def take_seat(self, message: dict[str, Any]) -> None:
        key, action = message["seat_id"], message["action"]
        for person in self.people.values():
            if person["seat_id"] == key:
                person.update(seat_id=None, seat_number=None)
        if action == "seat_locked":
            state = {"status": "held", "held_until": moment(message["held_until"]), "guest": None}
        elif action == "seat_freed":
            state = {"status": message["status"], "held_until": None, "guest": None}
        else:
            state = {"status": "assigned", "held_until": None, "guest": message["guest"]["name"]}
            seated = {"seat_id": key, "seat_number": message["seat_number"]}
            self.people[message["attendee_id"]].update(seated)
        self.seats[key] = state

    def take_person(self, message: dict[str, Any]) -> None:
        key, action = message["attendee_id"], message["action"]
        if message.get("own_status") == "canceled":
            self.people.pop(key, None)
            return
        if key not in self.people:
            return  # was added and removed since, so that reading them found nobody
        person = self.people[key]
        if action == "guest_responded":
            person.update(status=message["own_status"], answers=message["answers"])
            for part in person["parts"]:
                part["status"] = message["parts"].get(part["part_id"], part["status"])
        elif action == "guest_checked_in":
            came = moment(message["checkin_time"])
            person.update(status="going", attendance="checked_in", checked_in_at=came)
        else:
            person["attendance"] = message.get("attendance", "left")
            if person["attendance"] == "not_checked_in":
                person["checked_in_at"] = None
        person["version"] = message["version"]


def moment(text: str | None) -> datetime | None:
    """A time, however it is written."""
    return datetime.fromisoformat(text) if text else None


async def screen_of(event: Happening) -> Screen:
    """What reading everything gives."""
    found = await event.host.get(f"{event.path}/seats")
    screen = Screen(found["position"])
    for seat in found["seats"]:
        kept = {name: seat[name] for name in SEAT}
        kept["held_until"] = moment(seat["held_until"])
        kept["guest"] = seat["guest"]["name"] if seat["guest"] else None
        screen.seats[seat["id"]] = kept
    for person in (await event.host.get(f"{event.path}/attendees", limit=200))["items"]:
        screen.people[person["id"]] = {name: person[name] for name in PERSON}
        screen.people[person["id"]]["checked_in_at"] = moment(person["checked_in_at"])
    for row in (await event.host.get(f"{event.path}/invitations", limit=200))["items"]:
        screen.invitations[row["id"]] = {name: row[name] for name in INVITATION}
    return screen
