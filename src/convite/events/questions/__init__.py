"""Questions to guests, and validation of answers.

Table `questions`. A question belongs to an owner of a registered kind; events are the first. Other
parts register their own kind next to their tables, and copy their own questions.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "questions": Table(clone="actions.copy_questions"),
    }
)
