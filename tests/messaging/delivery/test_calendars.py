"""The calendar file of mails: one event by one id, brought up to date, and taken out again."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar
from icalendar import Event as Entry

from convite.core.config import settings
from convite.core.log import Actor
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import PartyGuest
from convite.doors.replies.actions import answer_all
from convite.events.event.actions import cancel, change_event
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.mailserver import Behaving, mail_server
from tests.messaging.delivery.test_actions import invite_party, react
from tests.sending import send_messages
from tests.world import World

JOBS = ("mail_invitation", "confirm_answer", "tell_canceled")


class Letterbox:
    """A guest's mails, and what happens at the event."""

    def __init__(self, database: Fresh, host: Host, event: Event, behaving: Behaving) -> None:
        self.database, self.host, self.event, self.behaving = database, host, event, behaving

    async def invite(self, *names: str) -> Invitation:
        guests = [
            PartyGuest(first_name=name, email="ana@example.com" if place == 0 else None)
            for place, name in enumerate(names)
        ]
        made = await invite_party(self.database, self.host, self.event, guests)
        await self.deliver()
        return made

    async def answer(self, invitation: Invitation, reply: str) -> None:
        guest = Actor(kind="guest", id=invitation.id, via="code")
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            assert event is not None
            own = await tx.get_one(Invitation, invitation.id)
            await answer_all(tx, guest, event, own, reply)
        await self.deliver()

    async def change(self, **values: object) -> None:
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            assert event is not None
            await change_event(tx, self.host.actor, event, dict(values))

    async def cancel(self) -> None:
        async with self.database.app.tx(self.host.principal) as tx:
            event = await event_by_id(tx, self.event.id)
            assert event is not None
            await cancel(tx, self.host.actor, event, reason="rain")
        await self.deliver()

    async def deliver(self) -> None:
        await react(self.database, *JOBS)
        await send_messages(self.database.system)

    def last(self) -> tuple[str, Entry] | None:
        """The method and the entry of the last mail's calendar, which it has twice, the same."""
        mail = self.behaving.taken[-1]
        found = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        if not found:
            return None
        among, attached = (part.get_content() for part in found)
        # as text and as a file: only the line breaks may differ
        text = attached if isinstance(attached, str) else attached.decode()
        assert among.splitlines() == text.splitlines()
        assert all(len(line.encode()) <= 75 for line in text.splitlines())
        calendar = Calendar.from_ical(text)
        method = str(calendar["method"])
        assert found[0].get_param("method") == found[1].get_param("method") == method
        assert found[1].get_filename() == "event.ics"
        [entry] = calendar.walk("VEVENT")
        return method, entry


@pytest.fixture
async def box(monkeypatch) -> AsyncIterator[Letterbox]:
    behaving = Behaving()
    async with fresh() as database:
        with mail_server(behaving) as url:
            monkeypatch.setattr(settings(), "smtp_url", url)
            host = await make_host(database.app)
            yield Letterbox(database, host, await make_event(database.app, host), behaving)


async def test_one_entry_goes_from_the_invitation_to_the_end(box: Letterbox) -> None:
    invitation = await box.invite("Ana")
    seen = [box.last()]
    for reply in ("accepted", "declined", "accepted"):
        await box.answer(invitation, reply)
        seen.append(box.last())
    await box.change(venue_text="The barn")
    await box.answer(invitation, "declined")
    await box.answer(invitation, "accepted")
    seen.append(box.last())
    await box.cancel()
    seen.append(box.last())

    found = [one for one in seen if one is not None]
    assert [method for method, _ in found] == [
        "PUBLISH", "REQUEST", "CANCEL", "REQUEST", "REQUEST", "CANCEL",
    ]  # fmt: skip
    assert {str(entry["uid"]) for _, entry in found} == {f"{box.event.id}@convite"}
    numbers = [int(entry["sequence"]) for _, entry in found]
    assert numbers == sorted(set(numbers))
    assert [str(entry["status"]) for _, entry in found] == [
        "CANCELLED" if method == "CANCEL" else "CONFIRMED" for method, _ in found
    ]
    assert str(found[-2][1]["location"]) == "The barn"


async def test_a_guest_who_comes_is_in_the_entry_and_isnt_asked_again(box: Letterbox) -> None:
    await box.answer(await box.invite('Ana "Nan"; Ruiz:'), "accepted")
    found = box.last()
    assert found is not None
    _, entry = found

    assert str(entry["attendee"]) == "mailto:ana@example.com"
    assert entry["attendee"].params["CN"] == "Ana 'Nan'; Ruiz:"
    assert (entry["attendee"].params["PARTSTAT"], entry["attendee"].params["RSVP"]) == (
        "ACCEPTED", "FALSE",
    )  # fmt: skip
    assert str(entry["organizer"]) == "mailto:no-reply@localhost"
    text = box.behaving.taken[-1].get_body(("plain",))
    assert text is not None
    assert "/calendar/google\n" in text.get_content().replace("\r", "")


async def test_a_guest_who_never_came_gets_no_cancellation_by_declining(box: Letterbox) -> None:
    await box.answer(await box.invite("Ana"), "declined")

    assert box.last() is None


async def test_an_entry_for_those_without_an_address_goes_to_whoever_has_one(
    box: Letterbox,
) -> None:
    await box.answer(await box.invite("Ana", "Leo"), "accepted")

    assert box.last() is not None


async def test_links_of_web_calendars_hold_the_event(world: World) -> None:
    event = await (await world.organizer()).event(
        title="Ana & Leo", starts_at="2030-05-01T18:00:00+02:00", venue_text="La Quinta"
    )
    party = await event.party("Jo Smith")
    page = (await world.http.get(f"/r/{party.code}")).text
    await party.answer("accepted")
    after = (await world.http.get(f"/r/{party.code}")).text
    google = (await world.http.get(f"/r/{party.code}/calendar/google")).headers["location"]
    outlook = (await world.http.get(f"/r/{party.code}/calendar/outlook")).headers["location"]

    assert f"/r/{party.code}/calendar/google" not in page
    assert f"/r/{party.code}/calendar/google" in after
    assert (urlsplit(google).hostname, urlsplit(outlook).hostname) == (
        "calendar.google.com", "outlook.live.com",
    )  # fmt: skip
    values = parse_qs(urlsplit(google).query)
    assert values["text"] == ["Ana & Leo"]
    assert values["dates"] == ["20300501T160000Z/20300501T160000Z"]
    assert parse_qs(urlsplit(outlook).query)["location"] == ["La Quinta"]
    assert (await world.http.get("/r/nobodyscode/calendar/google")).status_code == 404
    assert (await world.http.get(f"/r/{party.code}/calendar/evil")).status_code in (404, 422)
