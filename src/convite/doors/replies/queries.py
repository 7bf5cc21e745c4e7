"""Whether replies are open, and until when; what a guest's reply says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from convite.core.clock import now
from convite.core.problems import Conflict, FieldText, Gone, Invalid, Problem, invalid
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import Party
from convite.doors.plusones.schemas import PlusOne
from convite.doors.replies.rules import deadline_of, said_of_parts, yes_of
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.events.event.models import Event
from convite.events.questions.models import Question
from convite.events.questions.rules import is_empty, questions_once
from convite.events.takedown.rules import taken_down
from convite.room.attendees.queries import Person
from convite.room.attendees.rules import STATUS_OF_REPLY


class Asked(Protocol):
    """A question, as far as it says whom it is for."""

    @property
    def id(self) -> Any:
        """The question's id."""

    @property
    def scope(self) -> str:
        """As of `questions.rules`."""


def event_closed(event: Event) -> Conflict:
    """The problem of an event that takes no replies now."""
    if event.taken_down_at is not None:
        return taken_down()
    if event.status == "draft":
        return Conflict(
            "This event isn't open for replies yet. Check back soon.",
            name="wrong-state",
            current_status=event.status,
        ).with_text("answers-draft")
    if event.status == "canceled":
        return Conflict(
            "This event has been canceled.", name="wrong-state", current_status=event.status
        ).with_text("answers-canceled")
    return Conflict(
        "This event has ended.", name="wrong-state", current_status=event.status
    ).with_text("answers-completed")


def not_open_yet() -> Conflict:
    """The problem of an event of which guests only know the date so far."""
    return Conflict(
        "Replies aren't open yet. Save the date: your invitation follows.", name="replies-not-open"
    )


def closed_for(event: Event, invitation: Invitation | None, *, by_guest: bool) -> Problem | None:
    """Why replies and seats of a party can't be changed now, or None.

    Guests can reply while the event is open and until the deadline. The team can reply for them
    before and after, but not for a canceled invitation or event.
    """
    if invitation is not None and invitation.canceled_at is not None:
        return Gone("This invitation has been canceled.", name="canceled")
    if event.status == "canceled" or (by_guest and not event.is_open):
        return event_closed(event)
    if by_guest and event.is_saved_only:
        return not_open_yet()
    closes_at = reply_deadline(event, invitation) if by_guest else None
    if closes_at is not None and closes_at <= now():
        return Gone("Replies are closed. Please contact your host.", name="deadline-passed")
    return None


def reply_deadline(event: Event, invitation: Invitation | None) -> datetime | None:
    """A party's reply deadline."""
    own = invitation.expires_at if invitation is not None else None
    return deadline_of(own, event.rsvp_deadline, event.ends_at)


def states_of(person: Person) -> dict[UUID, str]:
    """A person's stored answers for the parts of the event they are invited to."""
    return {part.part_id: part.state for part in person.parts}


def parts_said(reply: GuestAnswered) -> dict[UUID, str] | None:
    """What a guest says about parts; None if their status counts for all, {} if nothing is said."""
    if reply.parts is None:
        return None if reply.status is not None else {}
    return {part.part_id: STATUS_OF_REPLY[part.status] for part in reply.parts}


def parts_of_plus_one(plus_one: PlusOne) -> dict[UUID, str] | None:
    """What is said about parts for a plus-one; None if they come to all of them."""
    if plus_one.parts is None:
        return None
    return {part.part_id: STATUS_OF_REPLY[part.status] for part in plus_one.parts}


def said_by(reply: GuestAnswered, person: Person) -> str:
    """The status that a guest's reply makes: by what they say about parts, else by their status."""
    parts = parts_said(reply)
    if parts:
        return said_of_parts(states_of(person), parts)
    return STATUS_OF_REPLY[reply.status] if reply.status else person.attendee.status


