"""What each part declares, so that a new part needs no changes elsewhere.

A part's `__init__` defines its `PART`; the rest is found by file name: tables in `models`, routes in
`routes.router`, jobs in `jobs`. This module discovers parts by walking the package and lists none.
See ADR 0018.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any

ROOT = __name__.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Table:
    """How a table takes part in copying events and in merging or erasing guests.

    Functions are given as the string `file.function`, because the part's files import this package and
    a direct reference would be a circular import.

    `export` and `public` have no runtime reader yet: tests check that they are complete and agree with the
    columns.
    """

    #: Copies rows to an event's copy: called with the transaction, the actor, the source and the copy.
    clone: str | None = None
    #: Why an event's copy starts without rows of this table, or who else copies them. A table with an
    #: `event_id` has either this or `clone`.
    not_cloned: str | None = None
    #: Columns cleared when the person they are about is erased.
    erase: tuple[str, ...] = ()
    #: Which rows are about an erased person: a condition in SQL over `{organization}` and arrays:
    #: `{guests}`, `{attendees}`, `{parties}` (which only they were in), `{events}`, `{files}`, `{words}`
    #: (expressions that find their full name, e-mail and phone), `{shared}` (parties with others) and
    #: `{names}` (those of single names, for texts of those). A table with `erase` has this or
    #: `not_erased`.
    about: str | None = None
    #: Which of those rows are still being worked on: a mail that waits, an import that runs. They are left
    #: until then, and the erasure is repeated.
    under_way: str | None = None
    #: Whether the rows of `about` are removed, and not only the columns cleared.
    erases_rows: bool = False
    #: An expression in SQL for the storage key of a row's file, which is deleted with the person.
    erased_file: str | None = None
    #: Why erasing a person leaves the rows as they are, or who clears them.
    not_erased: str | None = None
    #: Columns included when a person exports their own data.
    export: tuple[str, ...] = ()
    #: Moves rows from one guest to another: called with the transaction, the actor, the guest to keep
    #: and the guest to remove. Returns what it moved, as JSON can store it.
    merge: str | None = None
    #: Moves them back, as far as they are still where `merge` left them: called with the same, and with
    #: what that returned.
    unmerge: str | None = None
    #: Columns that are shown on public pages.
    public: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileAccess:
    """The event permissions that a file's purpose requires."""

    upload: str
    download: str


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """A purpose for which pictures are uploaded; the files endpoint accepts and serves them."""

    #: The value of `files.purpose`.
    name: str
    #: As uploaded.
    max_bytes: int
    #: Accepted formats, by their common names. HEIC is accepted where its decoder is installed.
    kinds: tuple[str, ...]
    #: None if the files aren't an event's but belong to whoever uploads them.
    access: FileAccess | None
    #: The widths in pixels in which a picture is stored besides its own, as far as it is wider.
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """One noun with its lifecycle: a folder with the files of `docs/first-feature.md`."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    #: The purposes of its files.
    purposes: tuple[Purpose, ...] = ()


Clone = Callable[[Any, Any, Any, Any], Awaitable[None]]
Merge = Callable[[Any, Any, Any, Any], Awaitable[Any]]
Unmerge = Callable[[Any, Any, Any, Any, Any], Awaitable[None]]


@cache
def parts() -> Mapping[str, Part]:
    """All parts by module name, sorted; includes `core` for its own tables."""
    known: dict[str, Part] = {}
    for package in folders(importlib.import_module(ROOT)):
        for name in (package, *folders(importlib.import_module(package))):
            part = getattr(importlib.import_module(name), "PART", None)
            if isinstance(part, Part):
                known[name] = part
    return known


def folders(package: ModuleType) -> list[str]:
    """The full names of the packages inside a package."""
    inner = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    return sorted(one.name for one in inner if one.ispkg)


def modules(file: str) -> Iterator[ModuleType]:
    """Imports the given file (`models`, `routes`, `jobs`, `hot`) of every part that has it.

    Skips `core`, whose files are named differently.
    """
    for name in parts():
        if name != f"{ROOT}.core" and find_spec(f"{name}.{file}") is not None:
            yield importlib.import_module(f"{name}.{file}")


def tables() -> Iterator[tuple[str, str, Table]]:
    """The part, name and declaration of every table."""
    for part, declared in parts().items():
        for name, table in declared.tables.items():
            yield part, name, table


@cache
def purposes() -> Mapping[str, Purpose]:
    """The purposes of files, by name.

    Raises:
        ValueError: two parts declare the same purpose.
    """
    known: dict[str, Purpose] = {}
    for part in parts().values():
        for purpose in part.purposes:
            if purpose.name in known:
                raise ValueError(f"two parts have files for {purpose.name}")
            known[purpose.name] = purpose
    return known


@cache
def clones() -> tuple[Clone, ...]:
    """The functions that copy an event's rows."""
    return tuple(resolve((part, table.clone) for part, _, table in tables()))


@cache
def merges() -> Mapping[str, Merge]:
    """The functions that move rows when guests are merged, by table."""
    named = [(name, part, table.merge) for part, name, table in tables() if table.merge]
    return {name: one for name, part, text in named for one in resolve([(part, text)])}


@cache
def unmerges() -> Mapping[str, Unmerge]:
    """The functions that move them back, by table."""
    named = [(name, part, table.unmerge) for part, name, table in tables() if table.unmerge]
    return {name: one for name, part, text in named for one in resolve([(part, text)])}


def resolve(references: Iterable[tuple[str, str | None]]) -> Iterator[Any]:
    """Resolves these parts' `file.function` strings to functions."""
    for part, reference in references:
        if reference is not None:
            file, _, function = reference.partition(".")
            yield getattr(importlib.import_module(f"{part}.{file}"), function)
