"""Facts of undo."""

from uuid import UUID

from convite.core.log import Fact


class ChangesUndone(Fact, frozen=True, kw_only=True):
    """A change to many people was undone, except for people who were changed again since."""

    action = "changes_undone"
    object_type = "batch"
    batch_id: UUID
    kind: str
    undone: int
    kept: int
