"""Writes of questions, and validation of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_jsonable_python

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
from convite.events.questions.queries import MAX_QUESTIONS, lock_questions, questions_of
from convite.events.questions.rules import (
    SAME_PEOPLE,
    AnswerRules,
    answer_fault,
    condition_fault,
    open_fault,
    shown_questions,
)
from convite.events.questions.schemas import AnyQuestion

CHOICES = ("choice", "choices", "meal")
#: Kinds whose answers can be compared with those of a condition.
COMPARABLE = (*CHOICES, "agree")


def check_options(kind: str, options: Sequence[Any]) -> None:
    """Rejects a choice without options."""
    if kind in CHOICES and len(options) < 2:
        english = "A choice needs at least two options."
        raise invalid("options", FieldText(name="question.options", english=english))


def values_to_store(values: dict[str, Any]) -> dict[str, Any]:
    """The values as their columns hold them: JSON without what is unset."""
    stored = dict(values)
    for name in ("limits", "condition"):
        if name in stored:
            kept = {key: one for key, one in stored[name].items() if one is not None}
            stored[name] = to_jsonable_python(kept)
    if "translations" in stored:
        texts = {
            locale: {name: text for name, text in one.items() if text}
            for locale, one in stored["translations"].items()
        }
        stored["translations"] = {str(locale): one for locale, one in texts.items() if one}
    if not stored.get("condition", {}).get("question_id", "unset"):
        stored["condition"] = {}
    if stored.get("condition") == {"answers": []}:
        stored["condition"] = {}
    return stored


def check_quotas(kind: str, options: Sequence[Any], quotas: Mapping[str, int]) -> None:
    """Rejects quotas of anything but a question's options."""
    if quotas and (kind not in CHOICES or quotas.keys() - set(options)):
        english = "Only options of this question can have a quota. Check how they're written."
        raise invalid("limits.quotas", FieldText(name="question.quotas", english=english))


async def check_conditions(tx: Tx, question: Question) -> None:
    """Rejects a condition that can't be met: of the question, or of one that depends on it.

    The owner's questions are locked, so that no other changes meanwhile.

    Raises:
        Invalid: it refers to itself, to a question that is gone or asked of others, or in a circle.
    """
    owner_kind = OWNER_KINDS[question.owner_kind]
    others = {one.id: one for one in await questions_of(tx, owner_kind, question.owner_id)}
    everything = others | {question.id: question}
    rules = {str(key): rules_of(one) for key, one in everything.items()}
    fault = condition_fault(str(question.id), rules, COMPARABLE)
    if fault is not None:
        raise invalid("condition", fault)
    for one in rules.values():
        is_child = one.condition.get("question_id") == str(question.id)
        if is_child and one.scope != question.scope:
            raise invalid("scope", SAME_PEOPLE)


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
    check_quotas(body.kind, body.options, body.limits.quotas or {})
    await lock_questions(tx, owner.kind, owner.id)
    if len(await questions_of(tx, owner.kind, owner.id)) >= MAX_QUESTIONS:
        limit = Conflict(f"{owner.kind.words} can have at most {MAX_QUESTIONS} questions.")
        raise limit.with_text("questions", most=MAX_QUESTIONS)
    question = question_for(owner, values_to_store(body.model_dump()))
    await check_conditions(tx, question)
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
    kind = OWNER_KINDS[question.owner_kind]
    await lock_questions(tx, kind, question.owner_id)
    changed = patch(question, values_to_store(values))
    check_scope(kind, question.scope)
    check_options(question.kind, question.options)
    check_quotas(question.kind, question.options, question.limits.get("quotas", {}))
    await check_conditions(tx, question)
    if changed:
        await record_change(tx, actor, question, changed)
        await tx.refresh(question)
    return question


async def remove_question(tx: Tx, actor: Actor, question: Question) -> None:
    """Removes a question; existing answers are kept.

    Raises:
        Conflict: another question depends on its answer.
    """
    kind = OWNER_KINDS[question.owner_kind]
    await lock_questions(tx, kind, question.owner_id)
    for other in await questions_of(tx, kind, question.owner_id):
        if other.condition.get("question_id") == str(question.id):
            raise Conflict(
                f"“{other.label}” depends on this question. Change when it is asked, then delete this one.",
                name="question-needed",
            ).with_text(question=other.label)
    question.deleted_at = now()
    await record_change(tx, actor, question, {"deleted": (False, True)})


async def copy_questions(tx: Tx, _: Actor, source: Event, target: Event) -> None:
    """Copies questions to a duplicated event."""
    await copy_to_owner(tx, owner_of(source), owner_of(target))


async def copy_to_owner(tx: Tx, source: Owner, target: Owner) -> None:
    """Copies one owner's questions to another; called by parts that copy such owners."""
    copies: dict[str, Question] = {}
    for question in await questions_of(tx, source.kind, source.id):
        values = {name: getattr(question, name) for name in AnyQuestion.model_fields}
        copies[str(question.id)] = question_for(target, values)
    for copied in copies.values():
        condition = dict(copied.condition)
        if condition:
            # a copy depends on the copy
            condition["question_id"] = str(copies[condition["question_id"]].id)
            copied.condition = condition
        tx.add(copied)
    await tx.flush()


def rules_of(question: Question) -> AnswerRules:
    """What is needed to validate answers to a question."""
    return AnswerRules(
        id=str(question.id),
        kind=question.kind,
        scope=question.scope,
        label=question.label,
        options=question.options,
        limits=question.limits,
        condition=question.condition,
        required=question.required,
    )


def answers_fault(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    *,
    kept: Mapping[str, Any] | None = None,
    field: str,
    complete: bool,
) -> Invalid | None:
    """What is wrong with answers by question id, each under `field`; None if nothing is.

    With `complete`, required answers must be present, be it among those `kept` from before. These
    aren't judged again, since the question may have changed. What isn't asked, because a condition
    isn't met, is neither judged nor required.
    """
    rules = {str(question.id): rules_of(question) for question in questions}
    unknown = FieldText(name="answer.unknown", english="There is no such question.")
    faults = {key: unknown for key in answers if key not in rules}
    old = kept or {}
    whole = {**old, **answers}
    shown = shown_questions(rules, whole)
    for key, question in rules.items():
        is_new = key in answers and answers[key] != old.get(key)
        if key not in shown or not (is_new or complete):
            continue
        fault = answer_fault(question, whole.get(key)) if is_new else open_fault(question, whole)
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


def answers_to_store(
    questions: Sequence[Question], answers: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers, with None for those to forget: of questions that aren't asked any more."""
    rules = {str(question.id): rules_of(question) for question in questions}
    whole = {**kept, **answers}
    hidden = (rules.keys() - shown_questions(rules, whole)) & whole.keys()
    return {**answers, **dict.fromkeys(hidden)}
