"""How far what was sent to guests has come, on the list of an event and as a filter of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.world import Happening, Party, World

MESSAGE = """
INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, subject, text,
  dedup_key, status, direction, locale, created_at)
SELECT gen_random_uuid(), a.organization_id, a.event_id, a.guest_id, $3, coalesce(g.email, '+34600'), 's',
  't', gen_random_uuid()::text, $2, $4, 'en', now() + make_interval(secs => $5)
FROM attendees a JOIN guests g ON g.id = a.guest_id WHERE a.id = $1
"""
BLOCK = """
UPDATE guests SET blocked_email = jsonb_build_object('address', email, 'kind', 'invalid')
WHERE id = (SELECT guest_id FROM attendees WHERE id = $1)
"""


class Listed:
    """An event with a guest for each word."""

    def __init__(self, world: World, event: Happening) -> None:
        self.world, self.event, self.parties = world, event, dict[str, Party]()

    async def invite(self, name: str) -> Party:
        guests = [{"name": name, "email": f"{name.lower()}@example.com"}]
        made = await self.event.host.post(f"{self.event.path}/invitations", {"guests": guests})
        self.parties[name] = Party(self.event, made)
        return self.parties[name]

    async def message(
        self, party: Party, status: str, *, channel: str = "email", way: str = "out", later: int = 0
    ) -> None:
        await self.world.sql(MESSAGE, party.guests[0], status, channel, way, later)

    async def words(self, **filters: Any) -> dict[str, str]:
        """What the list says of each guest."""
        page = await self.event.host.get(f"{self.event.path}/guests", **filters)
        return {row["name"]: row["delivery"] for row in page["items"]}


@pytest.fixture
async def listed(world: World) -> Listed:
    return Listed(world, await (await world.organizer()).event())


async def with_all_words(listed: Listed) -> dict[str, str]:
    """A guest for every word, named by what has happened to them."""
    states = {
        "Queued": "queued", "Sending": "sending", "Held": "held", "Sent": "sent",
        "Delivered": "delivered", "Read": "read", "Failed": "failed", "Outbox": "outbox",
        "Unwanted": "suppressed", "Bounced": "failed", "Answered": "failed",
    }  # fmt: skip
    for name, status in states.items():
        await listed.message(await listed.invite(name), status)
    await listed.invite("Silent")
    await listed.message(await listed.invite("Opened"), "failed")
    await listed.world.sql(BLOCK, listed.parties["Bounced"].guests[0])
    await listed.event.host.post(f"{listed.parties['Opened'].rsvp}/opened")
    await listed.parties["Answered"].answer("declined")
    return {
        "Queued": "queued", "Sending": "queued", "Held": "queued", "Sent": "sent",
        "Delivered": "delivered", "Read": "delivered", "Failed": "failed", "Outbox": "not_sent",
        "Unwanted": "not_sent", "Bounced": "bounced", "Answered": "answered",
        "Silent": "not_sent", "Opened": "opened",
    }  # fmt: skip


async def test_one_word_for_each_guest_on_lists_and_alone(listed: Listed) -> None:
    expected = await with_all_words(listed)

    attendees = await listed.event.host.get(f"{listed.event.path}/attendees")
    one = await listed.event.host.get(
        f"{listed.event.path}/guests/{listed.parties['Bounced'].guests[0]}"
    )

    assert await listed.words() == expected
    assert {row["name"]: row["delivery"] for row in attendees["items"]} == expected
    assert one["delivery"] == "bounced"


async def test_filters_find_exactly_those_of_a_word(listed: Listed) -> None:
    expected = await with_all_words(listed)

    for word in sorted(set(expected.values())):
        assert await listed.words(delivery=word) == {
            name: said for name, said in expected.items() if said == word
        }
    not_reached = await listed.words(delivery="not_reached")
    found = await listed.words(delivery="not_reached", q="bounced", sort="-replied")

    assert set(not_reached) == {"Silent", "Outbox", "Unwanted", "Failed", "Bounced"}
    assert list(found) == ["Bounced"]
    await listed.event.host.refused(
        422, "GET", f"{listed.event.path}/guests", None, params={"delivery": "lost"}
    )


async def last_failed(listed: Listed, party: Party) -> None:
    """The later of two messages."""
    await listed.message(party, "delivered")
    await listed.message(party, "failed", later=5)


async def next_channel(listed: Listed, party: Party) -> None:
    """A mail that failed, and the message that took its place."""
    await listed.message(party, "failed")
    await listed.message(party, "delivered", channel="sms", later=5)


async def own_words(listed: Listed, party: Party) -> None:
    """What they write to the host isn't sent to them."""
    await listed.message(party, "delivered", way="in")


async def other_address(listed: Listed, party: Party) -> None:
    """A mail that came back from an address they no longer have, then one to the new one."""
    await listed.message(party, "failed")
    await listed.world.sql(BLOCK, party.guests[0])
    await listed.event.host.patch(
        f"{listed.event.path}/guests/{party.guests[0]}", {"email": "new@example.com"}
    )
    await listed.message(party, "sent", later=5)


async def sent_just_now(listed: Listed, party: Party) -> None:
    """The invitation's mail isn't queued yet."""
    await listed.world.sql("UPDATE invitations SET sent_at = now() WHERE id = $1", party.id)


@pytest.mark.parametrize(
    ("happens", "word"),
    [
        (last_failed, "failed"),
        (next_channel, "delivered"),
        (own_words, "not_sent"),
        (other_address, "sent"),
        (sent_just_now, "queued"),
    ],
)
async def test_the_last_message_counts(
    listed: Listed, happens: Callable[[Listed, Party], Any], word: str
) -> None:
    await happens(listed, await listed.invite("Guest"))

    assert await listed.words() == {"Guest": word}


async def test_what_other_events_sent_doesnt_count(listed: Listed) -> None:
    party = await listed.invite("Guest")
    other = await listed.event.host.event(title="Another")
    await listed.message(party, "delivered")
    await listed.world.sql(
        "UPDATE messages SET event_id = $1 WHERE event_id = $2", other.id, listed.event.id
    )

    assert await listed.words() == {"Guest": "not_sent"}


async def test_a_message_to_those_not_reached_goes_to_nobody_else(listed: Listed) -> None:
    await with_all_words(listed)

    await listed.event.host.patch(
        f"{listed.event.path}/guests",
        {"filters": {"delivery": "not_reached"}, "set": {"add_tags": ["call them"]}},
    )

    assert set(await listed.words(tag="call them")) == {
        "Silent", "Outbox", "Unwanted", "Failed", "Bounced",
    }  # fmt: skip
