"""Questions to guests, and validation of answers.

Table `questions`. A question belongs to an owner of a registered kind; events are the first. Refuses to
know the others: a part registers its own kind beside its tables, and copies its own questions.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "questions": Table(clone="actions.copy_questions"),
    }
)
