"""Schemas of waiting lists."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output
from convite.doors.requests.models import MAX_PLACES
from convite.doors.waitlist.models import EntryStatus, WaitReason

Text = Annotated[CleanText, Field(max_length=1000)]
Places = Annotated[int, Field(ge=1, le=MAX_PLACES)]


class WaitlistJoin(Input):
    """Waiting for places."""

    places: Places = 1
    message: Text = ""


class WaitlistChange(Input):
    """Fewer or more places than before; more put the entry at the end of the line."""

    places: Places


class Offer(Input):
    """Why places are offered out of turn; the first in line needs no reason."""

    reason: Text = ""


class WaitlistEntryOut(Output):
    """An entry; `position` counts those who wait, from 1, and is null for all others."""

    id: UUID
    event_id: UUID
    user_id: UUID
    name: str
    places: int
    position: int | None
    reason: WaitReason
    status: EntryStatus
    message: str
    offer_reason: str
    offered_at: datetime | None
    expires_at: datetime | None
    #: The party that taking the offer made, and its page.
    invitation_id: UUID | None
    url: str | None = None
    #: At an event that sells tickets: with this key they order their places until then.
    hold_key: UUID | None
    order_by: datetime | None
    attendee_id: UUID | None = None
    created_at: datetime
    version: int
