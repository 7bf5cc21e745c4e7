"""Log rows written inside a hot statement, generated from the class of the fact.

When one statement changes many rows, `record()` would cost a round trip and a parameter row for each.
These fragments write the same rows in SQL. Columns and fields are SQL expressions over the rows of
`source`; unknown or missing fields raise an error when the module is imported.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from convite.core.log import PLACED, REACTIONS, Fact

#: Columns that locate a log row: id, stream, tenant, event and actor.
NEEDED = ("id", "stream_id", "organization_id", "event_id", "object_id", "actor_kind")
OPTIONAL = (
    *("position", "actor_id", "via", "request_id", "batch_id", "changes", "going_delta"),
)  # fmt: skip
PARAMETER = re.compile(r"\{(\w+)\}")

#: Actions that `log_insert` writes. These rows never reach the outbox.
HOT_ACTIONS: set[str] = set()


def log_insert(
    fact: type[Fact],
    *,
    source: str,
    columns: Mapping[str, str],
    fields: Mapping[str, str] = MappingProxyType({}),
    is_published: bool = True,
) -> str:
    """The INSERT of one log row for each row of `source` (what follows FROM).

    `columns` belong to the log, `fields` to the fact; personal fields go to `private_insert`.
    Rows with `is_published=False` may omit fields; a batch publishes its list once instead.
    The rows trigger no jobs: `check_reactions` refuses a reaction to such a fact.

    Raises:
        TypeError: a column or field is unknown or missing.
    """
    check(fact, columns, fields, is_whole=is_published)
    HOT_ACTIONS.add(fact.action)
    given = {
        **columns,
        "action": f"'{fact.action}'",
        "object_type": f"'{fact.object_type}'",
        "data": built(fact, fields, columns["event_id"]) if fields else "'{}'::jsonb",
        "channels": channels(fact, fields, columns["event_id"]) if is_published else "'{}'::text[]",
        "transient": str(fact.transient).lower(),
    }
    names, values = ", ".join(given), ", ".join(given.values())
    return f"INSERT INTO activity_log ({names}) SELECT {values} FROM {source}"  # noqa: S608 (parts' own)


def private_insert(
    fact: type[Fact],
    *,
    source: str,
    columns: Mapping[str, str],
    fields: Mapping[str, str],
) -> str:
    """The INSERT of the same rows' erasable personal fields."""
    check(fact, columns, fields, is_whole=False)
    personal = ", ".join(f"'{name}', {sql}" for name, sql in fields.items() if name in fact.private)
    place = ", ".join(columns[name] for name in ("id", "organization_id", "event_id"))
    return (
        "INSERT INTO activity_private (log_id, organization_id, event_id, data)"  # noqa: S608
        f" SELECT {place}, jsonb_strip_nulls(jsonb_build_object({personal})) FROM {source}"
    )


def check_reactions() -> None:
    """Checks that no job reacts to an action that a hot statement writes.

    Called when every part is imported, because either side may be imported first.

    Raises:
        TypeError: a job would silently not run for these rows.
    """
    unheard = {action: REACTIONS[action] for action in HOT_ACTIONS & REACTIONS.keys()}
    if unheard:
        raise TypeError(f"log_insert writes no outbox rows, so these jobs wouldn't run: {unheard}")


def check(
    fact: type[Fact], columns: Mapping[str, str], fields: Mapping[str, str], *, is_whole: bool
) -> None:
    """Checks for unknown and missing columns and fields."""
    known = {one.name for one in msgspec.structs.fields(fact)} - PLACED
    missing = (fact.required() - fields.keys()) if is_whole else set()
    strange = (fields.keys() - known) | (columns.keys() - {*NEEDED, *OPTIONAL})
    if missing or strange or not set(NEEDED) <= columns.keys():
        raise TypeError(f"{fact.__name__}: missing {sorted(missing)}, unknown {sorted(strange)}")


def built(fact: type[Fact], fields: Mapping[str, str], event: str) -> str:
    """The message as a jsonb expression, without personal fields."""
    public = {"event_id": event, **fields}
    pairs = (f"'{name}', {sql}" for name, sql in public.items() if name not in fact.private)
    return f"jsonb_build_object({', '.join(pairs)})"


def channels(fact: type[Fact], fields: Mapping[str, str], event: str) -> str:
    """The channels as an SQL expression; a channel whose field is null is left out."""
    values = {"event_id": event, **fields}
    texts = []
    for channel in fact.channels:
        parts = PARAMETER.split(channel)
        sql = [
            f"({values[part]})::text" if number % 2 else f"'{part}'"
            for number, part in enumerate(parts)
            if part and (number % 2 == 0 or part in values)
        ]
        if all(name in values for name in PARAMETER.findall(channel)):
            texts.append(" || ".join(sql))
    return f"array_remove(ARRAY[{', '.join(texts)}]::text[], NULL)"
