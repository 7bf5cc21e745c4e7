"""What the undo of a merge puts back, and why it may not."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.problems import FieldText

BACK = FieldText(
    name="unmerge.back",
    english="The guest who was removed isn't there any more, or is back already.",
)
KEPT_GONE = FieldText(
    name="unmerge.kept-gone",
    english="The guest who was kept is no longer in the address book.",
)
ADDRESS_TAKEN = FieldText(
    name="unmerge.address",
    english="Another guest has the e-mail of the removed one by now. Take it away there, then try again.",
)


def details_before(
    kept: Any, changed: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, Any], list[str]]:
    """The kept guest's details as before a merge, and those that were changed again since."""
    before, since = {}, []
    for name, (old, new) in changed.items():
        current = getattr(kept, name)
        if (str(current) if isinstance(current, UUID) else current) == new:
            before[name] = UUID(old) if name == "user_id" and old else old
        else:
            since.append(name)
    return before, since
