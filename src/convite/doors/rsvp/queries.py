"""How a party is found by its code, and checks on its rows: who is meant, and if replies are open."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import aliased

from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.core.problems import FieldText, NotAllowed, NotFound, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.events.event.queries import enter_by, event_of_code
from convite.events.questions.models import EVENT, Question
from convite.room.attendees.queries import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A question of the event, as far as a party is shown it."""

    id: str
    scope: str
    kind: str
    label: str
    help: str
    options: list[Any]
    limits: dict[str, Any]
    condition: dict[str, Any]
    required: bool
    translations: dict[str, Any]


def invitation_of_code() -> Select[UUID, Event, Invitation, list[Any]]:
    """Enters an invitation by its code, then reads its event, itself and the event's questions.

    See `event_of_code`. The questions are one JSON value, which saves a round trip.
    """
    statement = event_of_code()
    found_id = statement.selected_columns.invitation_id
    own = select(Invitation).where(Invitation.id == found_id).offset(0).lateral()
    invitation = aliased(Invitation, own)
    pairs: list[Any] = []
    for field in fields(AskedQuestion):
        pairs += [literal_column(f"'{field.name}'"), getattr(Question, field.name)]
    order = aggregate_order_by(func.jsonb_build_object(*pairs), Question.position, Question.id)
    asked = (
        select(func.jsonb_agg(order, type_=JSONB).label("questions"))
        .where(
            Question.owner_kind == EVENT.name,
            Question.owner_id == own.c.event_id,
            Question.deleted_at.is_(None),
        )
        .offset(0)
        .lateral()
    )
    return (
        statement.add_columns(invitation, asked.c.questions)
        .outerjoin(invitation, true())
        .outerjoin(asked, true())
    )


BY_CODE = Prepared(invitation_of_code())


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundInvitation:
    """An invitation found by its code; the event is None if it was deleted."""

    invitation_id: UUID
    event: Event | None
    invitation: Invitation | None
    questions: list[AskedQuestion]


async def enter_with_invitation(
    tx: ReadTx, link_hash: bytes, typed_hash: bytes
) -> FoundInvitation | None:
    """Enters the invitation with this code, as `enter_code` does, and reads it."""
    row = await enter_by(tx, BY_CODE, link_hash, typed_hash)
    if row is None:
        return None
    questions = [AskedQuestion(**values) for values in row[3] or ()]
    return FoundInvitation(
        invitation_id=row[0], event=row[1], invitation=row[2], questions=questions
    )


def seats_by_host(event: Event) -> Problem | None:
    """Why guests can't choose seats at this event, or None."""
    if event.seat_selection == "guest":
        return None
    return NotAllowed("Seats at this event are assigned by the host.", name="seats-by-host")


def member_of(people: Sequence[Person], key: UUID) -> Person:
    """A guest of the party, by attendee or guest id.

    Raises:
        NotFound: the guest isn't in the party.
    """
    for person in people:
        if key in (person.attendee.id, person.guest.id):
            return person
    raise NotFound("This guest isn't on the invitation.")


def named_or_only_guest(people: Sequence[Person], key: UUID | None) -> Person:
    """The guest with the id, or without an id the only guest of the party.

    Raises:
        NotFound: the guest isn't in the party.
        Invalid: no id is given, and the party has several guests or none.
    """
    if key is not None:
        return member_of(people, key)
    if len(people) != 1:
        count = len(people)
        english = f"This party has {count} guests; say which by guest_id."
        raise invalid(
            "guest_id", FieldText(name="reply.which", english=english, values={"count": count})
        )
    return people[0]
