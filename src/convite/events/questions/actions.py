"""Writes of questions, and validation of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from convite.core.bodies import none_of
from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict, FieldText, Invalid, invalid
from convite.core.shapes import patch
from convite.events.event.models import Event
from convite.events.questions.facts import QuestionsChanged
from convite.events.questions.models import EVENT, OWNER_KINDS, Owner, OwnerKind, Question
from convite.events.questions.queries import MAX_QUESTIONS, questions_of
from convite.events.questions.rules import AnswerRules, answer_fault
from convite.events.questions.schemas import AnyQuestion

CHOICES = ("choice", "choices")


def check_options(kind: str, options: Sequence[Any]) -> None:
    """Rejects a choice without options."""
    if kind in CHOICES and len(options) < 2:
        english = "A choice needs at least two options."
        raise invalid("options", FieldText(name="question.options", english=english))


def check_scope(kind: OwnerKind, scope: str) -> None:
    """Rejects a scope that this kind of owner doesn't support."""
    if scope not in kind.scopes:
        raise invalid("scope", none_of(kind.scopes))


def owner_of(event: Event) -> Owner:
    """The event as a question owner."""
    return Owner(kind=EVENT, id=event.id, organization_id=event.organization_id, event_id=event.id)


async def record_change(tx: Tx, actor: Actor, question: Question, changes: dict[str, Any]) -> None:
    """Records a change of a question."""
    fact = QuestionsChanged.of(question, changes=changes)
    await record(tx, actor, fact)


async def add_question(tx: Tx, actor: Actor, owner: Owner, body: AnyQuestion) -> Question:
    """Adds a question to an owner."""
    check_scope(owner.kind, body.scope)
    check_options(body.kind, body.options)
    if len(await questions_of(tx, owner.kind, owner.id)) >= MAX_QUESTIONS:
        limit = Conflict(f"{owner.kind.words} can have at most {MAX_QUESTIONS} questions.")
        raise limit.with_text("questions", most=MAX_QUESTIONS)
    question = question_for(owner, body.model_dump())
    tx.add(question)
    await tx.flush()
    await record_change(tx, actor, question, {})
    await tx.refresh(question)
    return question


def question_for(owner: Owner, values: dict[str, Any]) -> Question:
    """Builds a new question for the owner."""
    return Question(
        id=new_id(),
        organization_id=owner.organization_id,
        owner_kind=owner.kind.name,
        owner_id=owner.id,
        event_id=owner.event_id,
        **values,
    )


async def change_question(
    tx: Tx, actor: Actor, question: Question, values: dict[str, Any]
) -> Question:
    """Changes a question; existing answers stay unchanged."""
    changed = patch(question, values)
    check_scope(OWNER_KINDS[question.owner_kind], question.scope)
    check_options(question.kind, question.options)
    if changed:
        await record_change(tx, actor, question, changed)
        await tx.refresh(question)
    return question


async def remove_question(tx: Tx, actor: Actor, question: Question) -> None:
    """Removes a question; existing answers are kept."""
    question.deleted_at = now()
    await record_change(tx, actor, question, {"deleted": (False, True)})


async def copy_questions(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies questions to a duplicated event."""
    await copy_to_owner(tx, owner_of(source), owner_of(target))


async def copy_to_owner(tx: Tx, source: Owner, target: Owner) -> None:
    """Copies one owner's questions to another; called by parts that copy such owners."""
    for question in await questions_of(tx, source.kind, source.id):
        values = {name: getattr(question, name) for name in AnyQuestion.model_fields}
        tx.add(question_for(target, values))
    await tx.flush()


def answers_fault(
    questions: Sequence[Question], answers: Mapping[str, Any], *, field: str, complete: bool
) -> Invalid | None:
    """What is wrong with answers by question id, each under `field`; None if nothing is.

    With `complete`, required answers must be present.
    """
    rules = {
        str(question.id): AnswerRules(
            id=str(question.id),
            kind=question.kind,
            options=question.options,
            required=question.required,
        )
        for question in questions
    }
    unknown = FieldText(name="answer.unknown", english="There is no such question.")
    faults = {key: unknown for key in answers if key not in rules}
    for key, question in rules.items():
        if key in answers or complete:
            fault = answer_fault(question, answers.get(key))
            if fault:
                faults[key] = fault
    if not faults:
        return None
    labels = {str(question.id): question.label for question in questions}
    first = next(iter(faults))
    return Invalid(
        f"{labels.get(first, first)}: {faults[first]}",
        errors=[
            {"pointer": f"/{field.replace('.', '/')}/{key}", "detail": fault}
            for key, fault in faults.items()
        ],
    ).with_text("answer", question=labels.get(first, first))