def changes(reply: GuestAnswered, person: Person) -> bool:
    """Whether a guest's reply differs from what is stored; somebody waitlisted has said yes."""
    attendee, kept = person.attendee, states_of(person)
    said = yes_of(attendee.status)
    if reply.parts is not None:
        if any(yes_of(kept[part.part_id]) != STATUS_OF_REPLY[part.status] for part in reply.parts):
            return True
    elif reply.status is not None and STATUS_OF_REPLY[reply.status] != said:
        return True
    if any(getattr(person.guest, name) != value for name, value in names_said(reply).items()):
        return True
    return any(attendee.answers.get(key) != value for key, value in (reply.answers or {}).items())


def names_said(reply: GuestAnswered) -> dict[str, str]:
    """The name that a reply gives a plus-one, if any."""
    if not reply.first_name:
        return {}
    return {"first_name": reply.first_name, "last_name": reply.last_name or ""}


def choices_of(
    body: PartyAnswer, people: Mapping[UUID, Person]
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """The answers of everybody who comes before and after a reply, by their place in it."""
    for number, one in enumerate(body.guests):
        attendee = people[one.id].attendee
        before = attendee.answers if yes_of(attendee.status) == "going" else {}
        is_coming = yes_of(said_by(one, people[one.id])) == "going"
        yield (
            f"guests/{number}",
            before,
            {**attendee.answers, **(one.answers or {})} if is_coming else {},
        )
    for number, plus_one in enumerate(body.plus_ones):
        yield f"plus_ones/{number}", {}, plus_one.answers


def is_stale(body: PartyAnswer, invitation: Invitation) -> bool:
    """Whether somebody has replied since the sender read the party."""
    if "last_responded_at" not in body.model_fields_set or invitation.responded_at is None:
        return False
    return body.last_responded_at is None or body.last_responded_at < invitation.responded_at


def check_not_stale(party: Party, body: PartyAnswer, questions: Sequence[Question]) -> None:
    """Rejects a reply from a page that shows an older one than is stored, if they differ.

    Raises:
        Conflict: somebody has replied since.
    """
    people = {person.attendee.id: person for person in party.people}
    differs = any(changes(one, people[one.id]) for one in body.guests)
    known = party_answers(questions, party.people)
    differs |= any(known.get(key) != value for key, value in (body.answers or {}).items())
    if is_stale(body, party.invitation) and (differs or body.plus_ones):
        raise Conflict(
            "Somebody has replied since you opened this page. Check the replies and send yours again.",
            name="reply-changed",
        )


def check_somebody_comes(body: PartyAnswer, people: Mapping[UUID, Person]) -> None:
    """Rejects plus-ones of a party in which everybody declines.

    Raises:
        Invalid: names the first plus-one.
    """
    said = {reply.id: said_by(reply, people[reply.id]) for reply in body.guests}
    statuses = [said.get(key, one.attendee.status) for key, one in people.items()]
    if body.plus_ones and statuses and all(status == "declined" for status in statuses):
        english = "Nobody of your party is coming, so nobody can be brought along."
        raise invalid("plus_ones.0", FieldText(name="reply.nobody-comes", english=english))


def somebody_comes(body: PartyAnswer, people: Mapping[UUID, Person]) -> bool:
    """Whether a reply says of somebody that they come."""
    return bool(body.plus_ones) or any(
        (one.status is not None or one.parts is not None)
        and yes_of(said_by(one, people[one.id])) == "going"
        for one in body.guests
    )


def check_members(body: PartyAnswer, people: Mapping[UUID, Person]) -> None:
    """Rejects a reply for strangers, and two for one guest."""
    for number, reply in enumerate(body.guests):
        if reply.id not in people:
            english = "This guest isn't on the invitation."
            stranger = FieldText(name="reply.stranger", english=english)
            raise invalid(f"guests.{number}.id", stranger)
    if len({reply.id for reply in body.guests}) < len(body.guests):
        english = "The same guest appears twice."
        raise invalid("guests", FieldText(name="reply.twice", english=english))


def check_parts(body: PartyAnswer, people: Mapping[UUID, Person]) -> None:
    """Rejects an answer for a part to which the guest isn't invited.

    Raises:
        Invalid: names the part.
    """
    for number, reply in enumerate(body.guests):
        known = states_of(people[reply.id])
        for place, part in enumerate(reply.parts or ()):
            if part.part_id not in known:
                english = "This guest isn't invited to that part of the event."
                stranger = FieldText(name="reply.part", english=english)
                raise invalid(f"guests.{number}.parts.{place}.part_id", stranger)


def party_answers(questions: Iterable[Asked], people: Iterable[Person]) -> dict[str, Any]:
    """What a party has answered to the questions that it is asked once.

    Everybody in it has the same, unless somebody came from another party: then the first one counts.
    """
    found: dict[str, Any] = {}
    keys = [str(question.id) for question in questions_once(questions)]
    for person in people if keys else ():
        for key in keys:
            answer = person.attendee.answers.get(key)
            if key not in found and not is_empty(answer):
                found[key] = answer
    return found


def lifted(body: PartyAnswer, questions: Iterable[Asked]) -> PartyAnswer:
    """The reply, with guests' answers to what the party is asked once as answers of the party."""
    once = {str(one.id) for one in questions_once(questions)}
    said: dict[str, Any] = {}
    guests = []
    for one in body.guests:
        own = {key: answer for key, answer in (one.answers or {}).items() if key not in once}
        said |= {key: answer for key, answer in (one.answers or {}).items() if key in once}
        guests.append(one if one.answers is None else one.model_copy(update={"answers": own}))
    if not said:
        return body
    return body.model_copy(update={"guests": guests, "answers": {**said, **(body.answers or {})}})


def shared(
    body: PartyAnswer,
    people: Mapping[UUID, Person],
    said: Mapping[str, Any],
    kept: Mapping[str, Any],
) -> PartyAnswer:
    """The reply with what the party `said` for everybody in it, also for those whom it doesn't name.

    Whoever is brought along gets what is `kept` from before as well.
    """
    if not said and not (kept and body.plus_ones):
        return body
    named = {one.id for one in body.guests}
    others = [GuestAnswered(id=key) for key in people if key not in named] if said else []
    guests = [
        one.model_copy(update={"answers": {**(one.answers or {}), **said}})
        for one in (*body.guests, *others)
    ]
    plus_ones = [
        one.model_copy(update={"answers": {**kept, **one.answers, **said}})
        for one in body.plus_ones
    ]
    return body.model_copy(update={"guests": guests, "plus_ones": plus_ones})


def files_said(
    questions: Iterable[Question], body: PartyAnswer, people: Mapping[UUID, Person]
) -> dict[str, Any]:
    """The files that a reply newly answers with, by the pointer of the answer."""
    keys = [str(one.id) for one in questions if one.kind == "file"]
    if not keys:
        return {}
    known = party_answers(questions, people.values())
    said: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
        ("/answers", body.answers or {}, known)
    ]
    for number, one in enumerate(body.guests):
        kept = people[one.id].attendee.answers if one.id in people else {}
        said.append((f"/guests/{number}/answers", one.answers or {}, kept))
    said += [
        (f"/plus_ones/{number}/answers", one.answers, {})
        for number, one in enumerate(body.plus_ones)
    ]
    return {
        f"{field}/{key}": answers[key]
        for field, answers, kept in said
        for key in keys
        if answers.get(key) and answers[key] != kept.get(key)
    }


def file_refusal(
    said: Mapping[str, Any], owners: Mapping[str, UUID], invitation_id: UUID
) -> Invalid | None:
    """Why a reply can't refer to a file: it isn't the party's own, or is gone. None if it can."""
    english = "This file is gone. Attach it again."
    fault = FieldText(name="answer.file-gone", english=english)
    errors = [
        {"pointer": pointer, "detail": fault}
        for pointer, answer in said.items()
        if owners.get(answer) != invitation_id
    ]
    return Invalid(english, name="file-gone", errors=errors) if errors else None


def files_in(questions: Iterable[Question], bodies: Iterable[PartyAnswer]) -> list[Any]:
    """What replies answer to questions for a file."""
    keys = [str(one.id) for one in questions if one.kind == "file"]
    if not keys:
        return []
    answers = [
        said
        for body in bodies
        for said in (
            body.answers,
            *(one.answers for one in body.guests),
            *(one.answers for one in body.plus_ones),
        )
    ]
    return [said[key] for said in answers if said for key in keys if said.get(key)]
