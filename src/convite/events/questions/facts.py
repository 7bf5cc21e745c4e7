"""Facts of questions."""

from convite.core.log import Fact


class QuestionsChanged(Fact, frozen=True, kw_only=True):
    """A question was added, changed or removed."""

    action = "questions_changed"
    object_type = "question"
