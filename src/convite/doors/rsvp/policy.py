"""Access for the bearer of an invitation's code, and what they may read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from convite.core.budgets import Budgets, address_of
from convite.core.db import ReadTx
from convite.core.ids import hashes_of_code
from convite.core.problems import Conflict, NotFound
from convite.core.request import VIEW_AS_HEADER, Caller, Read, viewed_member
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.policy import InvitationAccess, invitation_out
from convite.doors.invitations.queries import Party, invitation_by_id, party
from convite.doors.plusones.queries import left_now
from convite.doors.quotas.queries import tally_of
from convite.doors.quotas.rules import Tally
from convite.doors.replies.queries import closed_for, party_answers, reply_deadline
from convite.doors.rsvp.queries import AskedQuestion, enter_with_invitation
from convite.doors.rsvp.schemas import EventForGuest, QuestionForGuest, RsvpOut
from convite.events.event.models import Event
from convite.events.event.policy import access_by_code, guesses_limited
from convite.events.event.schemas import settings_in_force
from convite.events.parts.schemas import PartForGuest
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.room.attendees.queries import person_by_id


@dataclass(frozen=True, kw_only=True)
class BearerInvitation(InvitationAccess):
    """The invitation of a code, with the event's questions."""

    questions: Sequence[AskedQuestion]


async def bearer(request: Request, code: str, tx: Read) -> BearerInvitation:
    """The invitation of the code in the path; guesses are rate-limited by network address.

    Raises:
        NotAllowed: the request may change something, and its sender sees the event as somebody else.
    """
    viewed_member(request.method, request.headers.get(VIEW_AS_HEADER))
    budgets: Budgets = request.app.state.budgets
    async with guesses_limited(budgets, address_of(request), Caller(code=code)):
        found = await enter_with_invitation(tx, *hashes_of_code(code))
        event = access_by_code((found.invitation_id, found.event) if found else None)
    if found is None or found.invitation is None:
        raise NotFound
    return BearerInvitation(event=event, invitation=found.invitation, questions=found.questions)


bearer.right = "own_invitation"  # type: ignore[attr-defined]

Bearer = Annotated[BearerInvitation, Depends(bearer)]


async def invitation_of_guest(tx: ReadTx, event: Event, attendee_id: UUID) -> Invitation:
    """The invitation of a guest on the event's list, with which their files are kept.

    Raises:
        NotFound: they aren't on the list.
        Conflict: they have no invitation.
    """
    person = await person_by_id(tx, event.id, attendee_id)
    if person is None or person.attendee.status == "canceled":
        raise NotFound
    key = person.attendee.invitation_id
    invitation = await invitation_by_id(tx, key) if key is not None else None
    if invitation is None:
        text = "Files are kept with a guest's invitation. Give this guest an invitation first."
        raise Conflict(text, name="not-invited")
    return invitation


def question_in_language(
    question: Question | AskedQuestion, locale: str, tally: Tally
) -> QuestionForGuest:
    """A question in the guest's language, if it was translated, with what is left of its options."""
    translation = question.translations.get(locale, {})
    return QuestionForGuest(
        id=UUID(str(question.id)),
        scope=question.scope,
        kind=question.kind,
        label=translation.get("label", question.label),
        help=translation.get("help", question.help),
        options=question.options,
        option_labels=translation.get("options", {}),
        limits={name: one for name, one in question.limits.items() if name != "quotas"},
        left=tally.left(str(question.id)),
        condition=question.condition,
        required=question.required,
    )


async def rsvp_of(tx: ReadTx, access: InvitationAccess, locale: str | None = None) -> RsvpOut:
    """Everything a party needs to reply."""
    questions: Sequence[Question | AskedQuestion]
    if isinstance(access, BearerInvitation):
        questions = access.questions
    else:
        questions = await questions_of(tx, EVENT, access.event.event.id)
    tally = await tally_of(tx, access.event.event.id, questions)
    return rsvp_out(access, await party(tx, access.invitation), questions, tally, locale)


def in_language(shown_party: Party, locale: str) -> Party:
    """The party with the parts of the event in a language."""
    people = [
        replace(one, parts=tuple(part.in_language(locale) for part in one.parts))
        for one in shown_party.people
    ]
    return replace(shown_party, people=people)


def parts_of_party(shown_party: Party) -> list[PartForGuest]:
    """The parts of the event to which somebody of the party is invited, by time."""
    found = {part.part_id: part for one in shown_party.people for part in one.parts}
    return [
        PartForGuest(
            id=part.part_id,
            title=part.title,
            starts_at=part.starts_at,
            ends_at=part.ends_at,
            venue_text=part.venue_text,
        )
        for part in sorted(found.values(), key=lambda part: part.starts_at)
    ]


def rsvp_out(
    access: InvitationAccess,
    shown_party: Party,
    questions: Sequence[Question | AskedQuestion],
    tally: Tally,
    locale: str | None = None,
) -> RsvpOut:
    """Everything a party needs to reply, from what was read."""
    event, invitation = access.event.event, access.invitation
    language = locale or invitation.locale or event.locale
    shown_party = in_language(shown_party, language)
    own = access.event.invitation_id == invitation.id
    sees_answers = own or access.event.can("see_answers")
    rule = settings_in_force(None, event.settings)
    shown = invitation_out(access.event, shown_party)
    return RsvpOut(
        event=EventForGuest.model_validate(event),
        invitation=shown,
        guests=shown.guests,
        parts=parts_of_party(shown_party),
        answers=party_answers(questions, shown_party.people) if sees_answers else {},
        questions=[question_in_language(question, language, tally) for question in questions],
        plus_ones_left=left_now(event, invitation, len(shown.guests)),
        plus_ones=rule.plus_ones,
        plus_ones_until=rule.plus_ones_until,
        deadline=reply_deadline(event, invitation),
        is_open=closed_for(event, invitation, by_guest=True) is None,
        is_saved_only=event.is_open and event.is_saved_only,
        seat_selection=event.seat_selection,
        contact=rule.contact,
    )
