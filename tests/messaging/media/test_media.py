"""Pictures and documents that guests send by WhatsApp."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from convite.core.clock import now
from convite.core.config import settings
from convite.core.paging import PageQuery
from convite.entry.reactions import REACTING
from convite.gateways.storage import storage
from convite.messaging.inbox.queries import MessageFilters, messages_page
from convite.messaging.inbox.schemas import MessageOut
from convite.messaging.media.rules import clean_name, clean_type
from tests.providers.graph import Graph, written_by
from tests.whatsapp import Stage, staged

assert REACTING

NUMBER = "34612345678"


@pytest.fixture
def graph() -> Graph:
    return Graph()


@pytest.fixture
async def stage(graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path) -> AsyncIterator[Stage]:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    async with staged(graph, monkeypatch) as made:
        await made.write(await made.guest(f"+{NUMBER}"))
        yield made


def sent(kind: str, key: str, **own: Any) -> dict[str, Any]:
    """The change that tells of a file."""
    change = written_by(NUMBER, "", key=f"wamid.{key}", at=int(now().timestamp()))
    [one] = change["messages"]
    del one["text"]
    one |= {"type": kind, kind: {"id": key, **own}}
    return change


async def received(stage: Stage) -> list[MessageOut]:
    """What stands in the inbox, after the job has run for each message."""
    incoming = await stage.messages("in")
    for message in incoming:
        await stage.run("fetch_message_files", message.id)
    async with stage.database.app.tx(stage.host.principal) as tx:
        wanted = MessageFilters(direction="in")
        found = await messages_page(tx, stage.event.id, PageQuery(), wanted, sees_links=True)
    return list(found.items)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


async def stored(stage: Stage, file_id: UUID) -> bytes:
    key = await stage.database.system.pool.fetchval(
        "SELECT key FROM message_files WHERE id = $1", file_id
    )
    return await storage().read(key)


async def test_a_picture_and_a_document_are_kept(stage: Stage) -> None:
    stage.graph.media = {"111": picture(), "222": b"%PDF-1.7 the plan"}
    image = sent("image", "111", mime_type="image/jpeg", caption="Our cake")
    paper = sent("document", "222", mime_type="application/pdf", filename="../../plan.pdf")
    await stage.hear(image, image, paper)

    by_name = {one.files[0].name: one for one in await received(stage)}
    assert set(by_name) == {"image.webp", "plan.pdf"}
    cake, plan = by_name["image.webp"], by_name["plan.pdf"]
    assert "Our cake" in (cake.text or "")
    assert (cake.files[0].content_type, cake.files[0].error) == ("image/webp", None)
    assert Image.open(BytesIO(await stored(stage, cake.files[0].id))).size == (40, 30)
    assert await stored(stage, plan.files[0].id) == b"%PDF-1.7 the plan"
    # once more changes nothing
    assert [one.files for one in await received(stage)]
    assert await stage.database.system.pool.fetchval("SELECT count(*) FROM message_files") == 2


async def test_a_file_that_is_gone_or_elsewhere_says_so(stage: Stage) -> None:
    stage.graph.media = {"333": b"secret"}
    stage.graph.media_url = "http://169.254.169.254/latest"
    await stage.hear(sent("audio", "333", mime_type="audio/ogg; codecs=opus"))
    [elsewhere] = await received(stage)
    assert "isn't its own" in (elsewhere.files[0].error or "")

    await stage.hear(sent("video", "444", mime_type="video/mp4"))
    newest = (await received(stage))[0]
    assert newest.files[0].error
    assert newest.files[0].size == 0


async def test_an_id_that_could_be_an_address_is_not_asked_for(stage: Stage) -> None:
    await stage.hear(sent("image", "../me", mime_type="image/jpeg"))
    [one] = await received(stage)
    assert one.files == []


def test_names_and_types_are_cleaned() -> None:
    assert clean_type("audio/ogg; codecs=opus") == "audio/ogg"
    assert clean_type("text/html\r\nX: y") == "application/octet-stream"
    assert clean_name("C:\\temp\\.hidden.txt", "document", "text/plain") == "hidden.txt"
    assert clean_name("", "video", "video/mp4") == "video.mp4"
