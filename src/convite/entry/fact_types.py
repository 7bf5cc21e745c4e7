"""The live messages as TypeScript types, generated from the fact classes: `web/src/api/facts.ts`."""

import inspect
import json
from collections.abc import Iterator
from itertools import groupby

import msgspec
from msgspec import inspect as shapes

from convite.core import parts, tasks
from convite.core.log import HIDDEN, Fact

#: Imported to register its facts: discovery skips `core`.
CORE = (tasks,)

HEAD = """\
/** Live messages by their action. Written by `make gen` from the server's facts; never edited. */

export interface Facts {
"""
TAIL = """\
}

export type FactName = keyof Facts;
/** Where a message stands in its channel. */
interface Placed {
  channel?: string;
  position?: string;
  after?: string;
}
/** One kind of message. Optional fields are sent only to staff, or not every time. */
export type Fact<Name extends FactName = FactName> = {
  [One in Name]: { action: One } & Placed & Facts[One];
}[Name];
"""
SPELLED: dict[type[shapes.Type], str] = {
    shapes.AnyType: "unknown",
    shapes.BoolType: "boolean",
    shapes.DateTimeType: "string",
    shapes.FloatType: "number",
    shapes.IntType: "number",
    shapes.NoneType: "null",
    shapes.StrType: "string",
    shapes.UUIDType: "string",
}


def public_facts() -> list[type[Fact]]:
    """Every fact that is published on a channel, sorted by action."""
    assert list(parts.modules("facts"))
    return sorted(
        (one for one in kinds(Fact) if one.action and one.channels),
        key=lambda one: (one.action, one.__name__),
    )


def kinds(parent: type[Fact]) -> Iterator[type[Fact]]:
    """All subclasses of a fact class."""
    for kind in parent.__subclasses__():
        yield kind
        yield from kinds(kind)


def as_typescript() -> str:
    """The whole file. Fields that only some facts of an action have are optional."""
    lines = []
    for action, same in groupby(public_facts(), key=lambda one: one.action):
        facts = list(same)
        lines += [f"  /** {inspect.getdoc(fact)} */\n" for fact in facts]
        lines += [f"  {action}: {{\n", *fields_of(facts), "  };\n"]
    return HEAD + "".join(lines) + TAIL


def fields_of(facts: list[type[Fact]]) -> Iterator[str]:
    """A line for each field of the message. Personal fields are only sent to staff."""
    types: dict[str, set[str]] = {}
    always = set(facts[0].__struct_fields__)
    for fact in facts:
        known = {one.name: one.type for one in msgspec.structs.fields(fact)}
        always &= known.keys() - fact.private
        for name in known.keys() - HIDDEN:
            types.setdefault(name, set()).add(spelled(shapes.type_info(known[name])))
    for name, spellings in sorted(types.items()):
        mark = "" if name in always else "?"
        yield f"    {name}{mark}: {' | '.join(sorted(spellings))};\n"


def spelled(kind: shapes.Type) -> str:
    """A field's TypeScript type.

    Raises:
        TypeError: the field's type isn't supported yet.
    """
    if isinstance(kind, shapes.UnionType):
        return " | ".join(map(spelled, kind.types))
    if isinstance(kind, shapes.LiteralType):
        return " | ".join(map(json.dumps, kind.values))
    if isinstance(kind, shapes.DictType):
        return f"Record<string, {spelled(kind.value_type)}>"
    if isinstance(kind, shapes.ListType):
        return f"({spelled(kind.item_type)})[]"
    if type(kind) not in SPELLED:
        raise TypeError(f"no TypeScript type for {kind}")
    return SPELLED[type(kind)]
