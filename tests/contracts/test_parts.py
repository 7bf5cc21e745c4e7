"""Every part declares itself, and every table what becomes of its rows."""

import inspect

import pytest

from convite.core.db import Base
from convite.core.parts import Part, Purpose, clones, merges, parts, purposes, tables, unmerges
from convite.entry import wiring
from convite.entry.http.shield import MAX_BYTES_OF_FILES
from convite.events.members.policy import ADMIN, SEATS
from tests.contracts.sources import SOURCE
from tests.contracts.sources import parts as folders

pytestmark = pytest.mark.unit

assert wiring.TABLES
DECLARED = {name: table for _, name, table in tables()}
#: Words about a person. A column called so is erased with them, or stands below with its reason.
PERSONAL = {
    *("first_name", "last_name", "display_name", "email", "phone", "address", "company", "bio"),
    *(
        "notes",
        "note",
        "message",
        "reply",
        "answers",
        "device",
        "ip",
        "location",
        "subject",
        "text",
    ),
    *("label", "side", "tags", "file_name"),
}
NOT_ABOUT_A_GUEST = {
    ("checkins", "device"): "the name that the team gave a scanner",
    ("questions", "label"): "the host's question",
    ("reminders", "subject"): "the host's words to everybody",
    ("message_templates", "subject"): "the host's words to anybody",
    ("broadcasts", "subject"): "the host's words to everybody",
    ("reports", "message"): "the admin's words to whoever reported",
    ("reports", "text"): "an account's words to the admins about an event or an account",
}


def columns(name: str) -> set[str]:
    return set(Base.metadata.tables[name].columns.keys())


def test_every_folder_of_a_part_declares_one() -> None:
    names = {".".join(path.relative_to(SOURCE.parent).parts) for path in folders()}

    assert names - set(parts()) == set()


def test_every_table_is_declared_once_by_the_part_that_defines_it() -> None:
    declared = [(name, part) for part, name, _ in tables()]
    defined = {
        mapper.local_table.name: mapper.class_.__module__.rpartition(".")[0]
        for mapper in Base.registry.mappers
    }

    assert sorted(name for name, _ in declared) == sorted(Base.metadata.tables)
    assert dict(declared) == defined


@pytest.mark.parametrize("name", sorted(DECLARED))
def test_declared_columns_exist(name: str) -> None:
    table = DECLARED[name]

    assert {*table.erase, *table.export, *table.public} - columns(name) == set()


def test_every_table_of_an_event_says_whether_a_copy_has_its_rows() -> None:
    """A forgotten `clone` would look like a decision."""
    undecided = {
        name
        for name, table in DECLARED.items()
        if ("event_id" in columns(name)) != bool(table.clone or table.not_cloned)
        or (table.clone and table.not_cloned)
    }

    assert undecided == set()


def test_what_is_said_about_a_person_can_be_erased() -> None:
    kept = {
        (name, column)
        for name, table in DECLARED.items()
        for column in columns(name) & PERSONAL - set(table.erase)
    }

    assert kept == set(NOT_ABOUT_A_GUEST)


def test_every_table_with_personal_values_says_how_an_erased_person_is_found_in_it() -> None:
    undecided = {
        name
        for name, table in DECLARED.items()
        if bool(table.erase) != (bool(table.about) != bool(table.not_erased))
    }

    assert undecided == set()


def test_nothing_personal_is_public() -> None:
    assert {
        (name, column)
        for name, table in DECLARED.items()
        for column in set(table.public) & {*table.erase, *table.export}
    } == set()


def test_every_table_with_a_guest_says_what_a_merge_does() -> None:
    """A reference to a guest that is left behind would point at somebody who is gone."""
    pointing = {
        name
        for name, table in Base.metadata.tables.items()
        if {"guest_id", "reached_through"} & set(table.columns.keys())
    }

    assert pointing == {name for name, table in DECLARED.items() if table.merge}


@pytest.mark.parametrize(
    "function", [*clones(), *merges().values()], ids=lambda one: one.__qualname__
)
def test_what_a_part_names_can_be_called_as_it_is(function: object) -> None:
    assert callable(function)
    assert inspect.iscoroutinefunction(function)
    assert len(inspect.signature(function).parameters) == 4


def test_what_a_merge_moves_can_be_moved_back() -> None:
    assert unmerges().keys() == merges().keys()
    for function in unmerges().values():
        assert inspect.iscoroutinefunction(function)
        assert len(inspect.signature(function).parameters) == 5


@pytest.mark.parametrize("purpose", purposes().values(), ids=lambda one: one.name)
def test_files_are_for_whoever_has_rights_that_there_are(purpose: Purpose) -> None:
    if purpose.access is not None:  # None: the account that uploads them
        assert {purpose.access.upload, purpose.access.download} <= ADMIN | SEATS
    assert purpose.kinds
    assert purpose.max_bytes < MAX_BYTES_OF_FILES


def test_two_parts_cannot_have_files_for_one_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = Part(purposes=tuple(purposes().values()))
    monkeypatch.setattr("convite.core.parts.parts", lambda: {"one": twice, "other": twice})

    with pytest.raises(ValueError, match="profile_picture"):
        purposes.__wrapped__()
