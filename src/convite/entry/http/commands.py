"""Socket commands: the same actions as over HTTP."""

from typing import Any
from uuid import UUID

import msgspec
from fastapi import FastAPI

from convite.core.bodies import id_field
from convite.core.database import Database
from convite.core.hot import HotDoor, HotRequest
from convite.core.ids import new_id
from convite.core.problems import NotFound, NotKnown
from convite.core.request import Caller
from convite.doors.invitations.policy import enter_invitation
from convite.doors.invitations.schemas import AttendanceCreate
from convite.doors.rsvp.actions import attend
from convite.doors.rsvp.hot import holds, read_holder
from convite.entrance.queue.hot import check_in, read_access, read_scans
from convite.events.event.policy import EventAccess, enter_event, guesses_limited
from convite.events.visitors.policy import find_visitor
from convite.live.channels import Audience, Channel, Grant, Listening
from convite.live.socket import Command
from convite.plan.seating.queries import seat_by_id
from convite.room.holds.actions import end_hold
from convite.room.holds.policy import check_holder
from convite.room.holds.queries import reservation_by_key
from convite.room.holds.schemas import HoldBody


async def enter_as(app: FastAPI, tx: Any, who: Listening, kind: str, key: UUID) -> EventAccess:
    """A listener's access to an event; guesses of codes are limited by address."""
    caller = Caller(token=who.token, code=who.code)
    async with guesses_limited(app.state.budgets, who.client, caller):
        return await enter_event(tx, caller, kind, key)


def authorizer(app: FastAPI) -> Any:
    """Authorizes subscriptions with the same access checks as routes."""

    async def authorize(who: Listening, channel: Channel) -> Grant:
        """Decides what a listener may receive; names only for those who may see them.

        Raises:
            Problem: the subscription isn't permitted.
        """
        if channel.kind == "user":
            if who.token is None or who.token.user_id != channel.key:
                raise NotFound
            return Grant(stream_id=channel.key, audience="staff")
        database: Database = app.state.database
        async with database.read() as tx:
            try:
                access = await enter_as(app, tx, who, channel.kind, channel.key)
            except (NotKnown, NotFound):
                # buyers follow the map of a public event that sells seats
                visitor = await visiting(tx, who, channel)
                if visitor is None:
                    raise
                access = visitor
        return granted(access, channel)

    return authorize


async def visiting(tx: Any, who: Listening, channel: Channel) -> EventAccess | None:
    """A buyer's access to an event's seats, without names."""
    if channel.kind != "event" or channel.topic != "seats":
        return None
    caller = Caller(token=who.token, code=who.code)
    found = await find_visitor(tx, caller, channel.key)
    return found if found is not None and found.can("see_seats") else None


def granted(access: EventAccess, channel: Channel) -> Grant:
    """The grant of an event's or an invitation's channel."""
    if channel.kind == "invitation":
        own = access.invitation_id == channel.key
        if not own and not access.can("view_event"):
            raise NotFound
        return event_grant(access, "staff")
    if channel.topic == "seats" and access.can("see_seats"):
        audience = "staff" if access.can("see_contacts") else "public"
        return event_grant(access, audience)  # type: ignore[arg-type]
    access.need("view_event")
    return event_grant(access, "staff")


def event_grant(access: EventAccess, audience: Audience) -> Grant:
    """The event's stream; its organization's tells when a role there is lost."""
    event = access.event
    return Grant(stream_id=event.id, audience=audience, organization_id=event.organization_id)


class Commands:
    """The commands of sockets, on one application."""

    def __init__(self, app: FastAPI, door: HotDoor) -> None:
        self.app = app
        self.door = door

    @property
    def all(self) -> dict[str, Command]:
        """By the message's action."""
        return {
            "lock_seat": self.lock_seat,
            "unlock_seat": self.unlock_seat,
            "assign_seat": self.assign_seat,
            "checkin_guest": self.checkin_guest,
        }

    async def lock_seat(self, who: Listening, message: dict[str, Any]) -> dict[str, Any]:
        """Holds one seat."""
        seat_id = id_field(message.get("seat_id"), "seat_id")
        database: Database = self.app.state.database
        async with database.read() as tx:
            access = await read_holder(tx, await self.entered(tx, who, "seat", seat_id))
        access.need("hold_seats")
        made = await holds(self.door, HotRequest(access, HoldBody(seat_ids=[seat_id]), new_id()))
        return {**msgspec.to_builtins(made), "seat_id": str(seat_id)}

    async def unlock_seat(self, who: Listening, message: dict[str, Any]) -> dict[str, Any]:
        """Frees a seat one holds."""
        seat_id = id_field(message.get("seat_id"), "seat_id")
        database: Database = self.app.state.database
        async with database.tx() as tx:
            access = await self.entered(tx, who, "seat", seat_id)
            found = await seat_by_id(tx, seat_id)
            key = found[0].reservation_id if found else None
            if key is None:
                raise NotFound("This seat isn't held.")
            reservation = check_holder(access, await reservation_by_key(tx, key))
            await end_hold(tx, access.actor, reservation, reason="released")
        return {"seat_id": str(seat_id)}

    async def entered(self, tx: Any, who: Listening, kind: str, key: UUID) -> EventAccess:
        """The transaction opened for the object's event."""
        return await enter_as(self.app, tx, who, kind, key)

    async def assign_seat(self, who: Listening, message: dict[str, Any]) -> dict[str, Any]:
        """Gives a guest of an invitation a seat; a pending guest is marked as coming."""
        invitation_id = id_field(message.get("invitation_id"), "invitation_id")
        seat_id = id_field(message.get("seat_id"), "seat_id")
        guest = message.get("guest_id")
        guest_id = id_field(guest, "guest_id") if guest else None
        choice = AttendanceCreate(guest_id=guest_id, seat_id=seat_id)
        database: Database = self.app.state.database
        async with database.tx() as tx:
            access = await self.entered(tx, who, "invitation", invitation_id)
            found = await enter_invitation(tx, access, invitation_id, "edit_seats")
            attendee_id = await attend(
                tx, access.actor, access.event, found.invitation, found.holder, choice
            )
        return {"seat_id": str(seat_id), "attendance_id": str(attendee_id)}

    async def checkin_guest(self, who: Listening, message: dict[str, Any]) -> dict[str, Any]:
        """Checks somebody in: a scan, with `event_id`."""
        scan = {name: value for name, value in message.items() if name not in FRAME}
        scan.setdefault("nonce", str(new_id()))
        event_id = id_field(message.get("event_id"), "event_id")
        database: Database = self.app.state.database
        async with database.read() as tx:
            access = await read_access(tx, await self.entered(tx, who, "event", event_id))
        access.need("check_in")
        body = read_scans(msgspec.json.encode(scan))
        results = await check_in(self.door, HotRequest(access, body, new_id()))
        shown: dict[str, Any] = msgspec.to_builtins(results)
        return shown


FRAME = frozenset({"action", "ref", "event_id", "channel"})
