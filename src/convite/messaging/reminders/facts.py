"""Facts of a reminder."""

from convite.core.log import Fact


class ReminderChanged(Fact, frozen=True, kw_only=True):
    """A reminder was created, changed or deleted."""

    action = "reminder_changed"
    object_type = "reminder"
    what: str


class ReminderSent(Fact, frozen=True, kw_only=True):
    """A reminder was queued to its whole audience."""

    action = "reminder_sent"
    object_type = "reminder"
    recipients: int
    suppressed: int
