"""Facts of date polls, in the event's stream."""

from datetime import datetime
from uuid import UUID

from convite.core.log import Fact

CHANNELS = ("events/{event_id}/invitations",)


class DatePollCreated(Fact, frozen=True, kw_only=True):
    """A host asks when the event could be."""

    action = "date_poll_created"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID


class DatePollChanged(Fact, frozen=True, kw_only=True):
    """Its deadline changed, or whether names are shown."""

    action = "date_poll_changed"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID
    version: int


class DatePollOptionsAdded(Fact, frozen=True, kw_only=True):
    """There are more dates; those who answered are asked about these."""

    action = "date_poll_options_added"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID
    option_ids: list[UUID]


class DatePollOptionRemoved(Fact, frozen=True, kw_only=True):
    """A date is no option any more."""

    action = "date_poll_option_removed"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID
    option_id: UUID


class DatePollAnswered(Fact, frozen=True, kw_only=True):
    """Somebody said when they can come, or changed it."""

    action = "date_poll_answered"
    object_type = "date_poll"
    channels = CHANNELS
    private = frozenset({"name"})
    date_poll_id: UUID
    answer_id: UUID
    name: str


class DatePollAnswerRemoved(Fact, frozen=True, kw_only=True):
    """The team took somebody's answer out."""

    action = "date_poll_answer_removed"
    object_type = "date_poll"
    channels = CHANNELS
    private = frozenset({"name"})
    date_poll_id: UUID
    answer_id: UUID
    name: str


class DatePollEnded(Fact, frozen=True, kw_only=True):
    """Its deadline has passed; the host chooses."""

    action = "date_poll_ended"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID


class DatePollClosed(Fact, frozen=True, kw_only=True):
    """Closed: its event has the chosen date."""

    action = "date_poll_closed"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID
    option_id: UUID
    starts_at: datetime


class DatePollReopened(Fact, frozen=True, kw_only=True):
    """It takes answers again; the event has no date until one is chosen."""

    action = "date_poll_reopened"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID


class DatePollDeleted(Fact, frozen=True, kw_only=True):
    """Removed, with its answers."""

    action = "date_poll_deleted"
    object_type = "date_poll"
    channels = CHANNELS
    date_poll_id: UUID
