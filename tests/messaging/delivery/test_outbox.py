"""Who may read everybody's mail: admins, and anybody only in a demo that nobody else can reach."""

import pytest

from convite.core.config import settings
from convite.core.problems import NotKnown
from convite.core.request import Caller
from convite.messaging.delivery.policy import outbox_reader
from tests.world import PASSWORD, World

PATH = "/api/outbox"


async def test_outbox_is_for_admins(world: World) -> None:
    ana, boss = await world.organizer(), await world.organizer("Boss")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)

    await world.nobody().refused(401, "GET", PATH)
    await ana.refused(403, "GET", PATH)
    boss = world.logged_in(
        await world.nobody().post("/api/auth/login", {"email": boss.email, "password": PASSWORD})
    )
    assert (await boss.get(PATH))["is_open"] is False


async def test_demo_is_open_to_nobody_in_particular(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"demo": True, "host": "127.0.0.1", "public_url": ""}
    demo = settings().model_copy(update=values)
    monkeypatch.setattr("convite.messaging.delivery.policy.settings", lambda: demo)

    await outbox_reader(Caller())

    plain = demo.model_copy(update={"demo": False})
    monkeypatch.setattr("convite.messaging.delivery.policy.settings", lambda: plain)
    with pytest.raises(NotKnown):
        await outbox_reader(Caller())


@pytest.mark.unit
@pytest.mark.parametrize(
    ("values", "is_open"),
    [
        ({"demo": True, "host": "127.0.0.1", "public_url": ""}, True),
        ({"demo": True, "host": "127.0.0.1", "public_url": "http://localhost:8000"}, True),
        ({"demo": False, "host": "127.0.0.1", "public_url": ""}, False),
        ({"demo": True, "host": "0.0.0.0", "public_url": ""}, False),
        ({"demo": True, "host": "127.0.0.1", "public_url": "https://convite.example"}, False),
    ],
)
def test_outbox_is_open_only_in_a_demo_on_this_machine(
    values: dict[str, object], is_open: bool
) -> None:
    assert settings().model_copy(update=values).open_outbox is is_open
