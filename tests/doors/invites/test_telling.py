"""Who is told of a direct invite."""

import pytest

from tests.doors.invites.test_invites import direct
from tests.doors.requests.test_telling import told
from tests.world import Person, World

pytestmark = pytest.mark.usefixtures("worker")


async def mails_to(world: World, who: Person) -> list[str]:
    statement = "SELECT text FROM messages WHERE address = $1 AND dedup_key LIKE 'invite.%'"
    return [row["text"] for row in await world.sql(statement, who.email)]


async def test_an_invited_account_is_told_in_the_app_and_by_mail(world: World) -> None:
    event = await (await world.organizer("Ana Ruiz")).event(venue_text="Calle Olmo 4")
    leo = await world.organizer("Leo Paz")

    invite = await direct(event, user_id=leo.id, message="Do come!")
    [news] = await told(leo)

    assert (news["type"], news["title"]) == ("event_invite", "Ana Ruiz invites you to Ana y León")
    assert news["message"] == "Do come!"
    [text] = await mails_to(world, leo)
    for words in ("Calle Olmo 4", "“Do come!”", invite["url"]):
        assert words in text


async def test_an_address_that_is_proven_is_told_in_the_app_and_gets_one_mail(
    world: World,
) -> None:
    event = await (await world.organizer("Ana Ruiz")).event()
    leo = await world.organizer("Leo Paz")
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", leo.id)

    await direct(event, email=leo.email)
    [news] = await told(leo)

    assert news["title"] == "Ana Ruiz invites you to Ana y León"
    assert await mails_to(world, leo) == []  # the invitation itself is mailed
