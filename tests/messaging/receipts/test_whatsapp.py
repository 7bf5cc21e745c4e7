"""WhatsApp against its API on loopback: sent once, told how far, answered, stopped and resumed."""

import time
from collections import Counter
from collections.abc import AsyncIterator
from itertools import permutations
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from convite.core.config import settings
from convite.core.ids import new_id
from convite.entry.reactions import REACTING
from convite.messaging.receipts import actions as receipts
from convite.messaging.receipts.jobs import read_calls
from convite.messaging.sending import jobs as sending
from tests.hosts import make_event, make_host
from tests.providers import graph as graphs
from tests.providers.graph import Graph, call_of, status_of
from tests.whatsapp import Stage, staged

assert REACTING


@pytest.fixture
def graph() -> Graph:
    return Graph()


@pytest.fixture
async def stage(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    async with staged(graph, monkeypatch) as made:
        yield made


async def test_a_message_carries_our_id_and_keeps_whatsapps(stage: Stage) -> None:
    await stage.write(await stage.guest("+34612345678"))

    message = await stage.one()
    [taken] = stage.graph.taken
    assert (message.status, message.provider_id) == ("sent", taken["id"])
    assert taken["biz_opaque_callback_data"] == f"{message.id}.0"
    assert (taken["to"], taken["text"]["body"]) == ("34612345678", "Hello")


@pytest.mark.parametrize("order", list(permutations(["sent", "delivered", "read"])))
async def test_statuses_in_any_order_never_step_back(stage: Stage, order: tuple[str, ...]) -> None:
    await stage.write(await stage.guest("+34612345678"))
    seen = []
    for status in (*order, *order):
        await stage.hear({"statuses": [status_of(stage.graph.taken[0], status)]})
        seen.append((await stage.one()).status)

    ranks = [["sent", "delivered", "read"].index(status) for status in seen]
    assert ranks == sorted(ranks)
    assert seen[-1] == "read"


async def test_a_failure_is_final_and_says_what_to_do(stage: Stage) -> None:
    await stage.write(await stage.guest("+34612345678"))
    taken = stage.graph.taken[0]
    await stage.hear({"statuses": [status_of(taken, "failed", code=131026)]})
    await stage.hear({"statuses": [status_of(taken, "delivered")]})

    message = await stage.one()
    assert (message.status, message.error_code) == ("failed", "131026")
    assert message.error is not None
    assert "has no WhatsApp" in message.error


async def test_many_doubled_and_shuffled_statuses_end_where_they_should(stage: Stage) -> None:
    for number in range(60):
        await stage.write(await stage.guest(f"+3461234{number:04}"))
    chance, wanted = Random(7), {}
    told = []
    for number, taken in enumerate(stage.graph.taken):
        ways = [["sent"], ["sent", "delivered"], ["sent", "delivered", "read"], ["sent", "failed"]]
        way = ways[number % 4]
        wanted[taken["id"]] = way[-1]
        code = {"failed": 131049}
        told += [status_of(taken, status, code=code.get(status)) for status in way] * 2
    chance.shuffle(told)
    for start in range(0, len(told), 7):
        await receipts.store(
            stage.database.app, "whatsapp", call_of({"statuses": told[start : start + 7]})
        )
    await read_calls(stage.database.system)

    found = {message.provider_id: message.status for message in await stage.messages()}
    assert found == wanted
    assert await stage.kept() == []


async def test_a_report_that_is_faster_than_the_answer_counts(stage: Stage) -> None:
    """The webhook can be called before the call that sends has been answered."""
    guest = await stage.guest("+34612345678")

    def deliver_at_once(message: dict[str, Any], _number: int) -> None:
        early.append(message | {"id": "wamid.1"})

    early: list[dict[str, Any]] = []
    stage.graph.refuse = deliver_at_once
    await stage.write(guest)
    message = await stage.one()
    async with stage.database.app.tx(stage.host.principal) as tx:
        back = "UPDATE messages SET status = 'sending', provider_id = NULL, worker = :worker"
        await tx.execute(text(back), {"worker": (worker := new_id())})
    await stage.hear({"statuses": [status_of(early[0], "delivered")]})
    accepted = sending.actions.Accepted(provider_id="wamid.1")
    await sending.actions.settle_sent(stage.database.system, worker, message.id, accepted)

    assert (await stage.one()).status == "delivered"


async def test_an_id_of_another_message_changes_nothing(stage: Stage) -> None:
    await stage.write(await stage.guest("+34612345678"), await stage.guest("+34612345679"))
    first, second = stage.graph.taken
    for forged in (
        {**first, "biz_opaque_callback_data": second["biz_opaque_callback_data"]},
        {**first, "id": "wamid.of-another-account", "biz_opaque_callback_data": f"{new_id()}.0"},
        {**first, "id": "wamid.unknown", "biz_opaque_callback_data": "no id"},
    ):
        await stage.hear({"statuses": [status_of(forged, "read")]})

    assert {message.status for message in await stage.messages()} == {"sent"}


async def test_whoever_answers_is_found_by_what_they_reply_to_their_id_or_number(
    stage: Stage,
) -> None:
    guest = await stage.guest("+525512345678")
    stage.graph.wa_ids["525512345678"] = "5215512345678"  # Mexico's extra 1
    await stage.write(guest)
    now, taken = int(time.time()), stage.graph.taken[0]
    calls = [
        graphs.written_by("5215512345678", "By their id", key="wamid.a", at=now),
        graphs.written_by("525512345678", "By number", key="wamid.b", at=now),
        graphs.written_by("", "By reply", key="wamid.c", at=now, user_id="MX.77",
                          reply_to=taken["id"]),
        graphs.written_by("", "By user id alone", key="wamid.d", at=now, user_id="MX.77"),
    ]  # fmt: skip
    for call in (*calls, *calls):  # everything comes twice
        await stage.hear(call)

    found = await stage.messages("in")
    assert [message.text for message in found] == [
        "By their id", "By number", "By reply", "By user id alone",
    ]  # fmt: skip
    assert {message.guest_id for message in found} == {guest}
    assert await stage.kept() == []


async def test_what_nobody_known_writes_is_kept_for_the_operator(stage: Stage) -> None:
    stranger = graphs.written_by("4915112345678", "Hello?", key="wamid.x", at=int(time.time()))
    await stage.hear(stranger)

    assert await stage.messages("in") == []
    assert await stage.kept() == ["1 message(s) from nobody we have written to."]


@pytest.mark.parametrize("body", [b"", b"[]", b"no json", b'{"entry": 5}', b'{"entry": [{}]}'])
async def test_a_call_of_an_unknown_form_harms_nothing(stage: Stage, body: bytes) -> None:
    await receipts.store(stage.database.app, "whatsapp", body)
    await receipts.store(stage.database.app, "whatsapp", call_of({"calls": [{"id": "1"}]}))
    await read_calls(stage.database.system)
    await stage.write(await stage.guest("+34612345678"))
    await stage.hear({"statuses": [status_of(stage.graph.taken[0], "delivered")]})

    assert (await stage.one()).status == "delivered"


async def test_stop_ends_messages_and_start_begins_them_again(stage: Stage) -> None:
    guest = await stage.guest("+34612345678")
    await stage.write(guest)
    now = int(time.time())
    await stage.hear(graphs.written_by("34612345678", " ¡Baja! ", key="wamid.1a", at=now))
    await stage.write(guest)
    stopped = Counter(message.status for message in await stage.messages())
    await stage.hear(graphs.written_by("34612345678", "START", key="wamid.1b", at=now))
    await stage.write(guest)

    assert stopped == {"sent": 1, "suppressed": 1}
    assert len(stage.graph.taken) == 2


async def test_a_revoked_token_stops_the_channel_and_a_new_one_goes_on(
    stage: Stage, monkeypatch
) -> None:
    guests = [await stage.guest(f"+3461234567{number}") for number in range(4)]
    stage.graph.token = "another"
    await stage.write(*guests)
    stopped = Counter(message.status for message in await stage.messages())
    asked = stage.graph.asked
    await stage.send()
    reason = await stage.database.system.pool.fetchval(
        "SELECT reason FROM sending_turns WHERE channel = 'whatsapp'"
    )

    monkeypatch.setattr(settings(), "whatsapp_token", "another")
    await stage.database.system.pool.execute("UPDATE sending_turns SET stopped_until = now()")
    await stage.send()
    over = await stage.database.system.pool.fetchval("SELECT reason FROM sending_turns")

    assert stopped == {"queued": 4}
    assert "token" in reason
    assert asked == stage.graph.asked - 4 == 0
    assert (len(stage.graph.taken), over) == (4, None)
    assert {message.tries for message in await stage.messages()} == {0}


async def test_too_fast_and_out_of_order_are_tried_again_impossible_ones_not(stage: Stage) -> None:
    answers = {
        1: graphs.error(131000), 2: graphs.error(130429, retry_after=0),
        3: graphs.error(131026), 4: graphs.error(131049),
    }  # fmt: skip
    stage.graph.refuse = lambda _message, number: answers.get(number)
    await stage.write(*[await stage.guest(f"+3461234567{number}") for number in range(4)])
    await stage.database.system.pool.execute("UPDATE messages SET run_after = now()")
    await stage.send()

    statuses = Counter(message.status for message in await stage.messages())
    codes = {message.error_code for message in await stage.messages() if message.status == "failed"}
    assert statuses == {"sent": 2, "failed": 2}
    assert codes == {"131026", "131049"}


async def test_a_call_that_cannot_be_stored_holds_up_no_other(stage: Stage) -> None:
    """A guest who is reached through somebody who was removed writes STOP; another's text has a NUL."""
    guest, through = await stage.guest("+34612345678"), await stage.guest("+34612345679")
    await stage.write(guest)
    pool = stage.database.system.pool
    await pool.execute("UPDATE guests SET reached_through = $1 WHERE id = $2", through, guest)
    await pool.execute("UPDATE guests SET deleted_at = now() WHERE id = $1", through)
    now = int(time.time())
    for number, words in enumerate(("STOP", "a\0b", "Hello")):
        call = call_of(graphs.written_by("34612345678", words, key=f"wamid.p{number}", at=now))
        await receipts.store(stage.database.app, "whatsapp", call)
    await read_calls(stage.database.system)

    assert [message.text for message in await stage.messages("in")] == ["STOP", "ab", "Hello"]
    assert await stage.kept() == []


async def test_a_fault_of_ours_with_one_call_keeps_it_and_reads_the_others(
    stage: Stage, monkeypatch
) -> None:
    await stage.write(await stage.guest("+34612345678"))
    receive = receipts.receive

    async def faulty(system: Any, channel: str, incoming: Any) -> bool:
        if incoming.text == "odd":
            raise RuntimeError("a fault of ours")
        return await receive(system, channel, incoming)

    monkeypatch.setattr(receipts, "receive", faulty)
    now = int(time.time())
    for number, words in enumerate(("odd", "even")):
        call = call_of(graphs.written_by("34612345678", words, key=f"wamid.f{number}", at=now))
        await receipts.store(stage.database.app, "whatsapp", call)
    await read_calls(stage.database.system)

    assert [message.text for message in await stage.messages("in")] == ["even"]
    assert await stage.kept() == ["RuntimeError: a fault of ours"]


async def test_a_stop_that_comes_again_does_not_undo_a_later_start(stage: Stage) -> None:
    guest = await stage.guest("+34612345678")
    await stage.write(guest)
    now = int(time.time())
    for words, key in (("STOP", "wamid.s1"), ("START", "wamid.s2"), ("STOP", "wamid.s1")):
        await stage.hear(graphs.written_by("34612345678", words, key=key, at=now))
    await stage.write(guest)

    assert len(stage.graph.taken) == 2


async def test_reports_on_an_attempt_that_failed_do_not_count_for_the_next(stage: Stage) -> None:
    await stage.write(await stage.guest("+34612345678"))
    first = stage.graph.taken[0]
    await stage.hear({"statuses": [status_of(first, "failed", code=131026)]})
    again = (
        "UPDATE messages SET status = 'queued', attempt = 1, provider_id = NULL, run_after = now()"
    )
    await stage.database.system.pool.execute(again)
    await stage.hear({"statuses": [status_of(first, "failed", code=131026)]})
    await stage.send()
    await stage.hear({"statuses": [status_of(stage.graph.taken[1], "delivered")]})

    assert (await stage.one()).status == "delivered"


async def test_messages_that_never_went_out_give_nobody_the_answers_of_others(
    stage: Stage,
) -> None:
    """Another host who merely has the same number on a list must not read what guests write."""
    guest = await stage.guest("+34612345678")
    await stage.write(guest)
    other = await make_host(stage.database.app)
    event = await make_event(stage.database.app, other)
    theirs = Stage(stage.database, other, event, stage.graph)
    await theirs.write(await theirs.guest("+34612345678"))
    unsent = "UPDATE messages SET status = 'held', sent_at = NULL WHERE event_id = $1"
    await stage.database.system.pool.execute(unsent, event.id)
    call = graphs.written_by("34612345678", "For the first", key="wamid.t", at=int(time.time()))
    await stage.hear(call)

    assert [message.text for message in await stage.messages("in")] == ["For the first"]
    assert await theirs.messages("in") == []


async def test_another_number_of_the_same_app_is_not_ours(stage: Stage) -> None:
    await stage.write(await stage.guest("+34612345678"))
    call = graphs.written_by("34612345678", "To another", key="wamid.n", at=int(time.time()))
    await stage.hear({**call, "metadata": {"phone_number_id": "999"}})

    assert await stage.messages("in") == []
