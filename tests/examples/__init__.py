"""What an event has any number of, a module a part: the walks over every route make one of each."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Example:
    """How one is made."""

    #: The route that adds one to an event.
    path: str
    #: By which parameter its own routes name it.
    parameter: str
    #: The body, from a name that it shall bear.
    body: Callable[[str], dict[str, Any]]


def examples() -> Iterator[Example]:
    """All of them, in order of their modules' names."""
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__, f"{__name__}.")):
        yield importlib.import_module(module).EXAMPLE
