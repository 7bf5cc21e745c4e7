"""How many of a question's options are left, and who takes one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from convite.core.problems import FieldText, Invalid


class Limited(Protocol):
    """A question, as far as it limits its options."""

    @property
    def id(self) -> Any:
        """The question's id."""

    @property
    def scope(self) -> str:
        """As of `questions.rules`."""

    @property
    def label(self) -> str:
        """The question itself."""

    @property
    def limits(self) -> Mapping[str, Any]:
        """`quotas` has the most people by option."""


def quotas_of(questions: Iterable[Limited]) -> dict[str, dict[str, int]]:
    """The most people by option, by question id; only of questions that limit their options."""
    return {str(one.id): one.limits["quotas"] for one in questions if one.limits.get("quotas")}


def chosen(answer: Any) -> set[str]:
    """The options that an answer names."""
    named = answer if isinstance(answer, list) else [answer]
    return {one for one in named if isinstance(one, str)}


@dataclass(kw_only=True)
class Tally:
    """What those who come have chosen, of questions that limit their options."""

    #: By question id and option.
    quotas: dict[str, dict[str, int]] = field(default_factory=dict)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)

    def options(self, answers: Mapping[str, Any]) -> set[tuple[str, str]]:
        """The limited options that one person's answers choose, each with its question."""
        return {
            (key, option)
            for key, limited in self.quotas.items()
            for option in chosen(answers.get(key)) & limited.keys()
        }

    def move(
        self, before: set[tuple[str, str]], after: set[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """Counts one person's change; returns what they newly chose of which none was left."""
        self.taken.subtract(before - after)
        new = sorted(after - before)
        self.taken.update(new)
        return [(key, option) for key, option in new if self.is_over(key, option)]

    def is_over(self, key: str, option: str) -> bool:
        """Whether more have chosen an option than may."""
        return self.taken[key, option] > self.quotas[key][option]

    def left(self, key: str) -> dict[str, int]:
        """How many more people can choose each of a question's limited options."""
        limited = self.quotas.get(key, {})
        return {name: max(0, most - self.taken[key, name]) for name, most in limited.items()}

    def copy(self) -> "Tally":
        """A tally of its own, to try something out."""
        return Tally(quotas=self.quotas, taken=Counter(self.taken))


def full_refusal(
    tally: Tally,
    questions: Sequence[Limited],
    changes: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]],
) -> Invalid | None:
    """Counts the choices of a reply; if one names an option of which none is left, says so instead.

    `changes` are the answers before and after of everybody in it, by their place in the reply.
    """
    if not tally.quotas:
        return None
    tried, once = tally.copy(), {str(one.id) for one in questions if one.scope == "party"}
    full = [
        (f"/answers/{key}" if key in once else f"/{field}/answers/{key}", key, option)
        for field, before, after in changes
        for key, option in tried.move(tried.options(before), tried.options(after))
    ]
    if not full:
        tally.taken = tried.taken
        return None
    errors = [{"pointer": pointer, "detail": gone(option)} for pointer, _, option in full]
    label = next(one.label for one in questions if str(one.id) == full[0][1])
    refusal = Invalid(f"{label}: {errors[0]['detail']}", errors=errors)
    return refusal.with_text("answer", question=label)


def gone(option: str) -> FieldText:
    """What is said of an option of which none is left."""
    english = f"“{option}” is no longer available. Choose something else."
    return FieldText(name="answer.full", english=english, values={"option": option})
