"""Every fact is recorded by somebody, told to somebody, and known by its name alone."""

import ast
import re
from collections.abc import Iterable

import pytest

from convite.core.log import REACTIONS, Fact
from convite.core.log_sql import HOT_ACTIONS, check_reactions
from convite.entry import wiring
from convite.entry.reactions import REACTING
from convite.live.channels import EVENT_CHANNELS
from tests.contracts.sources import SOURCE, files

assert wiring.JOBS

#: Two facts that say the same to whoever listens: a hold that ended, and a person who left a seat.
SHARED = {"seat_freed"}


def facts() -> list[type[Fact]]:
    """All of the program's that can happen: what several have in common has no action."""
    found: list[type[Fact]] = []
    left = [Fact]
    while left:
        for kind in left.pop().__subclasses__():
            found.append(kind)
            left.append(kind)
    return [kind for kind in found if kind.__module__.startswith("convite.") and kind.action]


def names_in(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.id for one in nodes for node in ast.walk(one) if isinstance(node, ast.Name)}


def recorded_by(call: ast.Call) -> set[str]:
    """The facts that a call records: those it builds, moves a row with, or writes in SQL."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return names_in([function.value]) if function.attr == "of" else set()
    if isinstance(function, ast.Name):
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        is_writing = function.id == "log_insert" or re.match(r"move(_|$)", function.id)
        return {function.id} | (names_in(given) if is_writing else set())
    return set()


def recorded_in(text: str) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return {name for call in calls for name in recorded_by(call)}


def test_every_fact_is_recorded_somewhere() -> None:
    recorded = {
        name
        for path in files(SOURCE)
        if path.name != "facts.py"
        for name in recorded_in(path.read_text())
    }

    assert {kind.__name__ for kind in facts()} - recorded == set()


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("record(tx, actor, GuestAdded(name='a'))", True),
        ("GuestAdded.of(row)", True),
        ("move(tx, actor, row, 'gone', GuestAdded)", True),
        ("log_insert(GuestAdded, source='rows')", True),
        ("@on(GuestAdded, 'greet')\nasync def greet(): ...", False),
        ("isinstance(fact, GuestAdded)", False),
        ("def shown(fact: GuestAdded): return GuestAdded.action", False),
    ],
)
def test_mentioning_a_fact_does_not_record_it(text: str, recorded: bool) -> None:
    assert ("GuestAdded" in recorded_in(text)) == recorded


def test_every_fact_has_a_name_and_an_object() -> None:
    bare = {kind.__name__ for kind in facts() if not (kind.action and kind.object_type)}

    assert bare == set()


def test_names_are_pinned_and_told_apart() -> None:
    names = [kind.action for kind in facts()]
    twice = {name for name in names if names.count(name) > 1}

    assert twice <= SHARED | {"list_changed"}
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []


def test_channels_exist_and_are_filled_by_fields() -> None:
    for kind in facts():
        for channel in kind.channels:
            topic = channel.rsplit("/", 1)[-1]
            assert topic in EVENT_CHANNELS or channel.startswith(("invitations/{", "users/{")), (
                channel
            )
            for name in re.findall(r"{(\w+)}", channel):
                assert name in kind.__struct_fields__, f"{kind.__name__} has no {name}"


def test_private_fields_are_fields() -> None:
    for kind in facts():
        assert kind.private <= set(kind.__struct_fields__), kind.__name__


def test_names_of_people_are_private() -> None:
    """Whatever carries somebody's name, answers or label marks it: the public rendering drops it."""
    personal = {"name", "guest_name", "guest", "answers", "label", "email", "phone", "notes"}
    open_ = {
        kind.__name__: personal & set(kind.__struct_fields__) - kind.private
        for kind in facts()
        if personal & set(kind.__struct_fields__) - kind.private
    }

    assert open_ == {}


def test_reactions_are_to_facts_that_are_recorded() -> None:
    assert set(REACTIONS) <= {kind.action for kind in facts()}


def test_reaction_to_a_fact_of_a_hot_statement_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows bypass the outbox, so the job would silently never run."""
    check_reactions()
    assert {"guest_checked_in", "seat_locked", "guest_added"} <= HOT_ACTIONS
    monkeypatch.setitem(REACTIONS, "guest_checked_in", ["greet"])

    with pytest.raises(TypeError, match="greet"):
        check_reactions()


def test_every_part_with_jobs_is_known_to_the_worker() -> None:
    """A jobs.py that nobody imports reacts to nothing, and no other test would notice."""
    declared = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in SOURCE.rglob("jobs.py")
    }

    assert declared - {module.__name__ for module in REACTING} == set()
