"""What each part declares of itself, so that nothing central has to be edited for a new one.

A part's `__init__` holds its `PART`. Which files it has says the rest: tables in `models`, routes in
`routes.router`, jobs in `jobs`. This module finds the parts by walking the package, and names none.
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
    """What becomes of a table's rows when an event is copied or a person merged or erased.

    Functions are named as `file.function` of the part: its files import this package, so that naming
    the function itself would be a circle.
    """

    #: Fills the copy of an event: called with the transaction, the actor, the source and the copy.
    clone: str | None = None
    #: Columns that are emptied when the person they are about is erased.
    erase: tuple[str, ...] = ()
    #: Columns that a person gets with the data kept about them.
    export: tuple[str, ...] = ()
    #: Moves rows from one guest to another: called with the transaction, the actor, the guest who stays
    #: and the one who goes.
    merge: str | None = None
    #: Columns that anybody may read on a public page.
    public: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileAccess:
    """The rights on an event that a file's purpose asks for."""

    upload: str
    download: str


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What people upload a picture for; the one door of files takes it and gives it out."""

    #: As `files.purpose` has it.
    name: str
    #: As uploaded.
    max_bytes: int
    #: Formats that are taken, as people know them.
    kinds: tuple[str, ...]
    access: FileAccess


@dataclass(frozen=True, kw_only=True)
class Part:
    """One noun with its lifecycle: a folder with the files of `docs/first-feature.md`."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    #: What its files are for.
    purposes: tuple[Purpose, ...] = ()


Clone = Callable[[Any, Any, Any, Any], Awaitable[None]]
Merge = Callable[[Any, Any, Any, Any], Awaitable[None]]


@cache
def parts() -> Mapping[str, Part]:
    """Every part by its module's name, in order of name; `core` with its own tables among them."""
    known: dict[str, Part] = {}
    for package in folders(importlib.import_module(ROOT)):
        for name in (package, *folders(importlib.import_module(package))):
            part = getattr(importlib.import_module(name), "PART", None)
            if isinstance(part, Part):
                known[name] = part
    return known


def folders(package: ModuleType) -> list[str]:
    """The packages inside a package, by their full names."""
    inner = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    return sorted(one.name for one in inner if one.ispkg)


def modules(file: str) -> Iterator[ModuleType]:
    """That file of every part that has it, imported: `models`, `routes`, `jobs`, `hot`.

    Not of `core`, whose files have names of their own.
    """
    for name in parts():
        if name != f"{ROOT}.core" and find_spec(f"{name}.{file}") is not None:
            yield importlib.import_module(f"{name}.{file}")


def tables() -> Iterator[tuple[str, str, Table]]:
    """Part, name and declaration of every table."""
    for part, declared in parts().items():
        for name, table in declared.tables.items():
            yield part, name, table


@cache
def purposes() -> Mapping[str, Purpose]:
    """What files are uploaded for, by name.

    Raises:
        ValueError: two parts have one of the same name.
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
    """What fills the copy of an event."""
    return tuple(resolve((part, table.clone) for part, _, table in tables()))


@cache
def merges() -> tuple[Merge, ...]:
    """What moves from one guest to another when they are merged."""
    return tuple(resolve((part, table.merge) for part, _, table in tables()))


def resolve(references: Iterable[tuple[str, str | None]]) -> Iterator[Any]:
    """The functions behind `file.function` of these parts."""
    for part, reference in references:
        if reference is not None:
            file, _, function = reference.partition(".")
            yield getattr(importlib.import_module(f"{part}.{file}"), function)
